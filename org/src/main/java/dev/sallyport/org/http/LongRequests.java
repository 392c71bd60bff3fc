package dev.sallyport.org.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which API requests are under way, and since when. A thread has one at a time. */
public final class LongRequests {
    /** What is no API call, and so never one too many. */
    private static final Set<ApiKind> FREE =
            EnumSet.of(ApiKind.TOKEN, ApiKind.OAUTH, ApiKind.VERSIONS, ApiKind.SETUP, ApiKind.OTHER);

    private final Clock clock;
    private final Map<Thread, Instant> underWay = new ConcurrentHashMap<>();

    public LongRequests(Clock clock) {
        this.clock = clock;
    }

    /** How many API requests are under way. */
    public int underWay() {
        return underWay.size();
    }

    /** How many API requests of other threads have been under way for at least so long. */
    public int underWayFor(Duration atLeast) {
        Instant latest = clock.instant().minus(atLeast);
        return (int) underWay.entrySet().stream()
                .filter(request -> !request.getKey().equals(Thread.currentThread()))
                .filter(request -> !request.getValue().isAfter(latest))
                .count();
    }

    void begin(ApiKind kind) {
        if (!FREE.contains(kind)) {
            underWay.put(Thread.currentThread(), clock.instant());
        }
    }

    void end() {
        underWay.remove(Thread.currentThread());
    }
}
