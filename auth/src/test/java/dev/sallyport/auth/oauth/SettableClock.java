package dev.sallyport.auth.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when a test says so. */
public final class SettableClock extends Clock {
    private volatile Instant now;

    /** Begins at a leap day's noon. */
    public SettableClock() {
        this(Instant.parse("2024-02-29T12:00:00Z"));
    }

    /** Begins at a time, such as the one that a server in the same test goes by. */
    public SettableClock(Instant start) {
        now = start;
    }

    /** Moves it forward. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
