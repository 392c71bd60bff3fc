package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.auth.oauth.ScriptedServer.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of many who want a token at the same time. */
class TokensAtOnceTest extends ScriptedEndpointForEachTest {
    private static final int THREADS = 16;

    @Test
    void many_threads_that_ask_at_once_make_one_call() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        Function<Seen, Played> numbered = numbered();
        ScriptedServer server = playing(seen -> {
            awaitQuietly(answer);
            return numbered.apply(seen);
        });
        OAuthTokenSource source = source(server);

        List<String> tokens = together(() -> source.token().value().reveal(), answer);

        assertThat(tokens).hasSize(THREADS).containsOnly("T1");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void many_threads_that_hold_the_same_refused_token_replace_it_once() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        ScriptedServer server = playing(seen -> {
            if (count.incrementAndGet() > 1) {
                awaitQuietly(answer);
            }
            return token("T" + count.get());
        });
        OAuthTokenSource source = source(server);
        AccessToken refused = source.token();

        List<String> tokens = together(() -> source.replace(refused).value().reveal(), answer);

        assertThat(tokens).hasSize(THREADS).containsOnly("T2");
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void a_refusal_is_told_to_all_who_wait_and_asked_for_once() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        ScriptedServer server = playing(seen -> {
            awaitQuietly(answer);
            return refusal("invalid_client", "invalid client credentials");
        });
        OAuthTokenSource source = source(server);

        List<String> reasons = together(() -> refused(source::token).reason().name(), answer);

        assertThat(reasons).hasSize(THREADS).containsOnly("CLIENT_SECRET_WRONG");
        assertThat(server.seen()).hasSize(1);
    }

    /** Runs a call on many threads and lets the server answer when all of them wait for something. */
    private static List<String> together(Supplier<String> call, CountDownLatch answer) throws InterruptedException {
        List<AtomicReference<String>> results = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            AtomicReference<String> result = new AtomicReference<>("none");
            results.add(result);
            Thread thread = new Thread(() -> result.set(call.get()));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        answer.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return results.stream().map(AtomicReference::get).toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
