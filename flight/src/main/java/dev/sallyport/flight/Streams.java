package dev.sallyport.flight;

import com.google.protobuf.ByteString;
import dev.sallyport.flight.FlightException.Reason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements and streams rows, each stream in a thread of its own: gRPC tells of room and of clients that have gone in
 * the thread that brought the call, which must be free for that.
 */
final class Streams {
    /** Each holds a thread, a batch and a connection to the org. */
    private static final int MOST = 100;

    private static final Duration IDLE_THREADS_STAY = Duration.ofSeconds(30);

    private final HeldStatements statements;
    private final BufferAllocator allocator;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService threads;

    Streams(HeldStatements statements, BufferAllocator allocator, Duration patience) {
        this.statements = statements;
        this.allocator = allocator;
        this.patience = patience;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, MOST, IDLE_THREADS_STAY.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "sallyport-flight-stream-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** How many streams wait for their client to read. */
    int waiting() {
        return waiting.get();
    }

    /** Streams a statement's rows. */
    void query(ByteString handle, Call call, ServerStreamListener listener) {
        HeldStatement held;
        try {
            held = statements.get(handle, call);
        } catch (FlightException e) {
            listener.error(Failures.told(e));
            return;
        }
        Abandonment abandonment = new Abandonment();
        RowStream stream = new RowStream(listener, allocator, patience, waiting, abandonment);
        inThread(listener, () -> query(held, call, stream, abandonment));
    }

    private void query(HeldStatement held, Call call, RowStream stream, Abandonment abandonment) throws SQLException {
        HeldStatement.Run run = held.take(call.visitor());
        OpenStatement open = run.statement();
        try {
            open.run(jdbc -> {
                abandonment.endsBy(run::cancel);
                run.requireWanted();
                try (ResultSet rows = executed(jdbc, held)) {
                    // A statement that is not executed yet does not hear that it is cancelled.
                    run.requireWanted();
                    return stream.send(held.rows(), new ResultFeed(rows), open::sent);
                } finally {
                    abandonment.over();
                }
            });
        } finally {
            giveBack(held, run);
        }
    }

    private void giveBack(HeldStatement held, HeldStatement.Run run) {
        held.giveBack(run);
        if (held.once()) {
            statements.close(held);
        }
    }

    private static ResultSet executed(PreparedStatement jdbc, HeldStatement held) throws SQLException {
        if (held.rows().getFields().isEmpty()) {
            throw new FlightException(Reason.INVALID, "This statement writes and has no rows.", "Run it as an update.");
        }
        List<@Nullable Object[]> bound = held.bound();
        if (bound.size() > 1) {
            throw new FlightException(
                    Reason.INVALID,
                    "A query takes one row of parameters, and " + bound.size() + " are bound.",
                    "Run it once for each.");
        }
        requireFitting(held, bound);
        jdbc.clearParameters();
        for (@Nullable Object[] values : bound) {
            bind(jdbc, values);
        }
        return jdbc.executeQuery();
    }

    /** Each value is bound anew: what an earlier run was given is nobody's any more. */
    private static void requireFitting(HeldStatement held, List<@Nullable Object[]> bound) {
        int wanted = held.parameters().getFields().size();
        if (bound.isEmpty() && wanted > 0) {
            throw misfit(wanted, "no values are bound");
        }
        for (@Nullable Object[] values : bound) {
            if (values.length != wanted) {
                throw misfit(wanted, "a row of " + values.length + " is bound");
            }
        }
    }

    private static FlightException misfit(int wanted, String given) {
        return new FlightException(
                Reason.INVALID,
                "The statement has " + wanted + (wanted == 1 ? " parameter" : " parameters") + ", and " + given + ".",
                "Bind one value for each question mark.");
    }

    private static void bind(PreparedStatement jdbc, @Nullable Object[] values) throws SQLException {
        for (int parameter = 0; parameter < values.length; parameter++) {
            jdbc.setObject(parameter + 1, values[parameter]);
        }
    }

    /** A client that goes while its statement runs ends it; one that goes a moment later ends nothing else. */
    private static final class Abandonment implements Runnable {
        private @Nullable Runnable end;
        private boolean abandoned;

        synchronized void endsBy(Runnable cancel) {
            end = cancel;
            if (abandoned) {
                throw new FlightException(Reason.CANCELLED, "The client has ended the statement.", "Run it again.");
            }
        }

        synchronized void over() {
            end = null;
        }

        @Override
        public synchronized void run() {
            abandoned = true;
            if (end != null) {
                end.run();
            }
        }
    }

    private record ResultFeed(ResultSet rows) implements RowFeed {
        @Override
        public boolean next() throws SQLException {
            return rows.next();
        }

        @Override
        public int put(VectorSchemaRoot batch, int row) throws SQLException {
            int bytes = 0;
            for (int column = 0; column < batch.getFieldVectors().size(); column++) {
                bytes += ArrowColumn.put(rows, column + 1, batch.getVector(column), row);
            }
            return bytes;
        }
    }

    /**
     * Runs a statement that writes, in the caller's thread.
     *
     * @param bound a row for each time that it is to run; none for once, without parameters
     * @return how many records were written
     */
    long update(HeldStatement held, Call call, List<@Nullable Object[]> bound) throws SQLException {
        HeldStatement.Run run = held.take(call.visitor());
        try {
            return run.statement().run(jdbc -> updated(jdbc, held, bound, run));
        } finally {
            giveBack(held, run);
        }
    }

    private static long updated(
            PreparedStatement jdbc, HeldStatement held, List<@Nullable Object[]> bound, HeldStatement.Run run)
            throws SQLException {
        if (!held.rows().getFields().isEmpty()) {
            throw new FlightException(
                    Reason.INVALID, "This statement has rows and writes nothing.", "Run it as a query.");
        }
        requireFitting(held, bound);
        jdbc.clearParameters();
        if (bound.size() <= 1) {
            for (@Nullable Object[] values : bound) {
                bind(jdbc, values);
            }
            run.requireWanted();
            return jdbc.executeLargeUpdate();
        }
        try {
            for (@Nullable Object[] values : bound) {
                bind(jdbc, values);
                jdbc.addBatch();
            }
            run.requireWanted();
            return Arrays.stream(jdbc.executeLargeBatch())
                    .filter(count -> count > 0)
                    .sum();
        } finally {
            // If a row could not be bound, those before it are not for the next run to write.
            jdbc.clearBatch();
        }
    }

    /** Fills the rows of an answer about what there is. */
    @FunctionalInterface
    interface Filling {
        void fill(CatalogRows rows) throws SQLException;
    }

    /** Streams what there is. */
    void metadata(Call call, ServerStreamListener listener, Schema schema, Filling filling) {
        RowStream stream = new RowStream(listener, allocator, patience, waiting, () -> {});
        inThread(listener, () -> {
            try (CatalogRows rows = new CatalogRows(call.visitor())) {
                filling.fill(rows);
                stream.send(schema, rows, (count, bytes) -> {});
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void inThread(ServerStreamListener listener, Work work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (SQLException | RuntimeException | Error e) {
                    // An error too: whoever is not answered waits for ever.
                    listener.error(Failures.told(e));
                    return;
                }
                listener.completed();
            });
        } catch (RejectedExecutionException e) {
            listener.error(Failures.told(new FlightException(
                    Reason.THROTTLED,
                    "The server sends rows to " + MOST + " clients already, or is being ended.",
                    "Try again in a while.",
                    e)));
        }
    }

    /** Takes no more work; whether what was under way has ended within the time. */
    boolean close(Duration within) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
