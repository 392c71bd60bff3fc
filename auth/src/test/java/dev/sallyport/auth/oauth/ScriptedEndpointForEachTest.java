package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.auth.oauth.ScriptedServer.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** Token endpoints that answer what a test tells them to, and a provider that uses them. */
abstract class ScriptedEndpointForEachTest {
    static final String SECRET = "s3cret:with colon&more";
    private static final ClientCredential CREDENTIAL = new ClientCredential("3MVG9.key", Secret.of(SECRET));

    final SettableClock clock = new SettableClock();
    final HttpClient http = HttpClient.newHttpClient();
    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(ScriptedServer::close);
    }

    OAuthTokenSource source(ScriptedServer server) {
        return source(server.address());
    }

    OAuthTokenSource source(URI address) {
        return new OAuthTokenSource(provider(address), http, clock);
    }

    static OAuthProvider provider(URI address) {
        return provider(Endpoints.salesforce(address));
    }

    static OAuthProvider provider(Endpoints endpoints) {
        return OAuthProvider.named("Salesforce")
                .endpoints(endpoints)
                .client(CREDENTIAL)
                .build();
    }

    ScriptedServer playing(Function<Seen, Played> script) {
        try {
            ScriptedServer server = new ScriptedServer(script);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Function<Seen, Played> numbered() {
        AtomicInteger count = new AtomicInteger();
        return seen -> token("T" + count.incrementAndGet());
    }

    static Played token(String value) {
        return Played.json(200, "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}");
    }

    static Played refusal(String error, String description) {
        return Played.json(
                400, "{\"error\":\"" + error + "\",\"error_description\":\"" + description.replace("\"", "") + "\"}");
    }

    static AuthorizationException refused(Runnable call) {
        return catchThrowableOfType(AuthorizationException.class, call::run);
    }
}
