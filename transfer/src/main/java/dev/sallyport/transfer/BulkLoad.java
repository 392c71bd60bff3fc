package dev.sallyport.transfer;

import dev.sallyport.salesforce.IngestJob;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.SalesforceException.Reason;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.transfer.LoadManifest.Part;
import dev.sallyport.transfer.LoadManifest.PartState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads by jobs of Bulk API 2.0. What is noted before each step tells another process what may have happened since: a job
 * does nothing before it is closed, so only of one that was about to be closed does Salesforce have to be asked. See
 * docs/decisions/0037.
 */
final class BulkLoad {
    private static final int HTTP_BAD_REQUEST = 400;

    private final SalesforceClient client;
    private final LoadRun run;
    private final @Nullable Integer rowsPerJob;

    BulkLoad(SalesforceClient client, LoadRun run, @Nullable Integer rowsPerJob) {
        this.client = client;
        this.run = run;
        this.rowsPerJob = rowsPerJob;
    }

    /**
     * Loads all rows. A job is sent while the one before it runs, and closed when that has ended: rows about one record are
     * written in their order.
     */
    void run() throws SQLException, IOException {
        takeUp();
        Part part = next();
        while (part != null) {
            part = closed(part);
            if (!hasUploaded()) {
                upload();
            }
            settle(part);
            part = next();
        }
    }

    private @Nullable Part next() throws SQLException, IOException {
        Part noted = run.unsettled();
        if (noted != null && noted.state() == PartState.UPLOADED && isAhead(noted)) {
            job(noted).discard();
            run.takeBack(noted);
            return next();
        }
        return noted == null ? upload() : noted;
    }

    /** Whether rows before those of a part have been given back in the meantime. */
    private boolean isAhead(Part part) {
        RowRanges unsent = run.manifest().unsent();
        return !unsent.isEmpty()
                && unsent.ranges().get(0).from() < part.rows().ranges().get(0).from();
    }

    private boolean hasUploaded() {
        return run.manifest().parts().stream().anyMatch(part -> part.state() == PartState.UPLOADED);
    }

    /** Finds out what became of the jobs of a run that was cut off. */
    private void takeUp() throws SQLException, IOException {
        discardOpen();
        for (Part part : run.manifest().parts()) {
            boolean ended = part.state() == PartState.OPEN || part.state() == PartState.DONE;
            if (ended || part.jobId() == null) {
                continue;
            }
            IngestJob job = job(part);
            try {
                switch (job.state()) {
                    case OPEN -> {
                        if (part.state() == PartState.SENT) {
                            job.close();
                        }
                    }
                    case RUNNING, ENDED -> note(part, PartState.SENT);
                    case ABORTED -> {
                        if (part.state() == PartState.UPLOADED) {
                            job.discard();
                            run.takeBack(part);
                            run.remark("Job " + job.id() + " was aborted before it began: its rows are sent again.");
                            continue;
                        }
                    }
                }
                run.remark("Goes on with job " + job.id() + ".");
            } catch (SalesforceException e) {
                lost(part, e);
            }
        }
    }

    /** Jobs that never got all their rows were never closed: their rows are sent anew. */
    private void discardOpen() throws SQLException, IOException {
        for (Part part : run.manifest().parts()) {
            if (part.state() == PartState.OPEN) {
                job(part).discard();
                run.note(run.manifest().without(part));
            }
        }
    }

    private Part note(Part part, PartState state) throws SQLException, IOException {
        Part now = part.in(state);
        run.note(run.manifest().with(part, now));
        return now;
    }

    private IngestJob job(Part part) {
        return client.ingestJob(
                Objects.requireNonNull(part.jobId()), run.terms().write());
    }

    /** Sends a job its rows and leaves it open; null if none is left. Rows none of which is fit have no job. */
    private @Nullable Part upload() throws SQLException, IOException {
        RowRanges unsent = run.manifest().unsent();
        if (unsent.isEmpty()) {
            return null;
        }
        JobRows first = new JobRows(run.unsent(), rowsPerJob);
        if (!first.hasNext()) {
            Part unfit = new Part(PartState.SENT, null, unsent);
            run.note(run.manifest().sending(unsent.count()).and(unfit));
            return unfit;
        }
        Tries rows = new Tries(first);
        IngestJob job = client.upload(run.terms().write(), rows, this::noteOpen);
        Part open = run.manifest().parts().stream()
                .filter(part -> job.id().equals(part.jobId()))
                .findFirst()
                .orElseThrow();
        Part part = new Part(PartState.UPLOADED, job.id(), unsent.first(rows.taken()));
        run.note(run.manifest().sending(rows.taken()).with(open, part));
        discardOpen();
        return part;
    }

    private void noteOpen(String jobId) {
        try {
            run.note(run.manifest().and(new Part(PartState.OPEN, jobId, RowRanges.NONE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("No SQL is run.", e);
        }
    }

    private Part closed(Part part) throws SQLException, IOException {
        if (part.state() != PartState.UPLOADED) {
            return part;
        }
        Part sent = note(part, PartState.SENT);
        try {
            job(sent).close();
        } catch (SalesforceException e) {
            // It cannot be closed as it is: somebody has aborted it, say, and the next run finds that out.
            if (e.status() == HTTP_BAD_REQUEST) {
                note(sent, PartState.UPLOADED);
            }
            throw e;
        }
        return sent;
    }

    private void settle(Part part) throws SQLException, IOException {
        if (part.jobId() == null) {
            run.settle(part, new WriteResults(List.of(), null));
            return;
        }
        WriteResults results;
        try {
            results = job(part).await(run.sent(part), part.rows().count(), run::progress);
        } catch (SalesforceException e) {
            lost(part, e);
            return;
        }
        run.settle(part, results);
        if (results.failure() != null) {
            run.writeUnprocessed();
            long back = run.manifest().unprocessed().count();
            if (back > 0) {
                run.remark("Job " + part.jobId() + " has left out " + back + (back == 1 ? " row" : " rows") + ": see "
                        + LoadRun.UNPROCESSED + ". The same command sends them again.");
            }
            throw results.failure();
        }
    }

    /** A job that Salesforce has no longer: one that was closed may have been done. */
    private void lost(Part part, SalesforceException e) throws SQLException, IOException {
        if (e.reason() != Reason.BULK_JOB_GONE) {
            throw e;
        }
        if (part.state() == PartState.UPLOADED || run.isRepeatable()) {
            run.remark("Salesforce no longer has job " + part.jobId() + ": its rows are sent again.");
            run.takeBack(part);
        } else {
            run.remark("Salesforce no longer has job " + part.jobId()
                    + ", and it may have written its rows: they are in " + ResultFiles.ERROR + ".");
            run.settle(part, run.unknown(part));
        }
    }

    /** The rows of a job, gone through anew for each that is tried. */
    private final class Tries implements Iterable<@Nullable Object[]> {
        private volatile JobRows rows;
        private volatile boolean begun;

        Tries(JobRows first) {
            rows = first;
        }

        @Override
        public Iterator<@Nullable Object[]> iterator() {
            if (begun) {
                rows = new JobRows(run.unsentAgain(), rowsPerJob);
            }
            begun = true;
            return rows;
        }

        /** How many of the unsent rows were gone through the last time. */
        long taken() {
            return rows.taken();
        }
    }
}
