package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An ingest job of Bulk API 2.0. It does nothing to records before it is closed, and it is closed once however often that is
 * asked; Salesforce keeps it and its results for seven days. So who has its id knows what became of its rows, whichever
 * process has sent them.
 */
public final class IngestJob {
    private final BulkJob job;
    private final RecordWrite write;

    /** How far a job is. */
    public enum State {
        /** Nothing has been done, and nothing will be before it is closed. */
        OPEN,
        /** It is closed, and Salesforce works on it or will. */
        RUNNING,
        /** Salesforce is done with it. */
        ENDED,
        /** Somebody has ended it, and it tells of no row that it has dealt with: unless it was closed before, there is none. */
        ABORTED
    }

    private IngestJob(BulkJob job, RecordWrite write) {
        this.job = job;
        this.write = write;
    }

    static IngestJob upload(
            ApiTransport transport,
            URI jobs,
            PollDelay delay,
            RecordWrite write,
            Iterable<@Nullable Object[]> rows,
            Consumer<String> opened) {
        IngestWriter writer = new IngestWriter(transport, jobs, delay);
        return new Retries(delay, write.asked()).repeated(() -> {
            BulkJob job = writer.open(write);
            opened.accept(job.id());
            IngestWriter.upload(job, write, rows);
            return new IngestJob(job, write);
        });
    }

    static IngestJob of(ApiTransport transport, URI jobs, PollDelay delay, String id, RecordWrite write) {
        return new IngestJob(BulkJob.of(transport, jobs, id, "bulk " + write.asked(), delay), write);
    }

    /** Salesforce's id of it. */
    public String id() {
        return job.id();
    }

    /**
     * How far it is; one call.
     *
     * @throws SalesforceException with {@link Reason#BULK_JOB_GONE} if Salesforce has it no longer
     */
    public State state() {
        BulkJob.Info info = job.repeated(job::info);
        return switch (info.state()) {
            case OPEN -> State.OPEN;
            case UPLOADCOMPLETE, INPROGRESS -> State.RUNNING;
            case JOBCOMPLETE, FAILED -> State.ENDED;
            case ABORTED -> info.processed() == 0 ? State.ABORTED : State.ENDED;
        };
    }

    /** Has Salesforce begin with the rows, once however often it is asked; one call. */
    public void close() {
        IngestWriter.close(job);
    }

    /**
     * Waits for the end and tells what became of the rows: a call for each look, of which there is one at least, and one for
     * those that were written (if their ids are wanted or not all were), refused, and, of a job that failed, not reached.
     *
     * @param rows as they were sent; they are gone through once, and none is kept
     * @param records about how many they are
     * @param processed is told now and then with how many rows Salesforce has dealt
     * @return a result for each row, in their order; with a failure if Salesforce did not deal with every row
     * @throws SalesforceException if it cannot be told, with {@link Reason#BULK_JOB_GONE} if Salesforce has the job no longer
     */
    public WriteResults await(Iterable<@Nullable Object[]> rows, long records, LongConsumer processed) {
        BulkJob.Info info = job.awaitEnd(records, now -> processed.accept(now.processed()));
        return IngestWriter.results(write, rows, job, info);
    }

    /** Has Salesforce forget the job and its rows; that it cannot be told is no failure, as long as the job is open. */
    public void discard() {
        job.abort();
        job.delete();
    }
}
