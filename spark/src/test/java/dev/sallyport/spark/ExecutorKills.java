package dev.sallyport.spark;

import dev.sallyport.org.TestControls;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills executors of a local cluster while they work. */
final class ExecutorKills {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorKills.class);

    /** Long enough to be killed in. */
    private static final Duration LATENCY = Duration.ofMillis(100);

    private static final int MOST_TURNS = 10_000_000;

    private final TestControls org;
    private final Random random;
    private int inTime;

    ExecutorKills(TestControls org, long seed) {
        this.org = org;
        this.random = new Random(seed);
    }

    /** How many executors were killed before the job was done. */
    int inTime() {
        return inTime;
    }

    /**
     * Does a job, and kills an executor after one of its calls to the org and some turns more.
     *
     * @param mostCalls one more than the latest call to kill after
     */
    <T> T during(Callable<T> job, int mostCalls) throws Exception {
        long before = org.apiCalls();
        int calls = random.nextInt(mostCalls);
        int turns = random.nextInt(MOST_TURNS);
        org.setLatency(LATENCY);
        CompletableFuture<T> running = CompletableFuture.supplyAsync(() -> {
            try {
                return job.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        while (org.apiCalls() - before <= calls && !running.isDone()) {
            Thread.onSpinWait();
        }
        for (int turn = 0; turn < turns && !running.isDone(); turn++) {
            Thread.onSpinWait();
        }
        // Executors are the only processes that this one has started.
        List<ProcessHandle> executors = ProcessHandle.current().children().toList();
        if (!running.isDone() && executors.get(random.nextInt(executors.size())).destroyForcibly()) {
            inTime++;
            LOG.info("One of {} executors is killed after {} calls", executors.size(), org.apiCalls() - before);
        }
        T done = running.get();
        org.setLatency(Duration.ZERO);
        LOG.info("The job has made {} calls", org.apiCalls() - before);
        return done;
    }
}
