package dev.sallyport.org.bulk;

import dev.sallyport.org.data.SalesforceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs, two at a time; the batches of one job run one after another in the order in which they came. A test may
 * hold the work up, to see a job before it has begun, and wait until all is done.
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int THREADS = 2;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "org-bulk");
                thread.setDaemon(true);
                return thread;
            });
    private final Map<SalesforceId, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private boolean paused;
    private boolean closing;
    private int running;

    Workers() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Queues work of a job behind what is queued of it. */
    public synchronized void submit(SalesforceId jobId, Runnable work) {
        if (closing) {
            return;
        }
        Deque<Runnable> queue = waiting.get(jobId);
        if (queue == null) {
            waiting.put(jobId, new ArrayDeque<>(List.of(work)));
            threads.execute(() -> runAll(jobId));
        } else {
            queue.add(work);
        }
    }

    /** Whether work is to end early, because the org is closing. What is left is done after the next start. */
    public synchronized boolean isClosing() {
        return closing;
    }

    /** Begins no more work until {@link #resume}; what runs, runs on. */
    public synchronized void pause() {
        paused = true;
    }

    /** Goes on with what is queued. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Waits until nothing is queued or running. */
    public synchronized void awaitIdle() throws InterruptedException {
        while (!waiting.isEmpty()) {
            wait();
        }
    }

    /** Drops what is queued, goes on from a pause, and waits for what runs: for an org that goes back to a snapshot. */
    public synchronized void abandon() {
        waiting.values().forEach(Deque::clear);
        resume();
        boolean interrupted = false;
        while (!waiting.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the work that runs, at the next page or chunk, and waits for it. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
            while (running > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            waiting.clear();
        }
        threads.shutdown();
    }

    private void runAll(SalesforceId jobId) {
        for (Runnable work = take(jobId); work != null; work = take(jobId)) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Work on job {} failed", jobId, e);
            } finally {
                finished();
            }
        }
    }

    private synchronized @Nullable Runnable take(SalesforceId jobId) {
        while (paused && !closing) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        Deque<Runnable> queue = waiting.get(jobId);
        Runnable work = closing || queue == null ? null : queue.poll();
        if (work == null) {
            waiting.remove(jobId);
            notifyAll();
        } else {
            running++;
        }
        return work;
    }

    private synchronized void finished() {
        running--;
        notifyAll();
    }
}
