package dev.sallyport.org.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does something with things on another thread, in their order, while the next are fetched on this one. No more than a few
 * portions lie between the two.
 */
public final class Behind<T> implements AutoCloseable {
    private static final int PORTION = 500;
    private static final int PORTIONS_BETWEEN = 8;

    private final Consumer<T> work;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "org-bulk-behind");
        worker.setDaemon(true);
        return worker;
    });
    private final Deque<CompletableFuture<@Nullable Void>> between = new ArrayDeque<>();
    private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);
    private List<T> portion = new ArrayList<>(PORTION);
    private volatile boolean closed;

    /**
     * @param work what is done with each; what it throws, {@link #accept} or {@link #finish} throws
     */
    public Behind(Consumer<T> work) {
        this.work = work;
    }

    /** Has the work done with one more. */
    public void accept(T thing) {
        portion.add(thing);
        if (portion.size() == PORTION) {
            handOver();
        }
        if (between.size() > PORTIONS_BETWEEN) {
            await(between.remove());
        }
    }

    /** Waits until all is done. */
    public void finish() {
        handOver();
        await(last);
    }

    /** Does no more, and waits for the portion that is being worked on: what it works with may be closed then. */
    @Override
    public void close() {
        closed = true;
        last.exceptionally(failure -> null).join();
        thread.shutdown();
    }

    private void handOver() {
        List<T> full = portion;
        portion = new ArrayList<>(PORTION);
        last = last.thenRunAsync(
                () -> {
                    if (!closed) {
                        full.forEach(work);
                    }
                },
                thread);
        between.add(last);
    }

    private static void await(CompletableFuture<@Nullable Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
