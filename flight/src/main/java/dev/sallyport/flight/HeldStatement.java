package dev.sallyport.flight;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
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
    private final String owner;
    private final @Nullable Session session;
    private final String dataServer;
    private final String sql;
    private final boolean once;
    private final Schema rows;
    private final Schema parameters;
    private final Set<OpenStatement> running = ConcurrentHashMap.newKeySet();
    private @Nullable OpenStatement idle;
    private boolean closed;
    private volatile List<@Nullable Object[]> bound = List.of();
    private volatile Instant usedAt;

    private HeldStatement(
            String handle, Call call, String dataServer, String sql, boolean once, OpenStatement opened, Instant now)
            throws SQLException {
        this.handle = handle;
        this.owner = call.visitor().userName();
        this.session = call.session();
        this.dataServer = dataServer;
        this.sql = sql;
        this.once = once;
        this.idle = opened;
        this.usedAt = now;
        ResultSetMetaData columns = opened.jdbc().getMetaData();
        rows = schema(dataServer, columns == null ? List.of() : ColumnShape.of(columns));
        parameters = schema(dataServer, ColumnShape.of(opened.jdbc().getParameterMetaData()));
    }

    /**
     * Prepares a statement.
     *
     * @param once whether it is gone after it has run
     */
    static HeldStatement prepare(String handle, Call call, String sql, boolean once, Instant now) throws SQLException {
        String dataServer = call.dataServer();
        OpenStatement opened = call.visitor().prepare(dataServer, sql);
        try {
            return new HeldStatement(handle, call, dataServer, sql, once, opened, now);
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

    String owner() {
        return owner;
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

    void use(Instant now) {
        usedAt = now;
    }

    boolean isRunning() {
        return !running.isEmpty();
    }

    /** Takes it for one run, after which it is given back. */
    OpenStatement take(Visitor visitor) throws SQLException {
        synchronized (this) {
            if (idle != null) {
                OpenStatement taken = idle;
                idle = null;
                running.add(taken);
                return taken;
            }
        }
        OpenStatement another = visitor.prepare(dataServer, sql);
        running.add(another);
        return another;
    }

    void giveBack(OpenStatement taken) {
        running.remove(taken);
        synchronized (this) {
            if (idle == null && !closed && !once) {
                idle = taken;
                return;
            }
        }
        taken.close();
    }

    /** Ends what runs of it; whether anything did. */
    boolean cancel() {
        List<OpenStatement> ended = List.copyOf(running);
        ended.forEach(OpenStatement::cancel);
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
