package dev.sallyport.flight;

import dev.sallyport.flight.FlightException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.BackpressureStrategy.CallbackBackpressureStrategy;
import org.apache.arrow.flight.BackpressureStrategy.WaitResult;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Sends rows to one client. Nothing is read ahead: a batch is made of the next rows once the client has room for it, and
 * until then its thread waits. So a stream holds one batch, and one that is abandoned reads no more.
 */
final class RowStream {
    /** A page of Salesforce's: what has come is passed on before the next one is asked for. */
    private static final int MOST_ROWS = 2_000;

    private static final long MOST_BYTES = 1L << 20;

    private final ServerStreamListener listener;
    private final BufferAllocator allocator;
    private final Duration patience;
    private final AtomicInteger waiting;
    private final Room room;

    /** Hears of rows that have been sent. */
    @FunctionalInterface
    interface Sent {
        void sent(long rows, long bytes);
    }

    /**
     * A stream to a client.
     *
     * @param patience how long it waits for a client who does not read
     * @param waiting is counted up while it waits
     * @param abandoned is called when the client has gone, from another thread
     */
    RowStream(
            ServerStreamListener listener,
            BufferAllocator allocator,
            Duration patience,
            AtomicInteger waiting,
            Runnable abandoned) {
        this.listener = listener;
        this.allocator = allocator;
        this.patience = patience;
        this.waiting = waiting;
        this.room = new Room(abandoned);
        room.register(listener);
    }

    /** Wakes the stream's thread when there is room for a batch, or the client has gone. */
    private static final class Room extends CallbackBackpressureStrategy {
        private final Runnable abandoned;

        Room(Runnable abandoned) {
            this.abandoned = abandoned;
        }

        @Override
        protected void cancelCallback() {
            abandoned.run();
        }
    }

    /**
     * Sends all rows; the stream is not completed yet.
     *
     * @return how many there were
     * @throws FlightException if the client has gone, or does not read
     */
    long send(Schema schema, RowFeed rows, Sent sent) throws SQLException {
        long count = 0;
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            awaitRoom();
            listener.start(batch);
            boolean more = true;
            while (more) {
                int row = 0;
                long bytes = 0;
                while (row < MOST_ROWS && bytes < MOST_BYTES && more) {
                    more = rows.next();
                    if (more) {
                        bytes += rows.put(batch, row++);
                    }
                }
                if (row > 0) {
                    batch.setRowCount(row);
                    awaitRoom();
                    listener.putNext();
                    batch.clear();
                    count += row;
                    sent.sent(row, bytes);
                }
            }
        }
        return count;
    }

    private void awaitRoom() {
        if (listener.isReady()) {
            return;
        }
        waiting.incrementAndGet();
        WaitResult result;
        try {
            result = room.waitForListener(patience.toMillis());
        } finally {
            waiting.decrementAndGet();
        }
        switch (result) {
            case READY -> {
                return;
            }
            case CANCELLED ->
                throw new FlightException(Reason.CANCELLED, "The client has ended the statement.", "Run it again.");
            case TIMEOUT ->
                throw new FlightException(
                        Reason.EXPIRED,
                        "Nobody has read the statement's rows for " + patience.toSeconds() + " seconds.",
                        "Run it again, and read its rows as they come.");
            case OTHER ->
                throw new FlightException(Reason.UNAVAILABLE, "The server is being ended.", "Run the statement again.");
        }
    }
}
