package dev.sallyport.server.job;

import dev.sallyport.server.RequestId;
import dev.sallyport.server.ServerOptions;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.job.JobStore.Lease;
import dev.sallyport.server.web.Problem;
import dev.sallyport.server.web.Problems;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs jobs at this node: those that were asked for here, and those that no node is at. It renews the leases of those that it
 * has, and gives them back when the server ends. No node leads: each looks for itself what is free.
 */
@Component
class JobRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** More than a handful at once would only wait for the same org. */
    private static final int AT_ONCE = 8;

    /** A job that so many nodes were lost with is what they were lost by. */
    private static final int MOST_ATTEMPTS = 5;

    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobStore store;
    private final JobChanges changes;
    private final Map<String, Work> works;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration lease;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();

    private volatile boolean accepting = true;
    private volatile boolean started;
    private Instant forgottenAt = Instant.MIN;

    JobRunner(
            JobStore store, JobChanges changes, List<Work> works, JsonMapper json, Clock clock, ServerOptions options) {
        this.store = store;
        this.changes = changes;
        this.works = works.stream().collect(Collectors.toMap(Work::kind, Function.identity()));
        this.json = json;
        this.clock = clock;
        this.lease = options.jobs().lease();
    }

    /** A run, and when its lease was last sure to be held, by this process's own clock. */
    private static final class Running {
        private final JobRun run;
        private volatile long heldAt;

        private Running(JobRun run, long heldAt) {
            this.run = run;
            this.heldAt = heldAt;
        }
    }

    /** Whether this server goes on; one that does not takes no job and answers nobody who only looks on. */
    boolean isAccepting() {
        return accepting;
    }

    /** Whether jobs are run here. */
    @Override
    public boolean isRunning() {
        return started;
    }

    /** Before the web server, and after it when it ends: requests that wait for a job have their time. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public void start() {
        started = true;
        long third = lease.toMillis() / 3;
        var unused = beats.scheduleWithFixedDelay(this::beat, third, third, TimeUnit.MILLISECONDS);
    }

    @EventListener
    void ending(ContextClosedEvent event) {
        accepting = false;
        changes.happened();
    }

    @Override
    public void stop() {
        accepting = false;
        beats.shutdownNow();
        running.values().forEach(one -> one.run.giveUp());
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                // They do no harm any more: what they have left is another's from now on.
                running.values().forEach(one -> store.giveBack(one.run.lease()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        started = false;
        changes.happened();
    }

    private void beat() {
        try {
            running.values().forEach(this::renew);
            takeFree();
            forget();
        } catch (RuntimeException e) {
            LOG.warn("The jobs could not be looked after; it is tried again", e);
        }
    }

    /** Removes what a job has left at this node. */
    void clean(Job job) {
        Work work = works.get(job.kind());
        if (work != null) {
            work.clean(job);
        }
    }

    /** Ends the runs here whose job is not this node's any more. */
    void giveUpLost() {
        running.values().forEach(this::renew);
    }

    private void renew(Running one) {
        long before = System.nanoTime();
        try {
            // Who may not do it any more loses the lease too: whoever takes the job next says so.
            if (whose(one.run.job()).isPresent() && store.renew(one.run.lease(), lease)) {
                one.heldAt = before;
            } else {
                one.run.giveUp();
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "The lease of job {} could not be renewed; it is tried again",
                    one.run.job().id(),
                    e);
            if (before - one.heldAt > lease.toNanos()) {
                one.run.giveUp();
            }
        }
    }

    private void takeFree() {
        if (room.availablePermits() > 0) {
            for (String id : store.free(works.keySet(), AT_ONCE)) {
                offer(id, failure -> {});
            }
        }
    }

    private void forget() {
        Instant now = clock.instant();
        if (forgottenAt.isBefore(now.minus(Duration.ofHours(1)))) {
            store.leftovers(now.minus(KEPT)).forEach(this::clean);
            // Until then each node has removed what it has.
            store.forget(now.minus(KEPT).minus(Duration.ofDays(1)));
            forgottenAt = now;
        }
    }

    /**
     * Begins a job here if there is room and no node is at it.
     *
     * @param failed is told why, if it fails here
     */
    void offer(String id, Consumer<Exception> failed) {
        if (!accepting || !room.tryAcquire()) {
            return;
        }
        boolean begun = false;
        try {
            Lease taken = Lease.of(id);
            long heldAt = System.nanoTime();
            if (store.take(taken, lease)) {
                threads.execute(() -> RequestId.during(store.requestId(id), () -> {
                    run(taken, heldAt, failed);
                    return id;
                }));
                begun = true;
            }
        } finally {
            if (!begun) {
                room.release();
            }
        }
    }

    private void run(Lease taken, long heldAt, Consumer<Exception> failed) {
        try {
            Optional<Job> job = store.find(taken.job());
            if (job.isPresent()) {
                run(job.get(), taken, heldAt, failed);
            }
        } catch (RuntimeException e) {
            // The lease ends by itself, and another node tries.
            LOG.warn("The job {} could not be run", taken.job(), e);
        } finally {
            room.release();
            changes.happened();
        }
    }

    private void run(Job job, Lease taken, long heldAt, Consumer<Exception> failed) {
        Optional<SignedIn> whose = whose(job);
        if (whose.isEmpty() || job.attempts() > MOST_ATTEMPTS) {
            store.fail(taken, whose.isEmpty() ? forbidden(job) : tooOften());
            return;
        }
        JobRun run = new JobRun(job, whose.get(), taken, store, json, changes::happened);
        running.put(taken.id(), new Running(run, heldAt));
        try {
            if (!accepting) {
                run.giveUp();
            }
            work(job).run(run);
        } catch (LeaseLostException e) {
            LOG.info("{} Whoever has it goes on.", e.getMessage());
        } catch (JobPostponedException e) {
            LOG.info("The job {} is put off", job.id(), e);
            store.postpone(taken, lease.dividedBy(3));
        } catch (SQLException | IOException | RuntimeException e) {
            failed.accept(e);
            store.fail(taken, Problems.of(e));
        } finally {
            running.remove(taken.id());
            if (run.isGivenUp()) {
                store.giveBack(taken);
            }
        }
    }

    private Work work(Job job) {
        return Objects.requireNonNull(works.get(job.kind()), job.kind());
    }

    /** Who has asked for it; empty if that person may not do it any more. */
    private Optional<SignedIn> whose(Job job) {
        return store.whose(job.id())
                .filter(person -> person.role().includes(work(job).needs()));
    }

    private static Problem forbidden(Job job) {
        return Problems.of(
                HttpStatus.FORBIDDEN,
                job.askedBy() + " may not do this any more.",
                "Have somebody ask for it whose account is enabled and whose role allows it.");
    }

    private static Problem tooOften() {
        return Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The server that ran it was lost " + MOST_ATTEMPTS + " times.",
                "Look into the servers' logs for what ended them; ask for less at once.");
    }
}
