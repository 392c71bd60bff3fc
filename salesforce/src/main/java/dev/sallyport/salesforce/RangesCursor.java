package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several queries read as one, in the order in which their pages arrive. Of each query at most two pages are held: the
 * one that is read or waits for it, and the next.
 */
final class RangesCursor implements QueryCursor {
    private final OrgPaths paths;
    private final RecordShape shape;
    private final Consumer<QueryCursor> onClose;
    private final long totalSize;
    private final List<Range> ranges = new ArrayList<>();

    /** Those whose first page waits to be read. */
    private final Deque<Range> ready = new ArrayDeque<>();

    /** Those whose next page is here; at the end, one for waking whoever waits. */
    private final BlockingQueue<Range> arrived = new LinkedBlockingQueue<>();

    private boolean started;
    private @Nullable Range reading;
    private @Nullable Object @Nullable [] record;
    private volatile boolean closed;

    /** One of the queries. */
    private static final class Range {
        private QueryPage page;
        private ApiTransport.@Nullable Sent coming;

        Range(QueryPage page) {
            this.page = page;
        }
    }

    /**
     * Makes a cursor before the first record.
     *
     * @param firsts the first page of each query
     */
    RangesCursor(OrgPaths paths, RecordShape shape, List<QueryPage> firsts, Consumer<QueryCursor> onClose) {
        this.paths = paths;
        this.shape = shape;
        this.onClose = onClose;
        this.totalSize = firsts.stream().mapToLong(QueryPage::totalSize).sum();
        firsts.forEach(first -> ranges.add(new Range(first)));
        ready.addAll(ranges);
    }

    @Override
    public boolean next() {
        refuseIfClosed();
        if (!started) {
            started = true;
            ranges.forEach(this::requestNext);
        }
        while (true) {
            if (reading == null) {
                reading = take();
                if (reading == null) {
                    close();
                    return false;
                }
            }
            record = reading.page.next();
            if (record != null) {
                return true;
            }
            // Asked for again: another server might name the next page behind the records.
            requestNext(reading);
            reading = null;
        }
    }

    @Override
    public @Nullable Object value(int column) {
        return paths.value(record, column);
    }

    @Override
    public long totalSize() {
        return totalSize;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            for (Range range : ranges) {
                if (range.coming != null) {
                    range.coming.cancel();
                }
            }
            ranges.stream().findFirst().ifPresent(arrived::add);
        }
        onClose.accept(this);
    }

    /** The next range with a page to read; null if there is none and none will come. */
    private @Nullable Range take() {
        Range waiting = ready.poll();
        if (waiting != null) {
            return waiting;
        }
        List<Range> pending =
                ranges.stream().filter(range -> coming(range) != null).toList();
        if (pending.isEmpty()) {
            return null;
        }
        try {
            Range range = arrived.poll(paths.transport().deadline().toNanos(), TimeUnit.NANOSECONDS);
            refuseIfClosed();
            // One that has been read without being waited for here is told of late.
            ApiTransport.Sent sent = range == null ? null : coming(range);
            if (range == null || sent == null) {
                // Its own wait then tells what is wrong with the connection.
                range = pending.get(0);
                sent = Objects.requireNonNull(coming(range));
            }
            Answer answer = sent.await();
            range.page.close();
            range.page = QueryPage.open(answer, shape);
            synchronized (this) {
                range.coming = null;
            }
            requestNext(range);
            return range;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SalesforceException.of(Reason.INTERRUPTED, "the thread was interrupted.");
        }
    }

    private synchronized ApiTransport.@Nullable Sent coming(Range range) {
        return range.coming;
    }

    private synchronized void requestNext(Range range) {
        refuseIfClosed();
        String path = range.page.nextRecordsUrl();
        if (path != null && range.coming == null) {
            ApiTransport.Sent sent = paths.page(path);
            range.coming = sent;
            sent.whenArrived(() -> arrived.add(range));
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
    }
}
