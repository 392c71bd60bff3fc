package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.TokenStore.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of tokens does. The stores under test know the providers {@code Sales} and {@code Service}. */
public abstract class TokenStoreContract {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final TokenKey CLIENT = TokenKey.ofClient("Sales");
    private static final TokenKey ARTHUR = TokenKey.ofUser("Sales", "arthur@example.com");
    private static final TokenKey BERTA = TokenKey.ofUser("Sales", "berta/../access_token");
    private static final TokenKey OTHER = TokenKey.ofClient("Service");
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00.123456Z");
    private static final TokenState FULL = new TokenState(
            new AccessToken(
                    Secret.of("00D!secret of access"),
                    NOON,
                    NOON.plusSeconds(7200),
                    Set.of("api", "refresh_token"),
                    Map.of("instance_url", "https://acme.my.salesforce.com")),
            Secret.of("5Aep!secret of refresh"),
            null);
    private static final TokenState LEAN =
            new TokenState(new AccessToken(Secret.of("00D!endless"), NOON, null, Set.of(), Map.of()), null, null);
    private static final TokenState REFUSED = new TokenState(
            null,
            null,
            new TokenRefused(
                    Reason.CLIENT_SECRET_WRONG,
                    "The client secret is not the app's.",
                    "Copy it anew.",
                    Duration.ofMillis(2500),
                    NOON.plusSeconds(2)));

    /** The store under test, the same throughout a test; nothing is in it at first. */
    protected abstract TokenStore store();

    /** The same store as another process sees it that shares it. */
    protected abstract TokenStore storeOfAnotherProcess();

    @Test
    void nothing_is_known_of_a_key_at_first() {
        assertThat(store().read(CLIENT)).isEqualTo(TokenState.EMPTY);
        assertThat(store().list()).isEmpty();
        assertThat(store().delete(CLIENT)).isFalse();
    }

    @Test
    void what_is_saved_comes_back_as_it_was_in_every_process() {
        for (TokenState state : List.of(FULL, LEAN, REFUSED, FULL)) {
            save(CLIENT, state);
            assertThat(store().read(CLIENT)).isEqualTo(state);
            assertThat(storeOfAnotherProcess().read(CLIENT)).isEqualTo(state);
        }
    }

    @Test
    void each_owner_has_a_state_of_its_own() {
        save(CLIENT, FULL);
        save(ARTHUR, LEAN);
        save(OTHER, REFUSED);

        assertThat(store().read(CLIENT)).isEqualTo(FULL);
        assertThat(store().read(ARTHUR)).isEqualTo(LEAN);
        assertThat(store().read(OTHER)).isEqualTo(REFUSED);
        assertThat(store().read(BERTA)).isEqualTo(TokenState.EMPTY);
    }

    @Test
    void a_lease_shows_the_state_and_keeps_others_out_until_it_is_closed() {
        save(CLIENT, LEAN);
        try (Lease lease = store().lease(CLIENT, LONGEST).orElseThrow()) {
            assertThat(lease.state()).isEqualTo(LEAN);
            assertThat(store().lease(CLIENT, LONGEST)).isEmpty();
            assertThat(storeOfAnotherProcess().lease(CLIENT, LONGEST)).isEmpty();
            lease.save(FULL);
            assertThat(lease.state()).isEqualTo(FULL);
            assertThat(store().lease(CLIENT, LONGEST)).isEmpty();
        }
        try (Lease next = storeOfAnotherProcess().lease(CLIENT, LONGEST).orElseThrow()) {
            assertThat(next.state()).isEqualTo(FULL);
        }
    }

    @Test
    void a_lease_of_one_key_hinders_no_other() {
        try (Lease client = store().lease(CLIENT, LONGEST).orElseThrow();
                Lease arthur = store().lease(ARTHUR, LONGEST).orElseThrow();
                Lease other = store().lease(OTHER, LONGEST).orElseThrow()) {
            assertThat(List.of(client, arthur, other)).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_lease_that_nothing_was_saved_under_leaves_nothing() {
        store().lease(CLIENT, LONGEST).orElseThrow().close();

        assertThat(store().list()).isEmpty();
        assertThat(store().read(CLIENT)).isEqualTo(TokenState.EMPTY);
        assertThat(store().delete(CLIENT)).isFalse();
    }

    @Test
    void of_all_who_want_a_lease_at_once_one_gets_it() throws Exception {
        int threads = 8;
        for (int round = 0; round < 10; round++) {
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            List<Future<Optional<Lease>>> wanted = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                TokenStore asked = i % 2 == 0 ? store() : storeOfAnotherProcess();
                wanted.add(pool.submit(() -> {
                    start.await();
                    return asked.lease(ARTHUR, LONGEST);
                }));
            }
            start.countDown();
            List<Lease> got = new ArrayList<>();
            for (Future<Optional<Lease>> lease : wanted) {
                lease.get().ifPresent(got::add);
            }
            pool.shutdown();
            assertThat(got).as("round %d", round).hasSize(1);
            got.get(0).close();
        }
    }

    @Test
    void what_may_be_shown_is_listed_by_provider_and_user_and_holds_no_token() {
        save(OTHER, REFUSED);
        save(BERTA, LEAN);
        save(ARTHUR, FULL);
        save(CLIENT, LEAN);

        List<TokenMetadata> list = store().list();

        assertThat(list).extracting(TokenMetadata::key).containsExactly(CLIENT, ARTHUR, BERTA, OTHER);
        assertThat(list.get(1))
                .isEqualTo(new TokenMetadata(
                        ARTHUR, NOON, NOON.plusSeconds(7200), Set.of("api", "refresh_token"), true, null));
        assertThat(list.get(3))
                .isEqualTo(new TokenMetadata(OTHER, null, null, Set.of(), false, Reason.CLIENT_SECRET_WRONG));
        assertThat(list.toString()).doesNotContain("secret of");
    }

    @Test
    void what_is_deleted_is_gone_and_the_rest_stays() {
        save(CLIENT, FULL);
        save(ARTHUR, FULL);

        assertThat(store().delete(CLIENT)).isTrue();

        assertThat(store().read(CLIENT)).isEqualTo(TokenState.EMPTY);
        assertThat(store().delete(CLIENT)).isFalse();
        assertThat(store().list()).extracting(TokenMetadata::key).containsExactly(ARTHUR);
    }

    /** Saves a state as whoever calls the token endpoint does. */
    protected final void save(TokenKey key, TokenState state) {
        try (Lease lease = store().lease(key, LONGEST).orElseThrow()) {
            lease.save(state);
        }
    }
}
