package dev.sallyport.sql.federation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement, as they stream in. A thread of its own reads, a page ahead of whoever asks: waiting for it ends at
 * an interruption, as waiting for Salesforce does, and the server then is told to stop. The driver's own waiting would not end.
 */
final class ForeignRows implements Enumerator<@Nullable Object[]> {
    /** As many as a page of Salesforce has; two are held at most. */
    private static final int PAGE = 2_000;

    /** How long to wait for the end of what was cancelled, before the server is asked for it again; each time twice as long. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    /** Waits that add up to 50 seconds. Who does not hear by then is cut off. */
    private static final int MOST_CANCELLATIONS = 10;

    private final ForeignSource source;
    private final ForeignStatement sql;
    private final List<RelDataTypeField> columns;
    private final DataContext run;
    private final @Nullable ForeignKeys keys;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(work -> daemon("sallyport-foreign-rows", work));

    /** The reader's; others only cancel by it. */
    private volatile @Nullable Connection connection;

    /** The reader's alone. */
    private @Nullable ResultSet rows;

    private Future<List<@Nullable Object[]>> next;
    private Iterator<@Nullable Object[]> page = List.<@Nullable Object[]>of().iterator();
    private @Nullable Object @Nullable [] current;
    private volatile boolean ended;

    ForeignRows(
            ForeignSource source,
            ForeignStatement sql,
            List<RelDataTypeField> columns,
            DataContext run,
            @Nullable ForeignKeys keys) {
        this.source = source;
        this.sql = sql;
        this.columns = columns;
        this.run = run;
        this.keys = keys;
        source.sending(sql.sql());
        this.next = reader.submit(this::read);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
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
        String server = source.server().name();
        Duration deadline = source.deadline();
        try {
            return deadline == null ? next.get() : next.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw ForeignException.interrupted(server, e);
        } catch (TimeoutException e) {
            close();
            throw ForeignException.timedOut(server, e);
        } catch (ExecutionException e) {
            close();
            throw ForeignException.of(server, e.getCause() == null ? e : e.getCause());
        }
    }

    private List<@Nullable Object[]> read() throws SQLException {
        ResultSet reading = rows == null ? open() : rows;
        List<@Nullable Object[]> read = new ArrayList<>();
        while (read.size() < PAGE && reading.next()) {
            @Nullable Object[] row = new @Nullable Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(reading, i);
            }
            read.add(row);
        }
        return read;
    }

    private @Nullable Object value(ResultSet row, int column) throws SQLException {
        try {
            return ForeignType.read(row, column + 1, columns.get(column).getType());
        } catch (ArithmeticException | DateTimeException e) {
            throw ForeignException.outOfRange(
                    source.server().name(), columns.get(column).getName(), e);
        } catch (SQLException e) {
            if (ForeignException.OUT_OF_RANGE.equals(e.getSQLState())) {
                throw ForeignException.outOfRange(
                        source.server().name(), columns.get(column).getName(), e);
            }
            throw e;
        }
    }

    private ResultSet open() throws SQLException {
        Connection opened = source.server().connections().take();
        connection = opened;
        PreparedStatement prepared = opened.prepareStatement(sql.sql());
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
        if (ended) {
            throw new CancellationException("Nobody waits for the rows any more.");
        }
        ResultSet opening = prepared.executeQuery();
        rows = opening;
        return opening;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("A statement is read once, forwards.");
    }

    /** Gives the connection back, in a while; what the server still works at is given up. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        if (next.isDone()) {
            reader.execute(this::giveBack);
        } else {
            daemon("sallyport-foreign-cancel", () -> {
                        awaitEnd(next);
                        giveBack();
                    })
                    .start();
        }
        reader.shutdown();
    }

    /** Cancels until the reader has stopped: the server does not hear what comes before it has begun, or between two pages. */
    private void awaitEnd(Future<?> reading) {
        long wait = FIRST_WAIT.toMillis();
        for (int i = 0; i < MOST_CANCELLATIONS; i++) {
            Connection working = connection;
            try {
                if (working != null) {
                    source.server().connections().cancel(working);
                }
                reading.get(wait, TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                return; // as it was asked to
            } catch (TimeoutException e) {
                wait *= 2;
            } catch (SQLException | InterruptedException e) {
                break;
            }
        }
        cutOff();
    }

    private void cutOff() {
        Connection working = connection;
        try {
            if (working != null) {
                working.abort(Runnable::run);
            }
        } catch (SQLException e) {
            // There is no more that could be done from here.
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
