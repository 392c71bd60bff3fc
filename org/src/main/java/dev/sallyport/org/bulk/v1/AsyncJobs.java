package dev.sallyport.org.bulk.v1;

import static dev.sallyport.org.bulk.v1.Guarded.guarded;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.BulkQueries;
import dev.sallyport.org.bulk.ColumnDelimiter;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.CsvFormat;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.JobType;
import dev.sallyport.org.bulk.LineEnding;
import dev.sallyport.org.bulk.Operation;
import dev.sallyport.org.bulk.PkChunking;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code job}: opens, closes and aborts jobs. */
final class AsyncJobs {
    private static final int DEFAULT_CHUNK = 100_000;
    private static final int LARGEST_CHUNK = 250_000;
    private static final Pattern CHUNK_SIZE = Pattern.compile("(?i)\\bchunkSize\\s*=\\s*(\\d{1,9})");
    private static final Pattern START_ROW = Pattern.compile("(?i)\\bstartRow\\s*=\\s*(\\w{15,18})");

    private final BulkEngine engine;

    AsyncJobs(BulkEngine engine) {
        this.engine = engine;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/services/async/{version}/job", guarded(this::open));
        routes.get("/services/async/{version}/job/{id}", guarded(context -> answer(context, 200, job(context))));
        routes.post("/services/async/{version}/job/{id}", guarded(this::change));
    }

    /**
     * The job that a path names.
     *
     * @throws BulkException if there is none, or it is another user's
     */
    Job job(Context context) {
        engine.deleteExpired();
        String id = context.pathParam("id");
        Job job = engine.jobs()
                .find(id)
                .filter(found -> found.terms().type() == JobType.CLASSIC)
                .orElseThrow(() -> BulkException.noSuchJob(id));
        engine.rules().checkAccess(job, SessionGate.user(context));
        return job;
    }

    private void open(Context context) {
        JobRequest request = JobRequest.read(AsyncFormat.of(context), context.bodyInputStream());
        User user = SessionGate.user(context);
        Operation operation =
                request.member("operation").flatMap(Operation::named).orElseThrow(JobRequest::unreadable);
        SObjectType type = engine.rules().type(request.member("object").orElse(null), user);
        engine.rules().checkPermission(operation, user);
        Job.Terms terms = new Job.Terms(
                JobType.CLASSIC,
                operation,
                type.name(),
                operation == Operation.UPSERT
                        ? engine.rules()
                                .externalIdField(
                                        type,
                                        request.member("externalIdFieldName").orElse(null))
                        : null,
                request.member("assignmentRuleId").orElse(null),
                SessionGate.version(context),
                contentType(request),
                request.member("concurrencyMode").filter("Serial"::equals).isPresent(),
                new CsvFormat(
                        ColumnDelimiter.COMMA,
                        "CRLF".equalsIgnoreCase(context.header("Sforce-Line-Ending"))
                                ? LineEnding.CRLF
                                : LineEnding.LF),
                null,
                operation.isQuery() ? chunking(context.header("Sforce-Enable-PKChunking"), type) : null);
        answer(context, 201, engine.jobs().open(terms, user.id(), JobState.OPEN));
    }

    private static ContentType contentType(JobRequest request) {
        String name = request.member("contentType").orElse(ContentType.XML.name());
        for (ContentType contentType : ContentType.values()) {
            if (contentType.name().equals(name)) {
                return contentType;
            }
        }
        if (name.startsWith("ZIP_")) {
            throw new BulkException(
                    AsyncExceptionCode.UNSUPPORTED_CONTENT_TYPE, "The content type " + name + " is not supported");
        }
        throw JobRequest.unreadable();
    }

    private static @Nullable PkChunking chunking(@Nullable String header, SObjectType type) {
        if (header == null || header.strip().equalsIgnoreCase("false")) {
            return null;
        }
        if (!BulkQueries.isChunkable(type.name())) {
            throw new BulkException(AsyncExceptionCode.INVALID_JOB, "PK chunking is not supported for " + type.name());
        }
        Matcher size = CHUNK_SIZE.matcher(header);
        int chunkSize = size.find() ? Integer.parseInt(size.group(1)) : DEFAULT_CHUNK;
        if (chunkSize < 1 || chunkSize > LARGEST_CHUNK) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB, "The chunk size is 1 to " + LARGEST_CHUNK + ": " + chunkSize);
        }
        Matcher start = START_ROW.matcher(header);
        return new PkChunking(chunkSize, start.find() ? start.group(1) : null);
    }

    private void change(Context context) {
        Job job = job(context);
        JobState wanted = JobRequest.read(AsyncFormat.of(context), context.bodyInputStream())
                .member("state")
                .flatMap(JobState::named)
                .orElseThrow(JobRequest::unreadable);
        boolean changed =
                switch (wanted) {
                    case CLOSED -> engine.jobs().move(job.id(), EnumSet.of(JobState.OPEN), JobState.CLOSED, null);
                    case ABORTED ->
                        engine.jobs()
                                .move(job.id(), EnumSet.of(JobState.OPEN, JobState.CLOSED), JobState.ABORTED, null);
                    case OPEN, UPLOAD_COMPLETE, IN_PROGRESS, JOB_COMPLETE, FAILED ->
                        throw new BulkException(
                                AsyncExceptionCode.INVALID_JOB_STATE,
                                "Changing the state of a Job to " + wanted.apiName() + " not allowed");
                };
        if (!changed) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB_STATE,
                    (wanted == JobState.CLOSED ? "Closing" : "Aborting") + " already "
                            + engine.jobs().get(job.id()).state().apiName() + " Job not allowed");
        }
        if (wanted == JobState.ABORTED) {
            for (Batch batch : engine.batches().of(job.id())) {
                engine.batches().move(batch.id(), EnumSet.of(BatchState.QUEUED), BatchState.NOT_PROCESSED, "Aborted");
            }
        }
        answer(context, 200, engine.jobs().get(job.id()));
    }

    private void answer(Context context, int status, Job job) {
        AsyncFormat format = Optional.of(context.method().name())
                .filter("POST"::equals)
                .map(post -> AsyncFormat.of(context))
                .orElseGet(() -> AsyncFormat.of(context, job.terms().contentType()));
        format.send(
                context,
                status,
                "jobInfo",
                new AsyncInfo(format).job(job, engine.batches().of(job.id())));
    }
}
