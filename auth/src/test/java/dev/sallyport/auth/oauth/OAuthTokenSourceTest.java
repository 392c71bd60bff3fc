package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.auth.oauth.ScriptedServer.Seen;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent for a token, and how long it lives. */
class OAuthTokenSourceTest extends ScriptedEndpointForEachTest {
    @Test
    void basic_sends_id_and_secret_form_encoded_in_the_header_and_nowhere_else() {
        ScriptedServer server = playing(seen -> token("T1"));

        AccessToken token = source(server).token();

        assertThat(token.value().reveal()).isEqualTo("T1");
        Seen request = server.seen().get(0);
        String expected = Base64.getEncoder()
                .encodeToString("3MVG9.key:s3cret%3Awith+colon%26more".getBytes(StandardCharsets.UTF_8));
        assertThat(request.authorization()).isEqualTo("Basic " + expected);
        assertThat(request.contentType()).startsWith("application/x-www-form-urlencoded");
        assertThat(request.body()).isEqualTo("grant_type=client_credentials");
        assertThat(request.path()).isEqualTo("/services/oauth2/token");
    }

    @Test
    void post_sends_id_and_secret_in_the_body() {
        ScriptedServer server = playing(seen -> token("T1"));
        OAuthProvider basic = provider(server.address());
        OAuthProvider post = basic.toBuilder()
                .grant(new Grant.ClientCredentials(List.of("api", "id"), null))
                .clientAuthentication(ClientAuthentication.POST)
                .build();

        new OAuthTokenSource(post, http, clock).token();

        assertThat(server.seen().get(0).authorization()).isEqualTo("null");
        assertThat(server.seen().get(0).body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "scope=api+id",
                        "client_id=3MVG9.key",
                        "client_secret=s3cret%3Awith+colon%26more");
    }

    @Test
    void a_token_without_expires_in_lives_until_it_is_refused() {
        ScriptedServer server = playing(numbered());
        OAuthTokenSource source = source(server);

        AccessToken first = source.token();
        clock.advance(Duration.ofDays(30));

        assertThat(first.expiresAt()).isNull();
        assertThat(source.token()).isSameAs(first);
        assertThat(source.replace(first).value().reveal()).isEqualTo("T2");
        assertThat(source.token().value().reveal()).isEqualTo("T2");
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void the_answer_s_own_members_are_kept_without_its_secrets() {
        ScriptedServer server = playing(seen -> Played.json(
                200,
                "{\"access_token\":\"T1\",\"signature\":\"sig\",\"scope\":\"api id\",\"lightning_sid\":\"sid\","
                        + "\"instance_url\":\"https://acme.my.salesforce.com\",\"token_type\":\"Bearer\"}"));

        AccessToken token = source(server).token();

        assertThat(token.scopes()).containsExactlyInAnyOrder("api", "id");
        assertThat(token.parameters()).containsOnlyKeys("instance_url");
    }

    @Test
    void a_token_with_an_end_is_renewed_before_it() {
        AtomicInteger count = new AtomicInteger();
        ScriptedServer server = playing(seen -> Played.json(
                200,
                "{\"access_token\":\"T" + count.incrementAndGet()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        OAuthTokenSource source = source(server);

        source.token();
        clock.advance(Duration.ofSeconds(3600 - 90 - 1));
        assertThat(source.token().value().reveal())
                .as("not earlier than chance allows")
                .isEqualTo("T1");
        clock.advance(Duration.ofSeconds(1 + 30));
        assertThat(source.token().value().reveal())
                .as("a minute before its end at the latest")
                .isEqualTo("T2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"expires_in\":9223372036854775807", "\"id_token\":\" \""})
    void members_that_make_no_sense_do_not_cost_the_token(String member) {
        ScriptedServer server =
                playing(seen -> Played.json(200, "{\"access_token\":\"T1\",\"token_type\":\"Bearer\"," + member + "}"));
        OAuthTokenSource source = source(server);

        source.token();

        assertThat(source.token().value().reveal()).isEqualTo("T1");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void a_failed_early_renewal_leaves_the_old_token_until_its_end() {
        AtomicInteger count = new AtomicInteger();
        ScriptedServer server = playing(seen -> count.incrementAndGet() == 1
                ? Played.json(200, "{\"access_token\":\"T1\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                : Played.json(503, "{}"));
        OAuthTokenSource source = source(server);

        source.token();
        clock.advance(Duration.ofSeconds(3550));
        assertThat(source.token().value().reveal()).isEqualTo("T1");
        assertThat(source.token().value().reveal()).isEqualTo("T1");
        assertThat(server.seen()).hasSize(2);
        clock.advance(Duration.ofSeconds(50));
        assertThat(refused(source::token).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void a_refresh_token_that_is_refused_is_not_sent_again_though_the_grant_fails_too() {
        ScriptedServer server = playing(seen -> seen.body().contains("refresh_token=R1")
                ? refusal("invalid_grant", "expired access/refresh token")
                : Played.json(503, "{}"));
        TokenStore store = new InMemoryTokenStore();
        TokenKey key = TokenKey.ofClient("Salesforce");
        try (TokenStore.Lease lease = store.lease(key, Duration.ofMinutes(1)).orElseThrow()) {
            lease.save(new TokenState(null, Secret.of("R1"), null));
        }
        OAuthTokenSource source = new OAuthTokenSource(
                provider(server.address()),
                key,
                new OAuthTokenSource.Surroundings(
                        store,
                        http,
                        clock,
                        RandomGenerator.getDefault(),
                        SignInAddress.below(URI.create("http://localhost"))));

        refused(source::token);
        clock.advance(Duration.ofSeconds(1));
        refused(source::token);

        assertThat(server.seen().stream().map(seen -> seen.field("grant_type")))
                .containsExactly("refresh_token", "client_credentials", "client_credentials");
    }

    @Test
    void after_each_refusal_the_endpoint_is_left_alone_for_twice_as_long() {
        ScriptedServer server = playing(seen -> refusal("invalid_client", "invalid client credentials"));
        OAuthTokenSource source = source(server);
        Duration pause = Duration.ofSeconds(1);

        for (int call = 1; call <= 9; call++) {
            assertThat(refused(source::token).reason()).isEqualTo(Reason.CLIENT_SECRET_WRONG);
            clock.advance(pause.minusMillis(1));
            assertThat(refused(source::token).reason()).isEqualTo(Reason.CLIENT_SECRET_WRONG);
            assertThat(server.seen()).hasSize(call);
            clock.advance(Duration.ofMillis(1));
            pause = pause.multipliedBy(2);
        }
        refused(source::token);
        clock.advance(Duration.ofMinutes(5));
        refused(source::token);
        assertThat(server.seen()).as("no pause is longer than five minutes").hasSize(11);
    }

    @Test
    void a_success_ends_the_back_off() {
        AtomicInteger count = new AtomicInteger();
        ScriptedServer server = playing(seen -> count.incrementAndGet() == 2 ? token("T1") : Played.json(503, ""));
        OAuthTokenSource source = source(server);

        refused(source::token);
        clock.advance(Duration.ofSeconds(1));
        AccessToken token = source.token();
        refused(() -> source.replace(token));
        clock.advance(Duration.ofSeconds(1));
        refused(source::token);

        assertThat(server.seen()).hasSize(4);
    }

    @Test
    void an_interrupted_wait_is_no_refusal() {
        ScriptedServer server = playing(seen -> token("T1"));
        OAuthTokenSource source = source(server);

        Thread.currentThread().interrupt();
        assertThat(refused(source::token).reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(source.token().value().reveal()).isEqualTo("T1");
    }

    @Test
    void a_bearer_token_travels_in_the_header() {
        AccessToken token = source(playing(seen -> token("T1"))).token();

        HttpRequest request = ResourceAuthentication.BEARER.authorize(
                token,
                HttpRequest.newBuilder(URI.create("https://acme.my.salesforce.com"))
                        .build());

        assertThat(request.headers().allValues("Authorization")).containsExactly("Bearer T1");
    }
}
