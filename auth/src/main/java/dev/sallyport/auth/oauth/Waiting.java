package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AuthorizationException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits for another process, which can tell of its end by the store alone. */
final class Waiting {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(250);

    private Waiting() {}

    /**
     * Waits a little, longer from turn to turn, and never in step with others.
     *
     * @throws AuthorizationException if the wait is interrupted
     */
    static void aTurn(int turn, RandomGenerator random) {
        long grown = FIRST.toMillis() << Math.min(turn, 10);
        long longest = Math.min(grown, LONGEST.toMillis());
        try {
            Thread.sleep(longest / 2 + random.nextLong(longest / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AuthorizationException.of(e);
        }
    }
}
