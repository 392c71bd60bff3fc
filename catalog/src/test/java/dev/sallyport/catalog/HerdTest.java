package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.SettableClock;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.salesforce.SalesforceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes on one PostgreSQL, each with many threads, that all want a token at the same moment. */
class HerdTest {
    private static final int NODES = 3;
    private static final int THREADS_PER_NODE = 12;

    @RegisterExtension
    final TestDatabase database = new TestDatabase(TestDatabase.Kind.POSTGRESQL);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final PeoplesOrg people = new PeoplesOrg();
    private final List<Catalog> nodes = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(NODES * THREADS_PER_NODE);

    @BeforeEach
    void open() {
        for (int i = 0; i < NODES; i++) {
            nodes.add(Catalog.open(database.settings(folder), clock));
        }
    }

    @AfterEach
    void close() {
        threads.shutdown();
        nodes.forEach(Catalog::close);
        people.close();
    }

    @Test
    void at_the_start_all_nodes_get_one_token_with_one_call() {
        connect(people.system());

        assertThat(together(this::systemToken)).hasSize(1);

        assertThat(people.tokenCalls()).isEqualTo(1);
    }

    @Test
    void when_the_token_is_over_all_nodes_get_the_next_one_with_one_call() {
        connect(withExpiresIn(people.system(), Duration.ofHours(1)));
        Set<String> first = together(this::systemToken);
        for (int round = 0; round < 3; round++) {
            people.tokenCalls();
            clock.advance(Duration.ofHours(1));

            Set<String> next = together(this::systemToken);

            assertThat(next).hasSize(1).doesNotContainAnyElementsOf(first);
            assertThat(people.tokenCalls()).isEqualTo(1);
            first = next;
        }
    }

    @Test
    void before_the_token_is_over_one_node_renews_it_with_one_call() {
        connect(withExpiresIn(people.system(), Duration.ofHours(1)));
        together(this::systemToken);
        people.tokenCalls();
        clock.advance(Duration.ofMinutes(59).plusSeconds(30));

        together(this::systemToken);

        // Whoever came while it was renewed went on with the old one; whoever comes now gets the new one.
        assertThat(nodes.stream().map(this::systemToken).distinct()).hasSize(1);
        assertThat(people.tokenCalls()).isEqualTo(1);
    }

    @Test
    void when_the_org_has_ended_the_session_all_nodes_go_on_with_one_new_token() {
        connect(people.system());
        List<SalesforceClient> clients =
                nodes.stream().map(node -> node.connections().open("System")).toList();
        Function<Catalog, Integer> callsTheApi =
                node -> clients.get(nodes.indexOf(node)).describeGlobal().size();
        together(callsTheApi);
        for (int round = 0; round < 3; round++) {
            people.tokenCalls();
            people.org.controls().expireSessions();

            assertThat(together(callsTheApi)).hasSize(1);

            assertThat(people.tokenCalls()).isEqualTo(1);
        }
        clients.forEach(SalesforceClient::close);
    }

    @Test
    void a_wrong_secret_is_tried_once_and_then_left_alone_by_all_nodes_for_longer_and_longer() {
        OAuthProvider right = people.system();
        connect(right.toBuilder()
                .client(new ClientCredential(right.credentials().client().clientId(), Secret.of("not the secret")))
                .build());
        Function<Catalog, String> refusal = node -> {
            try {
                return systemToken(node);
            } catch (AuthorizationException e) {
                return e.reason().name();
            }
        };
        for (int pause = 1; pause <= 4; pause *= 2) {
            assertThat(together(refusal)).containsExactly("CLIENT_SECRET_WRONG");
            assertThat(together(refusal)).containsExactly("CLIENT_SECRET_WRONG");
            assertThat(people.tokenCalls()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(together(refusal)).containsExactly("CLIENT_SECRET_WRONG");
            assertThat(people.tokenCalls()).as("%d seconds are not over", pause).isZero();
            clock.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void a_node_that_was_lost_while_it_fetched_the_token_is_succeeded_by_another() {
        connect(people.system());
        assertThat(nodes.get(0).tokens().store().lease(TokenKey.ofClient("System"), Duration.ZERO))
                .isPresent();

        assertThat(together(this::systemToken)).hasSize(1);

        assertThat(people.tokenCalls()).isEqualTo(1);
    }

    @Test
    void a_changed_provider_gets_a_token_of_its_own() {
        OAuthProvider provider = people.system();
        connect(provider);
        Set<String> before = together(this::systemToken);

        nodes.get(0).providers().update(withExpiresIn(provider, Duration.ofHours(1)));

        assertThat(together(this::systemToken)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(people.tokenCalls()).isEqualTo(2);
    }

    @Test
    void no_node_uses_a_refresh_token_that_another_one_has_replaced() {
        connect(people.people(OAuthOption.REFRESH_TOKEN_ROTATION));
        people.signIn(nodes.get(0), nodes.get(1), "arthur");
        Set<Secret> refreshTokens = new HashSet<>(List.of(refreshToken()));
        AccessToken known =
                nodes.get(2).connections().tokens("People", "arthur").token();
        people.tokenCalls();
        int rounds = 5;
        for (int round = 0; round < rounds; round++) {
            AccessToken refused = known;
            people.org.controls().expireSessions();

            Set<String> tokens = together(node -> node.connections()
                    .tokens("People", "arthur")
                    .replace(refused)
                    .value()
                    .reveal());

            assertThat(tokens).hasSize(1);
            assertThat(people.tokenCalls()).isEqualTo(1);
            known = nodes.get(round % NODES)
                    .connections()
                    .tokens("People", "arthur")
                    .token();
            refreshTokens.add(refreshToken());
        }
        assertThat(refreshTokens).as("each was used once").hasSize(rounds + 1);
        try (SalesforceClient client = nodes.get(1).connections().open("People", "arthur")) {
            assertThat(client.describeGlobal()).isNotEmpty();
        }
    }

    private void connect(OAuthProvider provider) {
        nodes.get(0).providers().create(provider);
        nodes.get(0).servers().create(people.server(provider));
    }

    private String systemToken(Catalog node) {
        return node.connections().tokens("System", null).token().value().reveal();
    }

    private Secret refreshToken() {
        TokenStore store = nodes.get(0).tokens().store();
        TokenState state = store.read(TokenKey.ofUser("People", "arthur"));
        return Objects.requireNonNull(state.refreshToken());
    }

    private static OAuthProvider withExpiresIn(OAuthProvider provider, Duration expiresIn) {
        return provider.toBuilder()
                .parameters(ProviderParameters.NONE.withExpiresIn(expiresIn))
                .build();
    }

    /** What all threads of all nodes get that ask at once. */
    private <T> Set<T> together(Function<Catalog, T> question) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> answers = new ArrayList<>();
        for (int i = 0; i < NODES * THREADS_PER_NODE; i++) {
            Catalog node = nodes.get(i % NODES);
            answers.add(threads.submit(() -> {
                start.await();
                return question.apply(node);
            }));
        }
        start.countDown();
        Set<T> distinct = new HashSet<>();
        try {
            for (Future<T> answer : answers) {
                distinct.add(answer.get());
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return distinct;
    }
}
