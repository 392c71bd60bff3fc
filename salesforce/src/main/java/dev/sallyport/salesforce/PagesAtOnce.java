package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A job's rows as they come: several pages of the result are downloaded, decompressed and parsed side by side, each by a
 * thread of its own. Of a page no more is in memory than what whoever reads the rows is a little behind with.
 */
final class PagesAtOnce implements BulkRows {
    private static final int PORTIONS_AHEAD = 4;

    private static final ThreadFactory THREADS = work -> {
        Thread thread = new Thread(work, "sallyport-bulk-page");
        thread.setDaemon(true);
        return thread;
    };

    private final ResultPages pages;
    private final ResultPage.Source source;
    private final long total;
    private final BlockingQueue<Arrival> arrived = new ArrayBlockingQueue<>(PORTIONS_AHEAD);
    private final ExecutorService threads = Executors.newCachedThreadPool(THREADS);
    private final AtomicInteger working = new AtomicInteger();
    private Iterator<@Nullable Object[]> portion = Collections.emptyIterator();
    private boolean started;
    private long rows;
    private volatile boolean closed;

    /** What a thread has for whoever reads. */
    private sealed interface Arrival {
        /** Some rows of a page. */
        record Rows(List<@Nullable Object[]> rows) implements Arrival {}

        /** A page cannot be read. */
        record Failure(Throwable cause) implements Arrival {}

        /** There are no more pages, or they are not wanted any more. */
        record End() implements Arrival {}
    }

    /**
     * Reads a job's rows; nothing is called yet.
     *
     * @param total how many there are
     */
    PagesAtOnce(ResultPages pages, ResultPage.Source source, long total) {
        this.pages = pages;
        this.source = source;
        this.total = total;
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        refuseIfClosed();
        if (!started) {
            started = true;
            start(pages.first());
        }
        while (!portion.hasNext()) {
            Arrival arrival = take();
            if (arrival instanceof Arrival.Rows come) {
                portion = come.rows().iterator();
            } else if (arrival instanceof Arrival.Failure failure) {
                throw thrown(failure.cause());
            } else {
                return end();
            }
        }
        rows++;
        return portion.next();
    }

    /** Whoever waits is told, and whoever works interrupted. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        arrived.clear();
        boolean unused = arrived.offer(new Arrival.End());
    }

    private void start(int count) {
        working.set(count);
        try {
            for (int thread = 0; thread < count; thread++) {
                threads.execute(this::work);
            }
        } catch (RejectedExecutionException e) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
    }

    private void work() {
        try {
            for (String path = pages.next(); path != null; path = pages.next()) {
                source.page(path).read(portion -> arrived.put(new Arrival.Rows(portion)));
            }
            if (working.decrementAndGet() == 0) {
                arrived.put(new Arrival.End());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    private void tell(Throwable failure) {
        try {
            arrived.put(new Arrival.Failure(failure));
        } catch (InterruptedException e) {
            // Nobody wants to know any more.
            Thread.currentThread().interrupt();
        }
    }

    private Arrival take() {
        try {
            Arrival arrival = arrived.take();
            refuseIfClosed();
            return arrival;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SalesforceException.of(Reason.INTERRUPTED, "the thread was interrupted.");
        }
    }

    private @Nullable Object @Nullable [] end() {
        threads.shutdown();
        if (rows != total) {
            throw SalesforceException.of(
                    Reason.UNEXPECTED_ANSWER,
                    "a bulk query's result was to have " + total + " rows, and " + rows + " came.");
        }
        return null;
    }

    /** Thrown in another thread, and told in this one's words. */
    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
    }
}
