package dev.sallyport.org.session;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.LongRequests;
import dev.sallyport.org.setup.OrgSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Holds API calls to the org's limits, of 24 hours and of long requests at a time, and ends all sessions after a number of
 * calls where a test asked for that.
 */
public final class ApiMeter {
    /** Salesforce counts a request among the concurrent ones once it has run for so long. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private final OrgSettings settings;
    private final Sessions sessions;
    private final LongRequests longRequests;
    private final ApiUsage usage;
    private OptionalLong callsUntilExpiry = OptionalLong.empty();

    public ApiMeter(Jdbi jdbi, OrgSettings settings, Sessions sessions, LongRequests longRequests, Clock clock) {
        this.settings = settings;
        this.sessions = sessions;
        this.longRequests = longRequests;
        this.usage = new ApiUsage(jdbi, clock);
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
     * @throws ApiException {@code REQUEST_LIMIT_EXCEEDED} if no call is left, or too many long ones are under way
     */
    public synchronized Usage count() {
        if (longRequests.underWayFor(LONG) >= settings.edition().concurrentLongRequests(settings.sandbox())) {
            throw new ApiException(
                    403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
        }
        Usage before = usage();
        if (before.remaining() == 0) {
            throw new ApiException(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        usage.add();
        return new Usage(usage.used(), before.limit());
    }

    /** The count as it stands. */
    public synchronized Usage usage() {
        return new Usage(usage.used(), settings.dailyApiRequests());
    }

    /** Calls of the last 24 hours by the hour in which they were made, oldest first; hours without calls are left out. */
    public synchronized SortedMap<Instant, Long> callsByHour() {
        SortedMap<Instant, Long> calls = new TreeMap<>();
        usage.counts()
                .forEach((slot, count) ->
                        calls.merge(ApiUsage.beginning(slot).truncatedTo(ChronoUnit.HOURS), count, Long::sum));
        return calls;
    }

    /** Writes what is only counted in memory, before the org closes. */
    public synchronized void close() {
        usage.write();
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
        Map<Long, Long> counts = usage.counts();
        return () -> backTo(counts);
    }

    private synchronized void backTo(Map<Long, Long> counts) {
        usage.backTo(counts);
        callsUntilExpiry = OptionalLong.empty();
    }

    /** Ends all sessions after so many more API calls. */
    public synchronized void expireSessionsAfter(long calls) {
        callsUntilExpiry = OptionalLong.of(calls);
    }
}
