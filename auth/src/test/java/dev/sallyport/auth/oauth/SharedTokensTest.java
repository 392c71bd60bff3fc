package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several sources, as several nodes have them, over one store. */
class SharedTokensTest {
    private static final int NODES = 8;
    private static final TokenKey KEY = TokenKey.ofClient("Shared");

    private final SettableClock clock = new SettableClock();
    private final TokenStore store = new InMemoryTokenStore();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Played answer = Played.json(500, "");
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer(request -> {
            int call = calls.incrementAndGet();
            Played played = answer;
            return new Played(
                    played.status(), played.contentType(), played.body().replace("#", String.valueOf(call)));
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nodes_that_start_together_make_one_call() throws Exception {
        issue("\"expires_in\":3600");

        assertThat(together(node -> node.token())).hasSize(NODES).containsOnly("T1");
        assertThat(calls).hasValue(1);
    }

    @Test
    void nodes_that_find_their_token_over_make_one_call() throws Exception {
        issue("\"expires_in\":3600");
        List<TokenSource> nodes = nodes();
        nodes.forEach(TokenSource::token);
        clock.advance(Duration.ofHours(1));

        assertThat(together(nodes, TokenSource::token)).containsOnly("T2");
        assertThat(calls).hasValue(2);
    }

    @Test
    void nodes_whose_token_is_refused_make_one_call() throws Exception {
        issue("\"issued_at\":\"1\"");
        List<TokenSource> nodes = nodes();
        AccessToken refused = nodes.get(0).token();
        nodes.forEach(TokenSource::token);

        assertThat(together(nodes, node -> node.replace(refused))).containsOnly("T2");
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_refusal_that_one_node_got_keeps_all_nodes_from_asking() {
        answer =
                Played.json(400, "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}");
        List<TokenSource> nodes = nodes();

        for (TokenSource node : nodes) {
            assertThat(catchThrowableOfType(AuthorizationException.class, node::token)
                            .reason())
                    .isEqualTo(Reason.CLIENT_SECRET_WRONG);
        }
        assertThat(calls).hasValue(1);
        assertThat(store.list()).singleElement().satisfies(token -> assertThat(token.lastRefusal())
                .isEqualTo(Reason.CLIENT_SECRET_WRONG));
        clock.advance(Duration.ofSeconds(1));
        assertThat(catchThrowableOfType(AuthorizationException.class, nodes.get(3)::token))
                .isNotNull();
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_token_that_one_node_renewed_early_serves_the_others_without_a_call() {
        issue("\"expires_in\":3600");
        List<TokenSource> nodes = nodes();
        nodes.forEach(TokenSource::token);
        clock.advance(Duration.ofSeconds(3550));

        for (TokenSource node : nodes) {
            assertThat(node.token().value().reveal()).isEqualTo("T2");
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_node_that_holds_the_lease_is_waited_for_and_its_token_taken() throws Exception {
        issue("\"expires_in\":3600");
        TokenStore.Lease lease = store.lease(KEY, Duration.ofMinutes(1)).orElseThrow();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<String> waiting =
                thread.submit(() -> nodes().get(0).token().value().reveal());

        lease.save(new TokenState(
                new AccessToken(Secret.of("from the other node"), clock.instant(), null, Set.of(), Map.of()),
                null,
                null));

        assertThat(waiting.get()).isEqualTo("from the other node");
        assertThat(calls).hasValue(0);
        lease.close();
        thread.shutdown();
    }

    @Test
    void no_node_sends_a_refresh_token_that_another_has_used() throws Exception {
        answer = Played.json(200, "{\"access_token\":\"T#\",\"token_type\":\"Bearer\",\"refresh_token\":\"R#\"}");
        List<TokenSource> nodes = nodes(provider().toBuilder()
                .grant(new Grant.ResourceOwnerPassword(List.of(), null))
                .resourceOwner(new ResourceOwnerCredential("jane", Secret.of("pw")))
                .build());
        for (int turn = 0; turn < 5; turn++) {
            AccessToken refused = nodes.get(0).token();
            together(nodes, node -> node.replace(refused));
        }

        List<String> sent = server.seen().stream()
                .map(request -> request.field("refresh_token"))
                .filter(token -> !token.isEmpty())
                .toList();
        assertThat(sent).containsExactly("R1", "R2", "R3", "R4", "R5");
    }

    @Test
    void while_the_store_cannot_be_reached_the_token_at_hand_goes_on_to_its_end() {
        issue("\"expires_in\":3600");
        BreakableStore breakable = new BreakableStore();
        TokenSource node = node(provider(), breakable);
        node.token();
        breakable.broken = true;
        clock.advance(Duration.ofSeconds(3550));

        assertThat(node.token().value().reveal()).isEqualTo("T1");
        clock.advance(Duration.ofSeconds(50));
        assertThat(catchThrowableOfType(StoreAway.class, node::token)).isNotNull();
        breakable.broken = false;
        assertThat(node.token().value().reveal()).isEqualTo("T2");
    }

    private static final class StoreAway extends SallyportException {
        StoreAway() {
            super("The store is away.", "Wait until it is back.", null);
        }
    }

    /** A store as a database is one: it may be away for a while. */
    private static final class BreakableStore implements TokenStore {
        private final TokenStore store = new InMemoryTokenStore();
        private volatile boolean broken;

        private TokenStore reached() {
            if (broken) {
                throw new StoreAway();
            }
            return store;
        }

        @Override
        public TokenState read(TokenKey key) {
            return reached().read(key);
        }

        @Override
        public Optional<Lease> lease(TokenKey key, Duration longest) {
            return reached().lease(key, longest);
        }

        @Override
        public boolean delete(TokenKey key) {
            return reached().delete(key);
        }

        @Override
        public List<TokenMetadata> list() {
            return reached().list();
        }
    }

    private void issue(String more) {
        answer = Played.json(200, "{\"access_token\":\"T#\",\"token_type\":\"Bearer\"," + more + "}");
    }

    private OAuthProvider provider() {
        return OAuthProvider.named("Shared")
                .endpoints(new Endpoints(null, server.address().resolve("/token"), null))
                .client(new ClientCredential("id", Secret.of("secret")))
                .build();
    }

    private List<TokenSource> nodes() {
        return nodes(provider());
    }

    private List<TokenSource> nodes(OAuthProvider provider) {
        List<TokenSource> nodes = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            nodes.add(node(provider, store));
        }
        return nodes;
    }

    private TokenSource node(OAuthProvider provider, TokenStore tokens) {
        return new OAuthTokenSource(
                provider,
                KEY,
                new OAuthTokenSource.Surroundings(
                        tokens,
                        http,
                        clock,
                        RandomGenerator.getDefault(),
                        SignInAddress.below(URI.create("http://localhost"))));
    }

    private interface Ask {
        AccessToken of(TokenSource node);
    }

    private List<String> together(Ask ask) throws Exception {
        return together(nodes(), ask);
    }

    /** What each node gets when all ask at once. */
    private static List<String> together(List<TokenSource> nodes, Ask ask) throws Exception {
        CountDownLatch start = new CountDownLatch(nodes.size());
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Callable<String>> askers = new ArrayList<>();
            for (TokenSource node : nodes) {
                askers.add(() -> {
                    start.countDown();
                    start.await();
                    return ask.of(node).value().reveal();
                });
            }
            List<String> tokens = new ArrayList<>();
            for (Future<String> token : threads.invokeAll(askers)) {
                tokens.add(token.get());
            }
            return tokens;
        } finally {
            threads.shutdown();
        }
    }
}
