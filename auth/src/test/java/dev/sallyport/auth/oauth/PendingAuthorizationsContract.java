package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What everything does that keeps sign-ins under way. Those under test know the provider {@code Sales}. */
public abstract class PendingAuthorizationsContract {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00.123456Z");
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** What is under test, the same throughout a test; nothing is in it at first. */
    protected abstract PendingAuthorizations pending();

    /** The same as another process sees it that shares it. */
    protected abstract PendingAuthorizations pendingOfAnotherProcess();

    @Test
    void a_sign_in_comes_back_as_it_was_in_another_process_and_only_once() {
        PendingAuthorization full = authorization("state-1", "arthur@example.com", "/tables?sort=name");
        PendingAuthorization lean = authorization("state-2", null, null);
        pending().add(full, NOON);
        pending().add(lean, NOON);

        assertThat(pendingOfAnotherProcess().take("state-1")).contains(full);
        assertThat(pending().take("state-2")).contains(lean);
        assertThat(pending().take("state-1")).isEmpty();
        assertThat(pendingOfAnotherProcess().take("state-2")).isEmpty();
    }

    @Test
    void a_state_that_nobody_gave_out_brings_nothing() {
        pending().add(authorization("state-1", null, null), NOON);

        for (String state :
                List.of("", "state-2", "STATE-1", "state-1 ", "' or '1'='1", "\u0000", "x".repeat(10_000))) {
            assertThat(pending().take(state)).as(state).isEmpty();
        }
    }

    @Test
    void what_is_over_is_dropped_when_another_begins() {
        pending().add(authorization("old", null, null), NOON);
        pending().add(authorization("new", null, null), NOON.plus(LIFETIME));

        assertThat(pending().take("old")).isEmpty();
        assertThat(pending().take("new")).isPresent();
    }

    @Test
    void what_is_not_over_stays() {
        pending().add(authorization("old", null, null), NOON);
        pending().add(authorization("new", null, null), NOON.plus(LIFETIME).minusSeconds(1));

        assertThat(pending().take("old")).isPresent();
    }

    @Test
    void of_all_who_take_a_sign_in_at_once_one_gets_it() throws Exception {
        int threads = 8;
        for (int round = 0; round < 20; round++) {
            String state = "state-" + round;
            pending().add(authorization(state, null, null), NOON);
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            List<Future<Optional<PendingAuthorization>>> takers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                PendingAuthorizations asked = i % 2 == 0 ? pending() : pendingOfAnotherProcess();
                takers.add(pool.submit(() -> {
                    start.await();
                    return asked.take(state);
                }));
            }
            start.countDown();
            int got = 0;
            for (Future<Optional<PendingAuthorization>> taker : takers) {
                got += taker.get().isPresent() ? 1 : 0;
            }
            pool.shutdown();
            assertThat(got).as(state).isEqualTo(1);
        }
    }

    /** A sign-in that began at noon. */
    protected static PendingAuthorization authorization(
            String state, @Nullable String user, @Nullable String returnTo) {
        return new PendingAuthorization(
                state,
                "Sales",
                user,
                "hash of a browser key",
                Secret.of("code verifier of " + state),
                "nonce of " + state,
                URI.create("http://localhost:8088/signin-Sales"),
                returnTo,
                NOON.plus(LIFETIME));
    }
}
