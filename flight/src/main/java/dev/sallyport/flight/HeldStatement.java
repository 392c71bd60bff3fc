package dev.sallyport.flight;

import dev.sallyport.flight.FlightException.Reason;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a client refers to by its handle: prepared once, described, run any number of times. Where it is to run
 * while it runs already, it is prepared once more for that run.
 */
final class HeldStatement {
    private final String handle;
    private final Visitor visitor;
    private final @Nullable Session session;
    private final String dataServer;
    private final String sql;
    private final boolean once;
    private final Schema rows;
    private final Schema parameters;
    private final InstantSource clock;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private @Nullable OpenStatement idle;
    private boolean closed;
    private volatile List<@Nullable Object[]> bound = List.of();
    private volatile Instant usedAt;

    private HeldStatement(
            String handle,
            Call call,
            String dataServer,
            String sql,
            boolean once,
            OpenStatement opened,
            InstantSource clock)
            throws SQLException {
        this.handle = handle;
        this.visitor = call.visitor();
        this.session = call.session();
        this.dataServer = dataServer;
        this.sql = sql;
        this.once = once;
        this.idle = opened;
        this.clock = clock;
        this.usedAt = clock.instant();
        ResultSetMetaData columns = opened.jdbc().getMetaData();
        rows = schema(dataServer, columns == null ? List.of() : ColumnShape.of(columns));
        parameters = schema(dataServer, ColumnShape.of(opened.jdbc().getParameterMetaData()));
    }

    /**
     * Prepares a statement.
     *
     * @param once whether it is gone after it has run
     * @param clock what it ages by
     */
    static HeldStatement prepare(String handle, Call call, String sql, boolean once, InstantSource clock)
            throws SQLException {
        String dataServer = call.dataServer();
        OpenStatement opened = call.visitor().prepare(dataServer, sql);
        try {
            return new HeldStatement(handle, call, dataServer, sql, once, opened, clock);
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Schema schema(String dataServer, List<ColumnShape> columns) {
        List<Field> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(column.field(dataServer)));
        return new Schema(fields);
    }

    String handle() {
        return handle;
    }

    /** Who has prepared it, with the rights that they had then. */
    Visitor visitor() {
        return visitor;
    }

    boolean isOf(Session other) {
        return session == other;
    }

    /** Whether it is gone after it has run. */
    boolean once() {
        return once;
    }

    /** The columns of its rows; none if it writes. */
    Schema rows() {
        return rows;
    }

    Schema parameters() {
        return parameters;
    }

    /** What was bound last: a row for each time that it is to run. */
    List<@Nullable Object[]> bound() {
        return bound;
    }

    void bind(List<@Nullable Object[]> values) {
        bound = values;
    }

    Instant usedAt() {
        return usedAt;
    }

    void use() {
        usedAt = clock.instant();
    }

    boolean isRunning() {
        return !running.isEmpty();
    }

    /** A run of it: from when it is taken until it is given back. */
    static final class Run {
        private final OpenStatement statement;
        private volatile boolean cancelled;

        private Run(OpenStatement statement) {
            this.statement = statement;
        }

        OpenStatement statement() {
            return statement;
        }

        /** Ends it, whether it has been executed yet or not. */
        void cancel() {
            cancelled = true;
            statement.cancel();
        }

        /**
         * Looks whether somebody still wants it.
         *
         * @throws FlightException if it has been cancelled since it was taken
         */
        void requireWanted() {
            if (cancelled || statement.isCancelled()) {
                throw new FlightException(Reason.CANCELLED, "The statement was cancelled.", "Run it again.");
            }
        }
    }

    /**
     * Takes it for one run, after which it is given back.
     *
     * @throws FlightException if it is closed, or runs already and is to run once
     */
    Run take(Visitor by) throws SQLException {
        synchronized (this) {
            if (closed || (once && idle == null)) {
                throw gone();
            }
            if (idle != null) {
                OpenStatement taken = idle;
                idle = null;
                return begun(taken);
            }
        }
        OpenStatement another = by.prepare(dataServer, sql);
        synchronized (this) {
            if (!closed) {
                return begun(another);
            }
        }
        another.close();
        throw gone();
    }

    private Run begun(OpenStatement taken) {
        Run run = new Run(taken);
        running.add(run);
        return run;
    }

    static FlightException gone() {
        return new FlightException(
                Reason.NOT_FOUND, "You have no such statement open.", "Run it again: it has ended or was closed.");
    }

    void giveBack(Run run) {
        use();
        running.remove(run);
        synchronized (this) {
            if (idle == null && !closed && !once) {
                idle = run.statement();
                return;
            }
        }
        run.statement().close();
    }

    /** Ends what runs of it; whether anything did. */
    boolean cancel() {
        List<Run> ended = List.copyOf(running);
        ended.forEach(Run::cancel);
        return !ended.isEmpty();
    }

    void close() {
        OpenStatement left;
        synchronized (this) {
            closed = true;
            left = idle;
            idle = null;
        }
        cancel();
        if (left != null) {
            left.close();
        }
    }
}
