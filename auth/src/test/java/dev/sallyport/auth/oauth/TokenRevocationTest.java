package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are ended at the server (RFC 7009), and servers that do not end them. */
class TokenRevocationTest {
    private final AuthorizationServer server = new AuthorizationServer();
    private final TokenState tokens = new TokenState(
            new AccessToken(Secret.of("the-access-token"), Instant.EPOCH, null, Set.of(), Map.of()),
            Secret.of("the-refresh-token"),
            null);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_refresh_token_ends_first_and_each_is_named_for_what_it_is() {
        server.plays("/revoke", Played.json(200, ""));

        assertThat(revocation(server.provider("Ends").build()).revoke(tokens)).isTrue();

        assertThat(server.seen().stream().filter(request -> request.path().equals("/revoke")))
                .extracting(request -> request.field("token") + " " + request.field("token_type_hint"))
                .containsExactly("the-refresh-token refresh_token", "the-access-token access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_token", "unsupported_token_type", "invalid_grant"})
    void a_token_that_the_server_does_not_know_is_gone_as_wished(String error) {
        server.plays("/revoke", Played.json(400, "{\"error\":\"" + error + "\"}"));

        assertThat(revocation(server.provider("Gone").build()).revoke(tokens)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "invalid_request", "server_error"})
    void a_refusal_for_another_reason_is_no_end(String error) {
        server.plays(
                "/revoke",
                Played.json(400, "{\"error\":\"" + error + "\",\"error_description\":\"not the-refresh-token\"}"));

        AuthorizationException refusal = catchThrowableOfType(
                AuthorizationException.class,
                () -> revocation(server.provider("Kept").build()).revoke(tokens));

        assertThat(refusal.getMessage()).contains(error).doesNotContain("the-refresh-token");
        assertThat(refusal.advice()).contains("Session Management");
    }

    @Test
    void a_server_that_fails_has_ended_nothing() {
        server.plays("/revoke", new Played(503, "text/html", "<html>down</html>"));

        assertThat(catchThrowableOfType(AuthorizationException.class, () -> revocation(
                                        server.provider("Down").build())
                                .revoke(tokens))
                        .getMessage())
                .contains("HTTP 503");
    }

    @Test
    void where_there_is_no_endpoint_nothing_is_claimed() {
        OAuthProvider without = server.provider("Without")
                .endpoints(new Endpoints(
                        server.issuer().resolve("/authorize"), server.issuer().resolve("/token"), null))
                .build();

        assertThat(revocation(without).revoke(tokens)).isFalse();
    }

    private static TokenRevocation revocation(OAuthProvider provider) {
        return new TokenRevocation(provider, HttpClient.newHttpClient(), Clock.systemUTC());
    }
}
