package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of Bulk API 2.0 (Bulk API 2.0 and Bulk API Developer Guide, "Bulk API 2.0"), from its making to its end. */
final class BulkJob {
    private static final Logger LOG = LoggerFactory.getLogger(BulkJob.class);
    private static final String JSON = "application/json; charset=UTF-8";
    private static final String ID = "[0-9A-Za-z]{15,18}";
    private static final long NOT_ASKED = -1;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final ApiTransport transport;
    private final URI resource;
    private final String asked;

    /** A connection that breaks while a job runs is no reason to give the job up. */
    private final Retries retries;

    /** Guarded by this, for {@link #giveUp()} comes from any thread. */
    private ApiTransport.@Nullable Sent sent;

    /**
     * What a job says of itself.
     *
     * @param processed how many records it has dealt with
     * @param failed how many of them were refused
     * @param errorMessage why it failed; null unless it did
     */
    record Info(
            State state,
            long processed,
            long failed,
            @Nullable String errorMessage) {}

    /** How far a job is. */
    enum State {
        OPEN,
        UPLOADCOMPLETE,
        INPROGRESS,
        JOBCOMPLETE,
        FAILED,
        ABORTED;

        boolean isFinal() {
            return this == JOBCOMPLETE || this == FAILED || this == ABORTED;
        }
    }

    private BulkJob(ApiTransport transport, URI resource, String asked, PollDelay delay) {
        this.transport = transport;
        this.resource = resource;
        this.asked = asked;
        this.retries = new Retries(delay, asked);
    }

    /**
     * Opens a job; one call. If whoever waits for it is interrupted, and the job is made all the same, it is aborted: nobody
     * else knows of it.
     *
     * @param jobs {@code jobs/query} or {@code jobs/ingest}
     * @param asked what is asked, for a failure's message
     * @param body the job's terms as JSON
     */
    static BulkJob open(ApiTransport transport, URI jobs, String asked, String body, PollDelay delay) {
        Answer answer = transport
                .send(Call.change(asked, "POST", jobs, Reason.VERSION_UNSUPPORTED, BodyPublishers.ofString(body), JSON))
                .await(late -> made(transport, jobs, asked, late, delay).tellAborted());
        return made(transport, jobs, asked, answer, delay);
    }

    /** A job that was opened before. */
    static BulkJob of(ApiTransport transport, URI jobs, String id, String asked, PollDelay delay) {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException("This is no job's id.");
        }
        return new BulkJob(transport, URI.create(jobs + "/" + id), asked, delay);
    }

    private static BulkJob made(ApiTransport transport, URI jobs, String asked, Answer answer, PollDelay delay) {
        JsonNode id = read(asked, answer).path("id");
        if (!id.isTextual() || !id.textValue().matches(ID)) {
            throw SalesforceException.unreadable(asked, answer.status(), null);
        }
        return new BulkJob(transport, URI.create(jobs + "/" + id.textValue()), asked, delay);
    }

    /** Salesforce's id of it. */
    String id() {
        return resource.getPath().substring(resource.getPath().lastIndexOf('/') + 1);
    }

    /** The address of something of the job's, such as {@code /results}. */
    private URI at(String path) {
        return URI.create(resource + path);
    }

    /**
     * Waits until nothing happens to the job any more.
     *
     * @param records about how many the job has to deal with; 0 if that is not known
     * @param looked is told what each look finds
     * @throws SalesforceException with {@link Reason#INTERRUPTED} if it is given up in the meantime
     */
    Info awaitEnd(long records, Consumer<Info> looked) {
        return awaitEnd(() -> records, looked);
    }

    /**
     * The same.
     *
     * @param records is asked once, and only of a job that is worth it: one that has not ended at the first looks
     */
    Info awaitEnd(LongSupplier records, Consumer<Info> looked) {
        Duration wait = Retries.FIRST_WAIT;
        Duration waited = Duration.ZERO;
        long expected = NOT_ASKED;
        while (true) {
            retries.pause(wait);
            Info info = retries.repeated(this::info);
            looked.accept(info);
            if (info.state().isFinal()) {
                return info;
            }
            waited = waited.plus(wait);
            if (expected == NOT_ASKED && info.processed() > 0) {
                expected = records.getAsLong();
            }
            wait = untilNextLook(waited, info.processed(), expected);
        }
    }

    /** Half of what has been waited, or less where the records that are done tell when the others will be. */
    private static Duration untilNextLook(Duration waited, long processed, long records) {
        Duration longest = between(Retries.FIRST_WAIT, waited.dividedBy(2), LONGEST_WAIT);
        if (processed <= 0 || records <= 0) {
            return longest;
        }
        long rest = Math.max(0, records - processed);
        Duration expected = Duration.ofMillis((long) (waited.toMillis() * ((double) rest / processed)));
        return between(between(Retries.FIRST_WAIT, waited.dividedBy(10), longest), expected, longest);
    }

    private static Duration between(Duration least, Duration duration, Duration most) {
        Duration raised = duration.compareTo(least) < 0 ? least : duration;
        return raised.compareTo(most) > 0 ? most : raised;
    }

    /** Asks for something of the job's that can be asked for twice: again, a little later, if the connection breaks. */
    Answer get(String path) {
        return retries.repeated(() -> await(Call.get(asked, at(path), Reason.BULK_JOB_GONE)));
    }

    /** Asks for something of the job's, and does not wait for it. */
    ApiTransport.Sent send(String path) {
        return transport.send(Call.get(asked, at(path), Reason.BULK_JOB_GONE));
    }

    /** Asks for something of the job's whose content is read while it comes. */
    Answer open(String path) {
        return transport.open(Call.get(asked, at(path), Reason.BULK_JOB_GONE));
    }

    /** For what another thread does for the job. */
    Retries retriesOfAnotherThread() {
        return retries.ofAnotherThread();
    }

    /** Sends compressed content to a resource of the job's. */
    void put(String path, BodyPublisher gzip, String contentType) {
        await(Call.upload(asked, at(path), gzip, contentType));
    }

    /** Changes the job's state. */
    void moveTo(String state) {
        await(Call.change(
                asked,
                "PATCH",
                resource,
                Reason.OTHER,
                BodyPublishers.ofString("{\"state\":\"" + state + "\"}"),
                JSON));
    }

    /** Does something with the job again, up to three times, if it fails by the connection or by Salesforce's load. */
    <T> T repeated(Supplier<T> work) {
        return retries.repeated(work);
    }

    /** Sends a call of the job's that {@link #giveUp()} cancels, and waits for the answer. */
    private Answer await(Call call) {
        ApiTransport.Sent request;
        synchronized (this) {
            retries.refuseIfGivenUp();
            request = transport.send(call);
            sent = request;
        }
        try {
            return request.await();
        } finally {
            synchronized (this) {
                sent = null;
            }
        }
    }

    /** Ends a wait in another thread, and all waits to come. */
    synchronized void giveUp() {
        retries.giveUp();
        if (sent != null) {
            sent.cancel();
        }
    }

    /** Has Salesforce stop working on the job; that it cannot be told is no failure. */
    void abort() {
        withoutFailure(aborting());
    }

    private void tellAborted() {
        transport.send(aborting());
    }

    private Call aborting() {
        return Call.change(
                asked, "PATCH", resource, Reason.OTHER, BodyPublishers.ofString("{\"state\":\"Aborted\"}"), JSON);
    }

    /** Has Salesforce forget the job and its results; that it cannot be told is no failure: after a week it does anyway. */
    void delete() {
        withoutFailure(Call.change(asked, "DELETE", resource, Reason.OTHER, null, JSON));
    }

    /** The failure of a job that did not complete. */
    SalesforceException failure(Info info) {
        String said = info.errorMessage() == null ? "The job was aborted." : info.errorMessage();
        return SalesforceException.refused(Reason.BULK_JOB_FAILED, asked, said, null, 200);
    }

    /** Whoever is interrupted is in a hurry: then the call is sent, and its answer not waited for. */
    private void withoutFailure(Call call) {
        boolean interrupted = Thread.interrupted();
        try {
            ApiTransport.Sent ending = transport.send(call);
            if (!interrupted) {
                ending.await();
            }
        } catch (RuntimeException e) {
            LOG.debug("A bulk job could not be ended: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How far the job is; one call. */
    Info info() {
        Answer answer = await(Call.get(asked, resource, Reason.BULK_JOB_GONE));
        JsonNode job = read(asked, answer);
        String name = job.path("state").asText().toUpperCase(Locale.ROOT);
        for (State state : State.values()) {
            if (state.name().equals(name)) {
                return new Info(
                        state,
                        job.path("numberRecordsProcessed").longValue(),
                        job.path("numberRecordsFailed").longValue(),
                        job.path("errorMessage").textValue());
            }
        }
        throw SalesforceException.unreadable(asked, answer.status(), null);
    }

    private static JsonNode read(String asked, Answer answer) {
        try (InputStream content = answer.content()) {
            return Json.MAPPER.readTree(content);
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }
}
