package dev.sallyport.sql.federation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement, as they stream in. A thread of its own reads, a page ahead of whoever asks: waiting for it ends at
 * an interruption, as waiting for Salesforce does, and the server then is told to stop. The driver's own waiting would not end.
 */
final class ForeignRows implements Enumerator<@Nullable Object[]> {
    /** As many as a page of Salesforce has; two are held at most. */
    private static final int PAGE = 2_000;

    private final ForeignSource source;
    private final ForeignStatement sql;
    private final List<RelDataType> types;
    private final DataContext run;
    private final @Nullable ForeignKeys keys;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "sallyport-foreign-rows");
        thread.setDaemon(true);
        return thread;
    });

    /** The reader's alone. */
    private @Nullable Connection connection;

    private @Nullable ResultSet rows;
    private volatile @Nullable Statement statement;

    private Future<List<@Nullable Object[]>> next;
    private Iterator<@Nullable Object[]> page = List.<@Nullable Object[]>of().iterator();
    private @Nullable Object @Nullable [] current;
    private boolean ended;

    ForeignRows(
            ForeignSource source,
            ForeignStatement sql,
            List<RelDataType> types,
            DataContext run,
            @Nullable ForeignKeys keys) {
        this.source = source;
        this.sql = sql;
        this.types = types;
        this.run = run;
        this.keys = keys;
        source.sending(sql.sql());
        this.next = reader.submit(this::read);
    }

    @Override
    public @Nullable Object[] current() {
        if (current == null) {
            throw new IllegalStateException("There is no row.");
        }
        return current;
    }

    @Override
    public boolean moveNext() {
        while (!page.hasNext()) {
            if (ended) {
                return false;
            }
            List<@Nullable Object[]> read = await();
            page = read.iterator();
            if (read.size() < PAGE) {
                close();
            } else {
                next = reader.submit(this::read);
            }
        }
        current = page.next();
        return true;
    }

    private List<@Nullable Object[]> await() {
        try {
            return next.get();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw ForeignException.interrupted(source.server().name(), e);
        } catch (ExecutionException | CancellationException e) {
            close();
            throw ForeignException.of(source.server().name(), e.getCause() == null ? e : e.getCause());
        }
    }

    private List<@Nullable Object[]> read() throws SQLException {
        ResultSet reading = rows == null ? open() : rows;
        List<@Nullable Object[]> read = new ArrayList<>();
        while (read.size() < PAGE && reading.next()) {
            @Nullable Object[] row = new @Nullable Object[types.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = ForeignType.read(reading, i + 1, types.get(i));
            }
            read.add(row);
        }
        return read;
    }

    private ResultSet open() throws SQLException {
        Connection opened = source.server().dataSource().getConnection();
        connection = opened;
        PreparedStatement prepared = opened.prepareStatement(sql.sql());
        statement = prepared;
        prepared.setFetchSize(PAGE);
        List<Integer> parameters = sql.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) == KeyedForeignScan.KEYS && keys != null) {
                prepared.setArray(
                        i + 1, opened.createArrayOf(keys.type(), keys.values().toArray()));
            } else {
                prepared.setObject(i + 1, sql.bound(parameters.get(i), run.get("?" + parameters.get(i))));
            }
        }
        ResultSet opening = prepared.executeQuery();
        rows = opening;
        return opening;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("A statement is read once, forwards.");
    }

    /** Gives the connection back; what the server still works at is given up. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        Statement running = statement;
        if (!next.isDone() && running != null) {
            cancel(running);
        }
        reader.execute(this::giveBack);
        reader.shutdown();
    }

    private static void cancel(Statement running) {
        try {
            running.cancel();
        } catch (SQLException e) {
            // It goes on until its connection is closed.
        }
    }

    private void giveBack() {
        Connection given = connection;
        if (given == null) {
            return;
        }
        try (given) {
            given.rollback();
        } catch (SQLException e) {
            // The pool looks at it before it gives it out again.
        }
    }
}
