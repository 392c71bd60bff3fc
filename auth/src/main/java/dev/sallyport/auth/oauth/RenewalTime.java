package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a token is renewed: a tenth of its life before its end, a minute at most. Up to half as much again is added by
 * chance, so that processes which share a token do not all think of it at once.
 */
final class RenewalTime {
    private static final Duration LARGEST_MARGIN = Duration.ofMinutes(1);
    private static final int MARGIN_SHARE = 10;
    private static final double LARGEST_JITTER = 0.5;

    private RenewalTime() {}

    /** From when on; null for a token whose end is not known. */
    static @Nullable Instant of(AccessToken token, RandomGenerator random) {
        Instant end = token.expiresAt();
        if (end == null) {
            return null;
        }
        Duration share = Duration.between(token.issuedAt(), end).dividedBy(MARGIN_SHARE);
        Duration margin = share.compareTo(LARGEST_MARGIN) <= 0 ? share : LARGEST_MARGIN;
        long jitter = (long) (margin.toMillis() * LARGEST_JITTER * random.nextDouble());
        return end.minus(margin).minusMillis(jitter);
    }
}
