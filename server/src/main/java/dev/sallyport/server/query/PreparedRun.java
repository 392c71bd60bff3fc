package dev.sallyport.server.query;

import dev.sallyport.flight.FlightException;
import dev.sallyport.flight.OpenStatement;
import dev.sallyport.server.RequestId;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.activity.StatementLog;
import dev.sallyport.server.activity.StatementRun;
import dev.sallyport.server.activity.StatementRun.Outcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement. While it runs it is one of its owner's that are open; each run stands in the history, and what it
 * wrote in the audit trail.
 */
final class PreparedRun implements OpenStatement, OpenRun {
    private final String owner;
    private final String server;
    private final String sql;
    private final StatementConnections.Opened opened;
    private final PreparedStatement statement;
    private final boolean writes;
    private final Surroundings surroundings;
    private final AtomicLong countedCalls = new AtomicLong();
    private volatile boolean cancelled;

    /** What it tells of itself, and to whom. */
    record Surroundings(
            Clock clock,
            OpenRuns runs,
            ApiCalls apiCalls,
            StatementLog log,
            WrittenRecords written,
            FlightMetrics metrics) {}

    PreparedRun(String owner, String server, String sql, StatementConnections.Opened opened, Surroundings surroundings)
            throws SQLException {
        this.owner = owner;
        this.server = server;
        this.sql = sql;
        this.opened = opened;
        this.surroundings = surroundings;
        statement = opened.connection().prepareStatement(sql);
        writes = statement.getMetaData() == null;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public String sql() {
        return sql;
    }

    /** It is open while it runs and no longer; whose rows nobody reads, its stream gives up. */
    @Override
    public Instant usedAt() {
        return surroundings.clock().instant();
    }

    @Override
    public PreparedStatement jdbc() {
        return statement;
    }

    @Override
    public long run(Work work) throws SQLException {
        String id = UUID.randomUUID().toString();
        cancelled = false;
        try {
            surroundings.runs().add(id, this);
        } catch (ServerException e) {
            throw new FlightException(FlightException.Reason.THROTTLED, e.getMessage(), e.advice(), e);
        }
        return RequestId.during(id, () -> run(id, work));
    }

    private long run(String id, Work work) throws SQLException {
        Instant began = surroundings.clock().instant();
        long callsBefore = calls();
        try {
            long rows = work.run(statement);
            if (writes) {
                surroundings.written().add(owner, server, rows);
            }
            keep(began, callsBefore, Outcome.DONE, rows, null);
            return rows;
        } catch (SQLException | RuntimeException e) {
            surroundings.written().addPart(owner, server, e);
            keep(began, callsBefore, outcome(e), 0, e.getMessage());
            throw e;
        } finally {
            surroundings.runs().remove(id, this);
            long calls = calls();
            surroundings.apiCalls().add(server, calls - countedCalls.getAndSet(calls));
        }
    }

    /** Whose client has gone before it was executed has been cancelled too. */
    private Outcome outcome(Exception failure) {
        boolean ended = failure instanceof FlightException told && told.reason() == FlightException.Reason.CANCELLED;
        return ended || cancelled ? Outcome.CANCELLED : Outcome.FAILED;
    }

    private void keep(Instant began, long callsBefore, Outcome outcome, long rows, @Nullable String problem) {
        surroundings.metrics().ran(outcome);
        surroundings
                .log()
                .add(new StatementRun(
                        owner,
                        server,
                        sql,
                        began,
                        Duration.between(began, surroundings.clock().instant()),
                        outcome,
                        rows,
                        calls() - callsBefore,
                        problem));
    }

    private long calls() {
        return opened.calls();
    }

    @Override
    public void sent(long rows, long bytes) {
        surroundings.metrics().sent(rows, bytes);
    }

    @Override
    public void cancel() {
        cancelled = true;
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has ended by itself.
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void close() {
        try (opened) {
            statement.close();
        } catch (SQLException e) {
            // Nothing is left to be done with it.
        }
    }
}
