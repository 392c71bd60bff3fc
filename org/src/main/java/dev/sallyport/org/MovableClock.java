package dev.sallyport.org;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The org's clock: another clock, and how far a test has moved it. */
final class MovableClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> offset;

    MovableClock(Clock base) {
        this(base, new AtomicReference<>(Duration.ZERO));
    }

    private MovableClock(Clock base, AtomicReference<Duration> offset) {
        this.base = base;
        this.offset = offset;
    }

    void advance(Duration by) {
        offset.accumulateAndGet(by, Duration::plus);
    }

    /** Remembers how far the clock was moved; what is returned moves it back there. */
    Runnable bookmark() {
        Duration then = offset.get();
        return () -> offset.set(then);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), offset);
    }
}
