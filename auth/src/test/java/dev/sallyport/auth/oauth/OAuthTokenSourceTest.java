package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.auth.oauth.ScriptedServer.Seen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthTokenSourceTest {
    private static final String SECRET = "s3cret:with colon&more";
    private static final ClientCredential CREDENTIAL = new ClientCredential("3MVG9.key", Secret.of(SECRET));
    private static final int THREADS = 16;

    private final SettableClock clock = new SettableClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(ScriptedServer::close);
    }

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
    void an_interrupted_wait_is_no_refusal() {
        ScriptedServer server = playing(seen -> token("T1"));
        OAuthTokenSource source = source(server);

        Thread.currentThread().interrupt();
        assertThat(refused(source::token).reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(source.token().value().reveal()).isEqualTo("T1");
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

    @Test
    void a_bearer_token_travels_in_the_header() {
        AccessToken token = source(playing(seen -> token("T1"))).token();

        HttpRequest request = ResourceAuthentication.BEARER.authorize(
                token,
                HttpRequest.newBuilder(URI.create("https://acme.my.salesforce.com"))
                        .build());

        assertThat(request.headers().allValues("Authorization")).containsExactly("Bearer T1");
    }

    private OAuthTokenSource source(ScriptedServer server) {
        return source(server.address());
    }

    private OAuthTokenSource source(URI address) {
        return new OAuthTokenSource(provider(address), http, clock);
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

    private static OAuthProvider provider(URI address) {
        return provider(Endpoints.salesforce(address));
    }

    private static OAuthProvider provider(Endpoints endpoints) {
        return OAuthProvider.named("Salesforce")
                .endpoints(endpoints)
                .client(CREDENTIAL)
                .build();
    }

    private ScriptedServer playing(Function<Seen, Played> script) {
        try {
            ScriptedServer server = new ScriptedServer(script);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Function<Seen, Played> numbered() {
        AtomicInteger count = new AtomicInteger();
        return seen -> token("T" + count.incrementAndGet());
    }

    private static Played token(String value) {
        return Played.json(200, "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}");
    }

    private static Played refusal(String error, String description) {
        return Played.json(
                400, "{\"error\":\"" + error + "\",\"error_description\":\"" + description.replace("\"", "") + "\"}");
    }

    private static AuthorizationException refused(Runnable call) {
        return catchThrowableOfType(AuthorizationException.class, call::run);
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

    private static void answerInPlainText(ServerSocket listener) {
        try (Socket connection = listener.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
