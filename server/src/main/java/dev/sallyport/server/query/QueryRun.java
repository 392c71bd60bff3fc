package dev.sallyport.server.query;

import dev.sallyport.server.query.QueryRuns.Column;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.transfer.format.RowsWriter;
import dev.sallyport.transfer.format.ShownValue;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One statement that runs or has rows left. One thread at a time reads it; any may cancel it. */
final class QueryRun implements OpenRun {
    private static final int MILLISECONDS_TO_END = 50;

    private final String owner;
    private final String server;
    private final String sql;
    private final StatementConnections.Opened opened;
    private final Statement statement;
    private final SoqlHeard soql;
    private final Clock clock;

    /** Whoever reads has it; who ends the statement waits for it. */
    private final ReentrantLock reading = new ReentrantLock();

    private @Nullable ResultSet rows;
    private volatile boolean atRow;
    private volatile Instant usedAt;
    private volatile boolean atWork;
    private volatile boolean cancelled;
    private final AtomicLong countedCalls = new AtomicLong();

    /**
     * A statement that has not run yet.
     *
     * @param opened is closed with it
     * @param soql what the connection tells what it sends
     * @param clock what it ages by
     */
    QueryRun(String owner, String server, String sql, StatementConnections.Opened opened, SoqlHeard soql, Clock clock)
            throws SQLException {
        this.owner = owner;
        this.server = server;
        this.sql = sql;
        this.opened = opened;
        this.soql = soql;
        this.clock = clock;
        usedAt = clock.instant();
        statement = opened.connection().createStatement();
    }

    /** The SOQL that its connection sends, and the SQL that databases are sent, after their names. */
    static final class SoqlHeard implements SoqlListener {
        private final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        public void sent(String soql) {
            sent.add(soql);
        }

        @Override
        public void sentTo(String server, String sql) {
            sent.add(server + ": " + sql);
        }
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public String sql() {
        return sql;
    }

    String server() {
        return server;
    }

    List<String> soql() {
        return List.copyOf(soql.sent);
    }

    long calls() {
        return opened.calls();
    }

    /** How many API calls it has cost since this was last asked. */
    long newCalls() {
        long calls = calls();
        return calls - countedCalls.getAndSet(calls);
    }

    /** Whether somebody has ended it. */
    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Instant usedAt() {
        return atWork ? clock.instant() : usedAt;
    }

    void use() {
        usedAt = clock.instant();
    }

    @FunctionalInterface
    private interface Work<T, E extends Exception> {
        T run() throws SQLException, E;
    }

    private <T, E extends Exception> T alone(Work<T, E> work) throws SQLException, E {
        reading.lock();
        try {
            return work.run();
        } finally {
            reading.unlock();
        }
    }

    /** Whoever waits for it has not forgotten it, however long it takes. */
    private <T, E extends Exception> T atWork(Work<T, E> work) throws SQLException, E {
        return this.<T, E>alone(() -> {
            atWork = true;
            try {
                return work.run();
            } finally {
                use();
                atWork = false;
            }
        });
    }

    /** Runs it; how many records it wrote, or -1 if it has rows. */
    long execute(String sql) throws SQLException {
        return this.<Long, SQLException>atWork(() -> executed(sql));
    }

    private long executed(String sql) throws SQLException {
        if (!statement.execute(sql)) {
            return statement.getLargeUpdateCount();
        }
        rows = statement.getResultSet();
        atRow = rows.next();
        return -1;
    }

    List<Column> columns() throws SQLException {
        return this.<List<Column>, SQLException>alone(this::columnsOfRows);
    }

    private List<Column> columnsOfRows() throws SQLException {
        List<Column> columns = new ArrayList<>();
        if (rows != null) {
            ResultSetMetaData metaData = rows.getMetaData();
            for (int column = 1; column <= metaData.getColumnCount(); column++) {
                columns.add(new Column(metaData.getColumnLabel(column), metaData.getColumnTypeName(column)));
            }
        }
        return columns;
    }

    /** The next rows, as many as there are up to a limit. */
    List<List<@Nullable Object>> next(int limit) throws SQLException {
        return this.<List<List<@Nullable Object>>, SQLException>atWork(() -> page(limit));
    }

    private List<List<@Nullable Object>> page(int limit) throws SQLException {
        List<List<@Nullable Object>> page = new ArrayList<>();
        ResultSet from = rows;
        if (from == null) {
            return page;
        }
        int width = from.getMetaData().getColumnCount();
        while (atRow && page.size() < limit) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 1; column <= width; column++) {
                row.add(ShownValue.of(from, column));
            }
            page.add(row);
            atRow = from.next();
        }
        return page;
    }

    boolean hasMore() {
        return atRow;
    }

    /**
     * Hands on all rows that are left. Whoever takes them waits for them; if nobody does, the target fails in time.
     *
     * @return how many there were
     */
    long readAll(QueryRuns.RowsTarget target) throws SQLException, IOException {
        return this.<Long, IOException>atWork(() -> allRead(target));
    }

    private long allRead(QueryRuns.RowsTarget target) throws SQLException, IOException {
        ResultSet from = rows;
        if (from == null) {
            return 0;
        }
        long count = 0;
        try (RowsWriter writer = target.open(from.getMetaData())) {
            while (atRow) {
                writer.write(from);
                atRow = from.next();
                count++;
            }
            writer.finish();
        }
        return count;
    }

    /** A statement that has not begun does not hear that it is cancelled: it is told again until nobody reads it. */
    @Override
    public void cancel() {
        cancelled = true;
        try {
            do {
                cancelStatement();
            } while (!reading.tryLock(MILLISECONDS_TO_END, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            closeAlone();
        } finally {
            reading.unlock();
        }
    }

    private void cancelStatement() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has ended by itself.
        }
    }

    void close() {
        reading.lock();
        try {
            closeAlone();
        } finally {
            reading.unlock();
        }
    }

    private void closeAlone() {
        atRow = false;
        try (opened) {
            statement.close();
        } catch (SQLException e) {
            // Nothing is left to be done with it.
        }
    }
}
