package dev.sallyport.salesforce;

import java.util.Map;
import java.util.Optional;

/**
 * What the org allows and what is left of it (REST API Developer Guide, "Limits").
 *
 * @param byName by Salesforce's names, such as {@code DailyApiRequests}
 */
public record Limits(Map<String, Limit> byName) {
    /**
     * One limit.
     *
     * @param max what the org allows
     * @param remaining what is left
     */
    public record Limit(long max, long remaining) {
        private static final double FEW = 0.05;

        /** Whether so little is left that one may soon be without. */
        public boolean isNearlySpent() {
            return remaining < max * FEW;
        }
    }

    public Limits {
        byName = Map.copyOf(byName);
    }

    /** API calls in a rolling 24 hours; empty if the user may not see it. */
    public Optional<Limit> dailyApiRequests() {
        return Optional.ofNullable(byName.get("DailyApiRequests"));
    }
}
