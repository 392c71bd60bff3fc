package dev.sallyport.transfer;

import dev.sallyport.salesforce.BulkQueryJob;
import dev.sallyport.salesforce.BulkResultSet;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.QueryScope;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.SalesforceException.Reason;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.PlannedQuery;
import dev.sallyport.transfer.Manifest.Run;
import dev.sallyport.transfer.Manifest.Way;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exports a table's records: by a job of Bulk API 2.0, a file for each set of its results, or, where Salesforce makes no
 * job of it, by REST in ranges of ids, a file or more for each. What is noted of a run is enough for another process to go on.
 */
final class TableExport {
    /** So many records make a range: 25 pages, that are read again if it is cut off. */
    private static final int RECORDS_OF_A_RANGE = 50_000;

    private static final int MOST_RANGES = 2_000;
    private static final int RANGES_OF_UNKNOWN = 16;

    private final SalesforceClient client;
    private final TableStatement statement;
    private final String sObject;
    private final @Nullable Integer rowsPerFile;
    private final ExportRun run;

    TableExport(
            SalesforceClient client,
            TableStatement statement,
            String sObject,
            @Nullable Integer rowsPerFile,
            ExportRun run) {
        this.rowsPerFile = rowsPerFile;
        this.client = client;
        this.statement = statement;
        this.sObject = sObject;
        this.run = run;
    }

    ExportResult run() throws SQLException, IOException {
        TableStatement.Plan plan = statement.plan();
        run.columns(plan.columns());
        PlannedQuery query = plan.query();
        if (query == null) {
            run.note(run.run().by(Way.SQL, null, null, null));
            return completed();
        }
        Run noted = run.run();
        boolean begun = noted.jobId() != null || noted.ranges() != null;
        List<String> window = window(noted);
        String soql = window.isEmpty() ? query.soql() : query.soqlOfPart(String.join(" AND ", window));
        if (begun && noted.way() == Way.BULK && !soql.equals(noted.soql())) {
            anew("The query has become another one since job " + noted.jobId() + " was made: the run begins anew.");
            begun = false;
        }
        return switch (begun ? noted.way() : way(query)) {
            case BULK -> byBulk(query, soql, begun);
            case RANGES -> inRanges(query);
            case SQL -> throw new IllegalStateException("A table has parts.");
        };
    }

    private Way way(PlannedQuery query) {
        return query.obstacle(Api.BULK)
                .map(obstacle -> {
                    run.remark("The table is read by REST in ranges of ids: " + obstacle + ".");
                    return Way.RANGES;
                })
                .orElse(Way.BULK);
    }

    /** The bounds of the changes; none for all records. */
    private static List<String> window(Run run) {
        String from = run.from() == null ? "" : "SystemModstamp >= " + run.from();
        String until = run.until() == null ? "" : "SystemModstamp < " + run.until();
        return Stream.of(from, until).filter(bound -> !bound.isEmpty()).toList();
    }

    /** Changes are those of deleted records too. */
    private static QueryScope scope(Run run) {
        return run.from() == null ? QueryScope.QUERY : QueryScope.QUERY_ALL;
    }

    private ExportResult byBulk(PlannedQuery query, String soql, boolean begun) throws SQLException, IOException {
        boolean takenUp = begun;
        while (true) {
            BulkQueryJob job;
            if (takenUp) {
                job = client.bulkQueryJob(Objects.requireNonNull(run.run().jobId()), query.columns());
                run.remark("Goes on with job " + job.id() + ": "
                        + run.run().files().size() + " files are here.");
            } else {
                try {
                    job = client.startBulkQuery(soql, scope(run.run()), query.columns());
                } catch (SalesforceException e) {
                    if (!isNoBulk(e)) {
                        throw e;
                    }
                    run.remark("Salesforce makes no bulk job of it (" + e.said()
                            + "): the table is read by REST in ranges of ids.");
                    return inRanges(query);
                }
                run.note(run.run().by(Way.BULK, job.id(), soql, null));
            }
            try {
                return sets(job, query.columns().size());
            } catch (SalesforceException e) {
                if (!isLost(e)) {
                    throw e;
                }
                String lost = e.reason() == Reason.BULK_JOB_FAILED
                        ? "Job " + job.id() + " did not succeed (" + e.said() + ")"
                        : "Salesforce no longer has job " + job.id();
                anew(lost + (takenUp ? ": the run begins anew." : "."));
                if (!takenUp) {
                    throw e;
                }
                takenUp = false;
            }
        }
    }

    /** Whether Salesforce refuses to make a job, and not the query as such. */
    private static boolean isNoBulk(SalesforceException e) {
        return switch (e.reason()) {
            case OTHER, LIMIT_EXCEEDED, TOO_MANY_AT_ONCE, QUERY_MALFORMED, ACCESS_DENIED, VERSION_UNSUPPORTED -> true;
            default -> false;
        };
    }

    private static boolean isLost(SalesforceException e) {
        return e.reason() == Reason.BULK_JOB_GONE
                || e.reason() == Reason.BULK_JOB_FAILED
                || e.reason() == Reason.QUERY_EXPIRED;
    }

    /** Forgets what is there of the run. */
    private void anew(String why) throws SQLException, IOException {
        run.remark(why);
        Run lost = run.run();
        run.discard(Run.begun(lost.number(), lost.startedAt(), lost.from(), lost.until()));
    }

    /** A file for each set that is not here yet; the next is on its way while one is written. */
    private ExportResult sets(BulkQueryJob job, int columns) throws SQLException, IOException {
        int rows = rowsPerFile == null ? SalesforceClient.rowsOfBulkSet(columns) : rowsPerFile;
        OptionalLong total = OptionalLong.of(job.await(this::expected));
        BulkResultSet set = job.resultSet(run.run().nextLocator(), rows);
        while (true) {
            String next = set.nextLocator().orElse(null);
            @Nullable BulkResultSet following = next == null ? null : job.resultSet(next, rows);
            try {
                Run done = write(set, total, next);
                if (following == null) {
                    ExportResult result = completed(done);
                    job.delete();
                    return result;
                }
                run.note(done);
                set = following;
            } catch (SQLException | IOException | RuntimeException e) {
                if (following != null) {
                    following.close();
                }
                throw e;
            }
        }
    }

    private ExportResult inRanges(PlannedQuery query) throws SQLException, IOException {
        List<String> ranges = run.run().ranges();
        if (ranges == null) {
            ranges = client.idRanges(sObject, howManyRanges());
            run.note(run.run().by(Way.RANGES, null, null, ranges));
        } else {
            run.remark("Goes on: " + run.run().files().size() + " files are here.");
        }
        String window = window(run.run()).stream().map(bound -> bound + " AND ").collect(Collectors.joining());
        while (run.run().partsDone() < ranges.size()) {
            String soql = query.soqlOfPart(window + ranges.get(run.run().partsDone()));
            try (QueryCursor records = client.query(soql, scope(run.run()), query.columns())) {
                run.note(write(records, OptionalLong.empty(), null));
            }
        }
        return completed();
    }

    private int howManyRanges() {
        int wanted = rowsPerFile == null ? RECORDS_OF_A_RANGE : rowsPerFile;
        OptionalLong records = records();
        return records.isEmpty() ? RANGES_OF_UNKNOWN : (int) Math.min(MOST_RANGES, records.getAsLong() / wanted + 1);
    }

    /** About how many rows a job will have; 0 if that would have to be counted now, as with conditions. */
    private long expected() {
        return run.run().from() == null && statement.isWhole() ? records().orElse(0) : 0;
    }

    /** About how many records the table has, which Salesforce has counted now and then; empty if it does not say. */
    private OptionalLong records() {
        try {
            Long records = client.recordCounts(List.of(sObject)).get(sObject);
            return records == null ? OptionalLong.empty() : OptionalLong.of(records);
        } catch (SalesforceException e) {
            // Nothing hangs on it but how large files are, and when a job is looked at.
            return OptionalLong.empty();
        }
    }

    private Run write(QueryCursor records, OptionalLong total, @Nullable String next) throws SQLException, IOException {
        long most = rowsPerFile == null ? Long.MAX_VALUE : rowsPerFile;
        return statement.over(records, rows -> run.write(run.feed(rows, total), most, next));
    }

    private ExportResult completed() throws SQLException, IOException {
        return completed(run.run());
    }

    /** The first run has a file in any case: its columns are to be seen. */
    private ExportResult completed(Run done) throws SQLException, IOException {
        Run last = done;
        if (run.isFirst() && last.files().isEmpty()) {
            last = statement.over(
                    TableStatement.noRecords(),
                    rows -> run.writeFile(run.feed(rows, OptionalLong.empty()), Long.MAX_VALUE));
        }
        return run.complete(last);
    }
}
