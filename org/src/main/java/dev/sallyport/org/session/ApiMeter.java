package dev.sallyport.org.session;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OrgSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Counts API calls against the org's limit of 24 hours, and ends all sessions after a number of calls where a test asked
 * for that. Counts live in memory: a new start is a new day.
 */
public final class ApiMeter {
    private static final Duration DAY = Duration.ofHours(24);

    private final OrgSettings settings;
    private final Sessions sessions;
    private final Clock clock;
    private Instant dayBegan;
    private long used;
    private OptionalLong callsUntilExpiry = OptionalLong.empty();

    public ApiMeter(OrgSettings settings, Sessions sessions, Clock clock) {
        this.settings = settings;
        this.sessions = sessions;
        this.clock = clock;
        this.dayBegan = clock.instant();
    }

    /**
     * What {@code Sforce-Limit-Info} tells.
     *
     * @param used calls of the last 24 hours
     * @param limit most calls in 24 hours
     */
    public record Usage(long used, long limit) {
        /** The header's value, such as {@code api-usage=18/100000}. */
        public String header() {
            return "api-usage=" + used + "/" + limit;
        }

        /** How many calls are left. */
        public long remaining() {
            return Math.max(0, limit - used);
        }
    }

    /**
     * Counts a call.
     *
     * @throws ApiException {@code REQUEST_LIMIT_EXCEEDED} if no call is left
     */
    public synchronized Usage count() {
        Usage before = usage();
        if (before.remaining() == 0) {
            throw new ApiException(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        used++;
        return new Usage(used, before.limit());
    }

    /** The count as it stands. */
    public synchronized Usage usage() {
        if (!clock.instant().isBefore(dayBegan.plus(DAY))) {
            dayBegan = clock.instant();
            used = 0;
        }
        return new Usage(used, settings.dailyApiRequests());
    }

    /** Called before a call's session is looked up: ends all sessions when the calls that were granted are used up. */
    public synchronized void arriving() {
        if (callsUntilExpiry.isEmpty()) {
            return;
        }
        long left = callsUntilExpiry.getAsLong();
        if (left == 0) {
            sessions.revokeAll();
            callsUntilExpiry = OptionalLong.empty();
        } else {
            callsUntilExpiry = OptionalLong.of(left - 1);
        }
    }

    /** Remembers the count; what is returned goes back to it. */
    public synchronized Runnable bookmark() {
        Instant beganThen = dayBegan;
        long usedThen = used;
        return () -> backTo(beganThen, usedThen);
    }

    private synchronized void backTo(Instant began, long count) {
        dayBegan = began;
        used = count;
        callsUntilExpiry = OptionalLong.empty();
    }

    /** Ends all sessions after so many more API calls. */
    public synchronized void expireSessionsAfter(long calls) {
        callsUntilExpiry = OptionalLong.of(calls);
    }
}
