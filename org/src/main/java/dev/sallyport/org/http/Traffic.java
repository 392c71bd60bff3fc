package dev.sallyport.org.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The desk that every request passes: it counts them, holds them up by the latency, hands out the faults that a test
 * planned, and can keep all of them waiting.
 */
public final class Traffic {

    private record Planned(ApiKind kind, Fault fault) {}

    private final Map<ApiKind, Count> counts = new EnumMap<>(ApiKind.class);
    private final Deque<Planned> planned = new ArrayDeque<>();
    private final Duration usualLatency;
    private final LongRequests longRequests;
    /** Requests share it; who needs the org to stand still has it alone. Fair, so that none of them starves. */
    private final ReadWriteLock passage = new ReentrantReadWriteLock(true);

    private volatile Duration latency;

    /**
     * @param latency how long each request waits before it is handled
     * @param longRequests is told which requests are under way
     */
    public Traffic(Duration latency, LongRequests longRequests) {
        this.longRequests = longRequests;
        this.usualLatency = latency;
        this.latency = latency;
    }

    /** How long each request waits before it is handled. */
    public void setLatency(Duration latency) {
        this.latency = latency;
    }

    /** Spoils the next request of a kind that no earlier plan spoils; plans for the same kind queue up. */
    public synchronized void plan(ApiKind kind, Fault fault) {
        planned.add(new Planned(kind, fault));
    }

    public synchronized Count count(ApiKind kind) {
        return counts.getOrDefault(kind, Count.NOTHING);
    }

    /** Forgets the counts; plans and latency stay. */
    public synchronized void resetCounts() {
        counts.clear();
    }

    /** Forgets counts and plans, and goes back to the latency of the beginning. */
    public synchronized void reset() {
        counts.clear();
        planned.clear();
        latency = usualLatency;
    }

    /** Waits until no request is under way, and lets none begin until some work is done. */
    public void whileNoneIsUnderWay(Runnable work) {
        passage.writeLock().lock();
        try {
            work.run();
        } finally {
            passage.writeLock().unlock();
        }
    }

    /** A request begins. Returns what is to go wrong with it, if anything. */
    Optional<Fault> begin(ApiKind kind) throws InterruptedException {
        Duration wait = latency;
        if (!wait.isZero()) {
            Thread.sleep(wait.toMillis());
        }
        passage.readLock().lock();
        longRequests.begin(kind);
        return take(kind);
    }

    /** Its answer is written, if not yet sent to the last byte. The same thread says so that said it began. */
    void end(ApiKind kind, long bytesReceived, long bytesSent) {
        longRequests.end();
        synchronized (this) {
            counts.merge(kind, new Count(1, bytesReceived, bytesSent), Count::plus);
        }
        passage.readLock().unlock();
    }

    private synchronized Optional<Fault> take(ApiKind kind) {
        for (Iterator<Planned> plans = planned.iterator(); plans.hasNext(); ) {
            Planned plan = plans.next();
            if (plan.kind() == kind) {
                plans.remove();
                return Optional.of(plan.fault());
            }
        }
        return Optional.empty();
    }
}
