package dev.sallyport.salesforce;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client has cost.
 *
 * @param calls metered calls (REST and SOAP) that this client has sent
 * @param bytesReceived bytes of the answers' bodies as they came over the wire, compressed
 * @param used calls of the whole org in the last 24 hours, by the latest {@code Sforce-Limit-Info}; null before one
 * @param limit calls that the org may make in 24 hours, likewise
 */
public record ApiUsage(
        long calls,
        long bytesReceived,
        @Nullable Integer used,
        @Nullable Integer limit) {
    /** What the org has left of its calls, by the latest {@code Sforce-Limit-Info}; empty before one. */
    public Optional<Limits.Limit> dailyApiRequests() {
        return used == null || limit == null
                ? Optional.empty()
                : Optional.of(new Limits.Limit(limit, Math.max(0, limit - used)));
    }
}
