package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told where no token comes, and that no secret is. */
class TokenRefusalsTest extends ScriptedEndpointForEachTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_client_id      | client identifier invalid              | CLIENT_ID_UNKNOWN",
                "invalid_client         | invalid client credentials             | CLIENT_SECRET_WRONG",
                "invalid_grant          | no client credentials user enabled     | RUN_AS_USER_MISSING",
                "invalid_grant          | client credentials flow not enabled    | FLOW_NOT_ENABLED",
                "unsupported_grant_type | grant type not supported               | FLOW_NOT_ENABLED",
                "unauthorized_client    | not for this client                    | FLOW_NOT_ENABLED",
                "inactive_user          | user is inactive                       | RUN_AS_USER_INACTIVE",
                "invalid_grant          | user is inactive                       | RUN_AS_USER_INACTIVE",
                "inactive_org           | organization is inactive               | ORG_INACTIVE",
                "invalid_grant          | request not supported on this domain   | NOT_MY_DOMAIN",
                "invalid_grant          | ip restricted                          | IP_RESTRICTED",
                "invalid_app_access     | user is not admin approved to access this app | NOT_PRE_AUTHORIZED",
                "invalid_grant          | user hasn't approved this consumer     | NOT_PRE_AUTHORIZED",
                "invalid_scope          | the requested scope is invalid         | SCOPE_REFUSED",
                "invalid_grant          | no valid scopes                        | SCOPE_REFUSED",
                "rate_limit_exceeded    | login rate exceeded                    | RATE_LIMITED",
                "invalid_grant          | authentication failure                 | GRANT_REFUSED",
                "something_new          | never heard of                         | UNEXPECTED_ANSWER",
            },
            quoteCharacter = '"')
    void each_refusal_has_its_reason_and_its_advice(String error, String description, Reason reason) {
        ScriptedServer server = playing(seen -> refusal(error, description));

        AuthorizationException refusal = refused(source(server)::token);

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.getMessage()).contains(error, description);
        assertThat(refusal.advice()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"unauthorized_client,not for this client", "unsupported_grant_type,grant type not supported"})
    void a_grant_that_the_app_may_not_use_is_named_and_not_taken_for_client_credentials(
            String error, String description) {
        ScriptedServer server = playing(seen -> refusal(error, description));
        List<Grant> grants = List.of(
                new Grant.JwtBearer(List.of(), "ada@acme.example", null, null),
                new Grant.SamlBearer(List.of(), "ada@acme.example", null, null, null),
                new Grant.ResourceOwnerPassword(List.of(), null));

        for (Grant grant : grants) {
            AuthorizationException refusal = refused(naming(server, grant, ClientAuthentication.BASIC)::token);

            assertThat(refusal.reason()).isEqualTo(Reason.GRANT_NOT_ENABLED);
            assertThat(refusal.getMessage()).contains(error).doesNotContainIgnoringCase("client credentials");
            assertThat(refusal.advice()).contains("grant is " + grant.label() + ":");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BASIC,CLIENT_SECRET_WRONG,Consumer Secret",
        "POST,CLIENT_SECRET_WRONG,Consumer Secret",
        "PRIVATE_KEY_JWT,CLIENT_ASSERTION_REFUSED,is Private Key JWT",
        "NONE,CLIENT_PROOF_MISSING,is None"
    })
    void a_client_that_is_not_taken_is_told_what_its_proof_lacks(
            ClientAuthentication proof, Reason reason, String advice) {
        ScriptedServer server = playing(seen -> refusal("invalid_client", "invalid client credentials"));

        AuthorizationException refusal =
                refused(naming(server, new Grant.ResourceOwnerPassword(List.of(), null), proof)::token);

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.advice()).contains(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html        | <html>Log in</html>                   | NOT_A_TOKEN_ENDPOINT",
                "404 | text/html        | <html>Not found</html>                | NOT_A_TOKEN_ENDPOINT",
                "302 | text/html        | ''                                    | NOT_A_TOKEN_ENDPOINT",
                "404 | application/json | [{\"errorCode\":\"NOT_FOUND\"}]       | NOT_A_TOKEN_ENDPOINT",
                "503 | text/html        | <html>Down for maintenance</html>     | UNEXPECTED_ANSWER",
                "200 | application/json | {\"access_token\":\"T                 | UNEXPECTED_ANSWER",
                "200 | application/json | {}                                    | UNEXPECTED_ANSWER",
                "400 | application/json | {\"message\":\"?\"}                   | UNEXPECTED_ANSWER",
                "429 | text/plain       | slow down                             | RATE_LIMITED",
            })
    void what_is_no_answer_of_a_token_endpoint_is_told_apart(
            int status, String contentType, String body, Reason reason) {
        ScriptedServer server = playing(seen -> new Played(status, contentType, body));

        assertThat(refused(source(server)::token).reason()).isEqualTo(reason);
    }

    @Test
    void an_answer_far_longer_than_a_token_is_not_read_to_its_end() {
        ScriptedServer server = playing(seen -> Played.json(
                200,
                "{\"padding\":\"" + "x".repeat(2_000_000) + "\",\"access_token\":\"T1\",\"token_type\":\"Bearer\"}"));

        assertThat(refused(source(server)::token).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.salesforce.com/services/oauth2/token, NOT_MY_DOMAIN",
        "https://test.salesforce.com/services/oauth2/token, NOT_MY_DOMAIN",
        "https://acme.lightning.force.com/services/oauth2/token, NOT_MY_DOMAIN",
        "https://acme.my.salesforce-setup.com/services/oauth2/token, NOT_MY_DOMAIN",
        "http://acme.my.salesforce.com/services/oauth2/token, TLS_REQUIRED",
        "https://acme.my.salesforce.com/services/oauth2/token/, ENDPOINT_INVALID",
        "https://acme.my.salesforce.com/services/oauth2/authorize, ENDPOINT_INVALID",
        "acme.my.salesforce.com, ENDPOINT_INVALID",
        "ftp://acme.my.salesforce.com/services/oauth2/token, ENDPOINT_INVALID",
        "'', ENDPOINT_INVALID",
        "https://token.invalid/services/oauth2/token, HOST_UNKNOWN",
    })
    void a_wrong_token_endpoint_is_told_by_its_address(String endpoint, Reason reason) {
        OAuthTokenSource source = new OAuthTokenSource(
                provider(new Endpoints(null, Endpoints.parse("Token Endpoint", endpoint), null)), http, clock);

        assertThat(refused(source::token).reason()).isEqualTo(reason);
    }

    @Test
    void blanks_inside_an_endpoint_are_refused_and_those_around_it_ignored() {
        assertThat(refused(() -> Endpoints.parse("Token Endpoint", "https://acme .my.salesforce.com"))
                        .reason())
                .isEqualTo(Reason.ENDPOINT_INVALID);
        assertThat(Endpoints.parse("Token Endpoint", " https://a.example/token "))
                .isEqualTo(URI.create("https://a.example/token"));
    }

    @Test
    void a_client_id_with_blanks_around_it_is_refused_before_any_call() {
        ScriptedServer server = playing(seen -> token("T1"));
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "Salesforce", server.address(), new ClientCredential(" key", Secret.of(SECRET)));

        assertThat(refused(provider::validate).reason()).isEqualTo(Reason.CLIENT_ID_UNKNOWN);
        assertThat(refused(new OAuthTokenSource(provider, http, clock)::token).reason())
                .isEqualTo(Reason.CLIENT_ID_UNKNOWN);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void a_port_on_which_nothing_listens_is_told() {
        ScriptedServer server = playing(seen -> token("T1"));
        server.close();

        assertThat(refused(source(server)::token).reason()).isEqualTo(Reason.CONNECTION_REFUSED);
    }

    @Test
    void a_port_that_speaks_plain_http_where_tls_is_expected_is_told() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainText(listener));
            server.start();

            AuthorizationException refusal =
                    refused(source(URI.create("https://localhost:" + listener.getLocalPort()))::token);

            assertThat(refusal.reason()).isEqualTo(Reason.TLS_FAILED);
            assertThat(refusal.advice()).contains("http://localhost");
            server.join();
        }
    }

    @Test
    void neither_secret_nor_token_can_be_read_from_a_failure_or_a_text() {
        ScriptedServer echoing = playing(seen -> refusal("invalid_client", "no client with " + SECRET));
        ScriptedServer cut = playing(seen -> Played.json(200, "{\"access_token\":\"00D!hidden\",\"token_type\":"));
        ScriptedServer good = playing(seen -> token("00D!hidden"));

        List<String> logged = new CopyOnWriteArrayList<>();
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + Arrays.toString(entry.getParameters()) + entry.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.sallyport");
        logger.setLevel(Level.ALL);
        logger.addHandler(log);

        assertThat(stackTrace(refused(source(echoing)::token))).doesNotContain(SECRET);
        assertThat(stackTrace(refused(source(cut)::token))).doesNotContain("00D!hidden");
        assertThat(source(good).token().toString()).doesNotContain("00D!hidden");
        assertThat(provider(good.address()).toString()).doesNotContain(SECRET);
        logger.removeHandler(log);
        assertThat(logged).isNotEmpty().noneMatch(entry -> entry.contains(SECRET) || entry.contains("00D!hidden"));
    }

    /** The source of a provider that has all that its grant and its client's proof may need. */
    private OAuthTokenSource naming(ScriptedServer server, Grant grant, ClientAuthentication proof) {
        OAuthProvider provider = provider(server.address()).toBuilder()
                .grant(grant)
                .clientAuthentication(proof)
                .signingKey(new SigningKey(
                        SigningKey.Format.PEM, Secret.of(Keys.rsa().pem()), null))
                .resourceOwner(new ResourceOwnerCredential("ada@acme.example", Secret.of("open sesame")))
                .build();
        return new OAuthTokenSource(provider, http, clock);
    }

    private static void answerInPlainText(ServerSocket listener) {
        try (Socket connection = listener.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
