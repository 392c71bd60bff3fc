package dev.sallyport.server.query;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.activity.StatementLog;
import dev.sallyport.server.activity.StatementRun;
import dev.sallyport.server.activity.StatementRun.Outcome;
import dev.sallyport.server.query.QueryRun.SoqlHeard;
import dev.sallyport.transfer.format.RowsWriter;
import java.io.IOException;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs statements and keeps those that have rows left, for the same person to read on. */
@Component
public class QueryRuns {
    private static final int MOST_ROWS = 10_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private final Clock clock;
    private final WrittenRecords written;
    private final ApiCalls apiCalls;
    private final StatementLog log;
    private final StatementConnections connections;
    private final OpenRuns runs;

    QueryRuns(
            Clock clock,
            WrittenRecords written,
            ApiCalls apiCalls,
            StatementLog log,
            StatementConnections connections,
            OpenRuns runs) {
        this.connections = connections;
        this.runs = runs;
        this.apiCalls = apiCalls;
        this.log = log;
        this.clock = clock;
        this.written = written;
    }

    /** A column of a result. */
    public record Column(String name, String type) {}

    /**
     * A statement to run.
     *
     * @param id chosen by who asks, so that it can be cancelled while it runs
     * @param server the data server's name
     * @param sql the statement
     * @param limit how many rows to answer at most; the others can be read on
     * @param explain whether to show what it becomes, and run nothing
     */
    public record Request(String id, String server, String sql, int limit, boolean explain) {}

    /**
     * Rows of a result.
     *
     * @param id by which the others are read on
     * @param columns in order
     * @param rows values in the order of the columns; decimals, dates and times as text
     * @param more whether there are others
     * @param written how many records the statement wrote; null if it was a query
     * @param soql what was sent to Salesforce so far, and to databases after their names
     * @param calls how many API calls it has cost so far
     */
    public record Rows(
            String id,
            List<Column> columns,
            List<List<@Nullable Object>> rows,
            boolean more,
            @Nullable Long written,
            List<String> soql,
            long calls) {}

    /**
     * A statement that runs or has rows left.
     *
     * @param id by which it is cancelled
     * @param statement as it was typed
     */
    public record Running(String id, String statement) {}

    /** Somebody's statements that run or have rows left. */
    public List<Running> running(String owner) {
        return runs.of(owner).entrySet().stream()
                .map(run -> new Running(run.getKey(), run.getValue().sql()))
                .toList();
    }

    /**
     * Runs a statement.
     *
     * @param owner whose it is, and whose tokens it uses where the provider gives each person their own
     * @param mayWrite whether it may write to the org
     * @throws SQLException if it cannot be run; the reason is a {@link dev.sallyport.auth.SallyportException} beneath
     * @throws ServerException if its id cannot be or is in use, or too many are open
     */
    public Rows run(Request request, String owner, boolean mayWrite) throws SQLException {
        check(request, owner);
        Instant began = clock.instant();
        QueryRun run = null;
        try {
            run = open(request, owner, mayWrite);
            Rows rows = run(request, run);
            keep(
                    request,
                    owner,
                    run,
                    began,
                    Outcome.DONE,
                    rows.written() == null ? rows.rows().size() : rows.written(),
                    null);
            return rows;
        } catch (SQLException | RuntimeException e) {
            Outcome outcome = run != null && run.isCancelled() ? Outcome.CANCELLED : Outcome.FAILED;
            keep(request, owner, run, began, outcome, 0, e.getMessage());
            throw e;
        }
    }

    private Rows run(Request request, QueryRun run) throws SQLException {
        boolean kept = false;
        try {
            long records = run.execute(request.explain() ? "EXPLAIN PLAN FOR " + request.sql() : request.sql());
            Rows rows = rows(request.id(), run, request.limit(), records < 0 ? null : records);
            kept = rows.more();
            if (records >= 0) {
                written.add(run.owner(), run.server(), records);
            }
            return rows;
        } catch (SQLException e) {
            written.addPart(run.owner(), run.server(), e);
            throw e;
        } finally {
            if (kept) {
                apiCalls.add(run.server(), run.newCalls());
            } else {
                end(request.id(), run);
            }
        }
    }

    private void keep(
            Request request,
            String owner,
            @Nullable QueryRun run,
            Instant began,
            Outcome outcome,
            long rows,
            @Nullable String problem) {
        if (request.explain()) {
            return;
        }
        log.add(new StatementRun(
                owner,
                request.server(),
                request.sql(),
                began,
                Duration.between(began, clock.instant()),
                outcome,
                rows,
                run == null ? 0 : run.calls(),
                problem));
    }

    /** Where the rows of an export go. */
    @FunctionalInterface
    public interface RowsTarget {
        /** Is asked once there are rows, or none: what fails before that can still be told otherwise. */
        RowsWriter open(ResultSetMetaData columns) throws SQLException, IOException;
    }

    /**
     * Runs a statement that writes nothing, and hands on all its rows as they come.
     *
     * @param owner whose it is, and whose tokens it uses where the provider gives each person their own
     * @throws SQLException as {@link #run}
     * @throws IOException if the target fails
     */
    public void export(String server, String sql, String owner, RowsTarget target) throws SQLException, IOException {
        Request request = new Request(UUID.randomUUID().toString(), server, sql, MOST_ROWS, false);
        check(request, owner);
        Instant began = clock.instant();
        QueryRun run = null;
        try {
            run = open(request, owner, false);
            run.execute(sql);
            long rows = run.readAll(target);
            keep(request, owner, run, began, Outcome.DONE, rows, null);
        } catch (SQLException | IOException | RuntimeException e) {
            Outcome outcome = run != null && run.isCancelled() ? Outcome.CANCELLED : Outcome.FAILED;
            keep(request, owner, run, began, outcome, 0, e.getMessage());
            throw e;
        } finally {
            if (run != null) {
                end(request.id(), run);
            }
        }
    }

    /**
     * The first rows of a table, in the org's order.
     *
     * @throws SQLException as {@link #run}
     */
    public Rows sample(String server, SObjectDescribe table, int limit, String owner) throws SQLException {
        String name = Arrays.stream(table.name().split("\\.", 2))
                .map(part -> '"' + part.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining("."));
        String sql = "SELECT * FROM " + name + " FETCH FIRST " + checked(limit) + " ROWS ONLY";
        SoqlHeard soql = new SoqlHeard();
        try (StatementConnections.Opened opened = connections.open(server, owner, false, soql)) {
            QueryRun run = new QueryRun(owner, server, sql, opened, soql, clock);
            run.execute(sql);
            Rows rows = rows("", run, limit, null);
            apiCalls.add(server, run.newCalls());
            return rows;
        }
    }

    /**
     * Reads on.
     *
     * @throws ServerException if that person has no such statement open
     */
    public Rows next(String id, int limit, String owner) throws SQLException {
        QueryRun run = get(id, owner, QueryRun.class);
        run.use();
        boolean more = false;
        try {
            Rows rows = rows(id, run, checked(limit), null);
            more = rows.more();
            return rows;
        } finally {
            if (more) {
                apiCalls.add(run.server(), run.newCalls());
            } else {
                end(id, run);
            }
        }
    }

    /**
     * Ends a statement, while it runs too.
     *
     * @throws ServerException if that person has no such statement open
     */
    public void cancel(String id, String owner) {
        OpenRun run = get(id, owner, OpenRun.class);
        runs.remove(id, run);
        run.cancel();
        if (run instanceof QueryRun query) {
            apiCalls.add(query.server(), query.newCalls());
        }
    }

    private void check(Request request, String owner) {
        if (!ID.matcher(request.id()).matches()) {
            throw new ServerException(
                    Reason.INVALID,
                    "This cannot be the id of a statement.",
                    "Use 8 to 64 letters, digits and hyphens.");
        }
        checked(request.limit());
        runs.requireRoom(owner);
    }

    /** Opens one, which is its owner's to end. */
    private QueryRun open(Request request, String owner, boolean mayWrite) throws SQLException {
        SoqlHeard soql = new SoqlHeard();
        StatementConnections.Opened opened = connections.open(request.server(), owner, mayWrite, soql);
        try {
            QueryRun run = new QueryRun(owner, request.server(), request.sql(), opened, soql, clock);
            runs.add(request.id(), run);
            return run;
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Rows rows(String id, QueryRun run, int limit, @Nullable Long written) throws SQLException {
        List<Column> columns = run.columns();
        List<List<@Nullable Object>> page = run.next(limit);
        return new Rows(id, columns, page, run.hasMore(), written, run.soql(), run.calls());
    }

    private <T extends OpenRun> T get(String id, String owner, Class<T> type) {
        return runs.find(id)
                .filter(run -> run.owner().equals(owner))
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new ServerException(
                        Reason.NOT_FOUND,
                        "You have no such statement open.",
                        "Run it again: it has ended or was closed."));
    }

    private void end(String id, QueryRun run) {
        runs.remove(id, run);
        run.close();
        apiCalls.add(run.server(), run.newCalls());
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST_ROWS) {
            throw new ServerException(
                    Reason.INVALID,
                    "So many rows cannot be had at once.",
                    "Let limit be between 1 and " + MOST_ROWS + ".");
        }
        return limit;
    }
}
