package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.SigningKey.Format;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.auth.oauth.ScriptedServer.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that repeats in its refusal what it was sent, as it came and decoded: none of it is passed on. */
class EchoingServerTest {
    private static final Keys KEYS = Keys.rsa();
    private static final String SECRET = "s3cret: a&b/ü";
    private static final String PASSWORD = "p&ssword of jane";
    private static final String HEADER = "gateway-key-1234";

    private final List<Seen> seen = new ArrayList<>();
    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(ScriptedServer::close);
    }

    @Test
    void a_client_secret_is_not_repeated() throws IOException {
        assertSilent(provider -> provider.clientAuthentication(ClientAuthentication.POST), "client_secret");
        assertSilent(provider -> provider, "none");
    }

    @Test
    void a_password_is_not_repeated() throws IOException {
        assertSilent(
                provider -> provider.grant(new Grant.ResourceOwnerPassword(List.of(), null))
                        .resourceOwner(new ResourceOwnerCredential("jane", Secret.of(PASSWORD))),
                "password");
    }

    @Test
    void assertions_are_not_repeated() throws IOException {
        assertSilent(
                provider -> provider.clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT), "client_assertion");
        assertSilent(
                provider -> provider.clientAuthentication(ClientAuthentication.NONE)
                        .grant(new Grant.JwtBearer(List.of(), "jane", null, null)),
                "assertion");
        assertSilent(
                provider -> provider.clientAuthentication(ClientAuthentication.NONE)
                        .grant(new Grant.SamlBearer(List.of(), "jane", null, null, null)),
                "assertion");
    }

    @Test
    void a_refresh_token_is_not_repeated_here_or_to_those_who_ask_later() throws IOException {
        for (Function<Seen, String> echo : echoes()) {
            OAuthProvider provider = provider(echo)
                    .grant(new Grant.AuthorizationCode(List.of(), null))
                    .endpoints(new Endpoints(
                            address(), servers.get(servers.size() - 1).address().resolve("/token"), null))
                    .build();
            TokenStore store = new InMemoryTokenStore();
            TokenKey key = TokenKey.ofUser("Echo", "jane");
            AccessToken old = new AccessToken(Secret.of("old"), Instant.EPOCH, null, Set.of(), Map.of());
            try (TokenStore.Lease lease =
                    store.lease(key, Duration.ofMinutes(1)).orElseThrow()) {
                lease.save(new TokenState(old, Secret.of("5Aep/the refresh+token"), null));
            }
            OAuthTokenSource source = new OAuthTokenSource(
                    provider,
                    key,
                    new OAuthTokenSource.Surroundings(
                            store,
                            HttpClient.newHttpClient(),
                            Clock.systemUTC(),
                            RandomGenerator.getDefault(),
                            SignInAddress.below(address())));

            AuthorizationException first =
                    catchThrowableOfType(AuthorizationException.class, () -> source.replace(old));
            AuthorizationException again = catchThrowableOfType(AuthorizationException.class, source::token);

            assertSilent(first, "refresh_token");
            assertSilent(again, "refresh_token");
        }
    }

    private void assertSilent(Function<OAuthProviderBuilder, OAuthProviderBuilder> change, String field)
            throws IOException {
        for (Function<Seen, String> echo : echoes()) {
            OAuthProvider provider = change.apply(provider(echo)).build();

            assertSilent(
                    catchThrowableOfType(
                            AuthorizationException.class,
                            OAuthTokenSource.of(provider, HttpClient.newHttpClient())::token),
                    field);
        }
    }

    /** Neither the secrets nor the field of the last request, nor a good part of it, as it came or decoded. */
    private void assertSilent(AuthorizationException refusal, String field) {
        Seen request = seen.get(seen.size() - 1);
        String words = refusal.getMessage() + refusal.said().orElse("") + refusal.advice();
        assertThat(words).contains("server_says");
        assertThat(words)
                .doesNotContain(SECRET, "s3cret", PASSWORD, "p%26ssword", HEADER)
                .doesNotContain("5Aep/the", "5Aep%2Fthe");
        String sent = request.field(field);
        if (!sent.isEmpty()) {
            assertThat(words).doesNotContain(sent.substring(0, Math.min(sent.length(), 40)));
        }
        if (request.authorization().startsWith("Basic ")) {
            assertThat(words).doesNotContain(request.authorization().substring(6, 20));
        }
    }

    private static List<Function<Seen, String>> echoes() {
        return List.of(
                Seen::body,
                request -> request.form().toString(),
                request -> request.authorization() + " " + request.header("X-gateway-key"));
    }

    private OAuthProviderBuilder provider(Function<Seen, String> echo) throws IOException {
        ScriptedServer server = new ScriptedServer(request -> {
            seen.add(request);
            return Played.json(
                    400,
                    "{\"error\":\"server_says\",\"error_description\":\""
                            + echo.apply(request).replace("ü", "\\u00fc") + "\"}");
        });
        servers.add(server);
        return OAuthProvider.named("Echo")
                .endpoints(new Endpoints(null, server.address().resolve("/token"), null))
                .client(new ClientCredential("the-client", Secret.of(SECRET)))
                .signingKey(new SigningKey(Format.PEM, Secret.of(KEYS.pem()), null))
                .parameters(new ProviderParameters(
                        null, false, false, Map.of("X-Gateway-Key", Secret.of(HEADER)), false, Map.of(), Map.of()));
    }

    private static URI address() {
        return URI.create("http://localhost:8088/authorize");
    }
}
