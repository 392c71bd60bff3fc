package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on a person's sign-in, each tried and refused (RFC 6749, section 10; RFC 9207; RFC 9700; OpenID Connect Core,
 * section 16; RFC 8725). In every case nothing is stored.
 */
class SignInAttacksTest {
    private static final URI CALLBACK = URI.create("http://localhost:8088/signin-Jane");

    private final AuthorizationServer server = new AuthorizationServer();
    private final AuthorizationServer attacker = new AuthorizationServer();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenStore store = new InMemoryTokenStore();
    private final PendingAuthorizations pending = new InMemoryPendingAuthorizations();
    private final OAuthProvider provider = server.provider("Jane").build();
    private final AuthorizationCodeFlow flow = flow(provider, Clock.systemUTC());

    @AfterEach
    void close() {
        server.close();
        attacker.close();
    }

    @Test
    void an_honest_sign_in_is_taken() {
        Started started = flow.begin(null, CALLBACK, "/tables");
        server.issues(server.signed(server.claims(nonce(started))));

        SignedIn signedIn = flow.complete(answer(started), started.browserKey());

        assertThat(signedIn.key()).isEqualTo(TokenKey.ofUser("Jane", AuthorizationServer.SUBJECT));
        assertThat(signedIn.returnTo()).isEqualTo("/tables");
        assertThat(store.list()).hasSize(1);
    }

    // Cross-site request forgery and state fixation (RFC 6749, section 10.12)

    @Test
    void an_answer_without_a_state_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);
        Map<String, List<String>> answer = answer(started);
        answer.remove("state");

        refused(Reason.SIGN_IN_UNKNOWN, answer, started.browserKey());
    }

    @Test
    void an_answer_with_a_made_up_state_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);
        Map<String, List<String>> answer = answer(started);
        answer.put("state", List.of("guessed"));

        refused(Reason.SIGN_IN_UNKNOWN, answer, started.browserKey());
    }

    @Test
    void a_sign_in_that_an_attacker_began_does_not_end_in_the_victims_browser() {
        Started attackers = flow.begin("mallory", CALLBACK, null);
        Started victims = flow.begin("victim", CALLBACK, null);

        refused(Reason.SIGN_IN_UNKNOWN, answer(attackers), victims.browserKey());
        refused(Reason.SIGN_IN_UNKNOWN, answer(flow.begin("mallory", CALLBACK, null)), null);
    }

    @Test
    void a_state_is_good_for_one_answer() {
        Started started = flow.begin(null, CALLBACK, null);
        server.issues(server.signed(server.claims(nonce(started))));
        flow.complete(answer(started), started.browserKey());
        store.delete(TokenKey.ofUser("Jane", AuthorizationServer.SUBJECT));

        refused(Reason.SIGN_IN_UNKNOWN, answer(started), started.browserKey());
    }

    @Test
    void a_state_that_was_tried_in_the_wrong_browser_is_used_up() {
        Started started = flow.begin(null, CALLBACK, null);

        refused(Reason.SIGN_IN_UNKNOWN, answer(started), Secret.of("another browser's"));
        refused(Reason.SIGN_IN_UNKNOWN, answer(started), started.browserKey());
    }

    @Test
    void a_sign_in_is_over_after_ten_minutes() {
        SettableClock clock = new SettableClock();
        AuthorizationCodeFlow slow = flow(provider, clock);
        Started started = slow.begin(null, CALLBACK, null);
        clock.advance(Duration.ofMinutes(10));

        assertThat(refusal(slow, answer(started), started.browserKey()).reason())
                .isEqualTo(Reason.SIGN_IN_UNKNOWN);
    }

    @Test
    void a_parameter_that_comes_twice_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);
        Map<String, List<String>> answer = answer(started);
        answer.put("code", List.of("the-code", "the-attackers-code"));

        refused(Reason.SIGN_IN_UNKNOWN, answer, started.browserKey());
    }

    // Mix-up (RFC 9207; RFC 9700, section 4.4)

    @Test
    void a_code_of_one_server_is_not_taken_to_another() {
        AuthorizationCodeFlow attackers = flow(attacker.provider("Mallory").build(), Clock.systemUTC());
        Started started = attackers.begin(null, URI.create("http://localhost:8088/signin-Mallory"), null);

        refused(Reason.SIGN_IN_UNKNOWN, answer(started), started.browserKey());
        assertThat(server.count("/token")).isZero();
    }

    @Test
    void rfc_9207_section_2_4_an_answer_that_names_another_issuer_is_refused_and_its_code_goes_nowhere() {
        Started started = flow.begin(null, CALLBACK, null);
        Map<String, List<String>> answer = answer(started);
        answer.put("iss", List.of(attacker.issuer().toString()));

        refused(Reason.ISSUER_MISMATCH, answer, started.browserKey());
        assertThat(server.count("/token")).isZero();
    }

    @Test
    void rfc_9207_section_2_4_an_answer_without_the_issuer_is_refused_of_a_server_that_names_it_always() {
        server.publishes("authorization_response_iss_parameter_supported", true);
        Started started = flow.begin(null, CALLBACK, null);

        refused(Reason.ISSUER_MISMATCH, answer(started), started.browserKey());
    }

    @Test
    void rfc_9207_section_2_an_error_that_names_another_issuer_is_not_believed_either() {
        Started started = flow.begin(null, CALLBACK, null);
        Map<String, List<String>> answer = answer(started);
        answer.remove("code");
        answer.put("error", List.of("access_denied"));
        answer.put("iss", List.of(attacker.issuer().toString()));

        refused(Reason.ISSUER_MISMATCH, answer, started.browserKey());
    }

    @Test
    void metadata_that_names_another_issuer_is_refused() {
        server.publishes("issuer", attacker.issuer().toString());

        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> flow.begin(null, CALLBACK, null));

        assertThat(refusal.reason()).isEqualTo(Reason.METADATA_INVALID);
    }

    // Open redirect (RFC 9700, section 4.11)

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "javascript:alert(1)",
                "tables",
                "",
                "/tables\r\nLocation: https://evil.example",
                "/ok\\..\\\\evil.example"
            })
    void a_return_address_that_leads_elsewhere_is_refused(String returnTo) {
        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> flow.begin(null, CALLBACK, returnTo));

        assertThat(refusal.reason()).isEqualTo(Reason.RETURN_ADDRESS_REFUSED);
    }

    @Test
    void a_redirect_of_the_token_endpoint_is_not_followed_with_the_secret() {
        Started started = flow.begin(null, CALLBACK, null);
        server.plays("/token", new Played(307, "text/html", ""));

        assertThat(refusal(flow, answer(started), started.browserKey()).reason())
                .isEqualTo(Reason.NOT_A_TOKEN_ENDPOINT);
        assertThat(attacker.seen()).isEmpty();
    }

    // Code injection (RFC 9700, section 4.5; RFC 7636; OpenID Connect Core, section 3.1.2.1)

    @Test
    void rfc_7636_section_4_every_request_has_its_own_proof_key_by_s256_and_the_code_is_redeemed_with_it() {
        Started one = flow.begin(null, CALLBACK, null);
        Started other = flow.begin(null, CALLBACK, null);
        assertThat(parameter(one, "code_challenge_method")).isEqualTo("S256");
        assertThat(parameter(one, "code_challenge")).hasSize(43).isNotEqualTo(parameter(other, "code_challenge"));

        server.issues(server.signed(server.claims(nonce(one))));
        flow.complete(answer(one), one.browserKey());

        Map<String, String> form = server.seen().stream()
                .filter(request -> request.path().equals("/token"))
                .findFirst()
                .orElseThrow()
                .form();
        assertThat(new CodeVerifier(form.get("code_verifier")))
                .satisfies(verifier -> assertThat(CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue())
                        .isEqualTo(parameter(one, "code_challenge")));
        assertThat(form).containsEntry("redirect_uri", CALLBACK.toString());
    }

    @Test
    void an_injected_code_brings_another_nonce_and_is_refused() {
        Started victims = flow.begin(null, CALLBACK, null);
        Started attackers = flow.begin(null, CALLBACK, null);
        server.issues(server.signed(server.claims(nonce(attackers))));

        refused(Reason.ID_TOKEN_INVALID, answer(victims), victims.browserKey());
    }

    @Test
    void a_configured_parameter_cannot_take_a_standard_ones_place() {
        OAuthProvider weakened = provider.toBuilder()
                .parameters(new ProviderParameters(
                        null,
                        false,
                        false,
                        Map.of(),
                        false,
                        Map.of("code_challenge_method", "plain"),
                        Map.of("code_verifier", "known")))
                .build();

        assertThat(catchThrowableOfType(AuthorizationException.class, weakened::validate)
                        .reason())
                .isEqualTo(Reason.PROVIDER_INVALID);
    }

    // Algorithm confusion and forged ID tokens (RFC 8725; OpenID Connect Core, section 3.1.3.7)

    @Test
    void an_id_token_signed_with_the_public_key_as_a_shared_secret_is_refused() throws JOSEException {
        Started started = flow.begin(null, CALLBACK, null);
        byte[] publicKey = server.key().toRSAPublicKey().getEncoded();

        refusedIdToken(
                started, server.signed(server.claims(nonce(started)), JWSAlgorithm.HS256, new MACSigner(publicKey)));
    }

    @Test
    void an_id_token_signed_with_the_client_secret_is_refused() throws JOSEException {
        Started started = flow.begin(null, CALLBACK, null);
        byte[] secret = "the-client-secret".repeat(2).getBytes(StandardCharsets.US_ASCII);

        refusedIdToken(
                started, server.signed(server.claims(nonce(started)), JWSAlgorithm.HS256, new MACSigner(secret)));
    }

    @Test
    void an_id_token_that_nobody_signed_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);

        refusedIdToken(started, new PlainJWT(server.claims(nonce(started)).build()).serialize());
    }

    @Test
    void an_id_token_that_another_key_signed_is_refused() throws JOSEException {
        Started started = flow.begin(null, CALLBACK, null);
        RSAKey other = new RSAKeyGenerator(2048).keyID("one").generate();

        refusedIdToken(
                started, server.signed(server.claims(nonce(started)), JWSAlgorithm.RS256, new RSASSASigner(other)));
    }

    @Test
    void an_id_token_whose_claims_were_changed_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);
        String[] good = server.signed(server.claims(nonce(started))).split("\\.", -1);
        String[] other =
                server.signed(server.claims(nonce(started)).subject("admin")).split("\\.", -1);

        refusedIdToken(started, good[0] + "." + other[1] + "." + good[2]);
    }

    @Test
    void an_id_token_of_another_issuer_client_or_time_is_refused() {
        refusedClaims(claims -> claims.issuer(attacker.issuer().toString()));
        refusedClaims(claims -> claims.audience("another-client"));
        refusedClaims(claims -> claims.audience(List.of(AuthorizationServer.CLIENT_ID, "another"))
                .claim("azp", "another"));
        refusedClaims(claims -> claims.expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(2)))));
        refusedClaims(claims -> claims.issueTime(Date.from(Instant.now().plus(Duration.ofMinutes(2)))));
        refusedClaims(claims -> claims.claim("nonce", null));
        refusedClaims(claims -> claims.subject(null));
    }

    @Test
    void clocks_that_differ_by_less_than_a_minute_do_not_matter() {
        Started started = flow.begin(null, CALLBACK, null);
        server.issues(server.signed(server.claims(nonce(started))
                .issueTime(Date.from(Instant.now().plus(Duration.ofSeconds(30))))
                .expirationTime(Date.from(Instant.now().minus(Duration.ofSeconds(30))))));

        assertThat(flow.complete(answer(started), started.browserKey()).key().user())
                .isEqualTo(AuthorizationServer.SUBJECT);
    }

    @Test
    void a_swapped_access_token_does_not_fit_the_id_tokens_hash() {
        Started started = flow.begin(null, CALLBACK, null);
        AccessTokenHash hash =
                AccessTokenHash.compute(new BearerAccessToken("the-real-token"), JWSAlgorithm.RS256, null);

        refusedIdToken(started, server.signed(server.claims(nonce(started)).claim("at_hash", hash.getValue())));
    }

    @Test
    void user_info_of_another_person_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);
        server.plays("/userinfo", Played.json(200, "{\"sub\":\"admin\"}"));

        refusedIdToken(started, server.signed(server.claims(nonce(started))));
    }

    @Test
    void an_answer_without_an_id_token_is_no_sign_in() {
        Started started = flow.begin(null, CALLBACK, null);
        server.plays("/token", Played.json(200, "{\"access_token\":\"T\",\"token_type\":\"Bearer\"}"));

        refused(Reason.ID_TOKEN_INVALID, answer(started), started.browserKey());
    }

    // Downgrade

    @Test
    void metadata_that_leads_to_plain_http_is_refused() {
        server.publishes("token_endpoint", "http://tokens.example.com/token");

        assertThat(catchThrowableOfType(AuthorizationException.class, () -> flow.begin(null, CALLBACK, null))
                        .reason())
                .isEqualTo(Reason.TLS_REQUIRED);
    }

    @Test
    void a_token_of_another_type_than_bearer_is_refused() {
        Started started = flow.begin(null, CALLBACK, null);
        server.plays("/token", Played.json(200, "{\"access_token\":\"T\",\"token_type\":\"mac\"}"));

        refused(Reason.UNEXPECTED_ANSWER, answer(started), started.browserKey());
    }

    @Test
    void a_tenants_name_with_a_path_in_it_does_not_make_another_issuer() {
        OAuthProvider multiTenant = provider.toBuilder()
                .parameters(new ProviderParameters(null, false, true, Map.of(), false, Map.of(), Map.of()))
                .build();
        server.publishes("issuer", server.issuer() + "/{tenantid}/v2.0");
        AuthorizationCodeFlow tenants = flow(multiTenant, Clock.systemUTC());
        Started started = tenants.begin(null, CALLBACK, null);
        server.issues(server.signed(server.claims(nonce(started))
                .issuer(server.issuer() + "/../evil/v2.0")
                .claim("tid", "../evil")));

        assertThat(refusal(tenants, answer(started), started.browserKey()).reason())
                .isEqualTo(Reason.ID_TOKEN_INVALID);

        Started again = tenants.begin(null, CALLBACK, null);
        server.issues(server.signed(server.claims(nonce(again))
                .issuer(server.issuer() + "/9188040d-6c67/v2.0")
                .claim("tid", "9188040d-6c67")));
        assertThat(tenants.complete(answer(again), again.browserKey()).claims().values())
                .containsEntry("tid", "9188040d-6c67");
    }

    @Test
    void a_provider_of_type_oauth_takes_its_user_from_user_info_alone() {
        OAuthProvider oauth = provider.toBuilder().type(ProviderType.OAUTH).build();
        AuthorizationCodeFlow plain = flow(oauth, Clock.systemUTC());
        Started started = plain.begin(null, CALLBACK, null);
        server.issues(new PlainJWT(server.claims("any").subject("admin").build()).serialize());

        assertThat(plain.complete(answer(started), started.browserKey()).key().user())
                .isEqualTo(AuthorizationServer.SUBJECT);
    }

    private void refusedClaims(UnaryOperator<JWTClaimsSet.Builder> change) {
        Started started = flow.begin(null, CALLBACK, null);
        refusedIdToken(started, server.signed(change.apply(server.claims(nonce(started)))));
    }

    private void refusedIdToken(Started started, String idToken) {
        server.issues(idToken);
        AuthorizationException refusal = refused(Reason.ID_TOKEN_INVALID, answer(started), started.browserKey());
        assertThat(refusal.getMessage()).doesNotContain(idToken).doesNotContain("the-access-token");
    }

    private AuthorizationException refused(
            Reason reason, Map<String, List<String>> answer, @Nullable Secret browserKey) {
        AuthorizationException refusal = refusal(flow, answer, browserKey);
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(store.list()).isEmpty();
        return refusal;
    }

    private static AuthorizationException refusal(
            AuthorizationCodeFlow flow, Map<String, List<String>> answer, @Nullable Secret browserKey) {
        return catchThrowableOfType(AuthorizationException.class, () -> flow.complete(answer, browserKey));
    }

    private AuthorizationCodeFlow flow(OAuthProvider of, Clock clock) {
        return new AuthorizationCodeFlow(of, pending, store, http, clock);
    }

    /** What the server sends the browser back with. */
    private static Map<String, List<String>> answer(Started started) {
        return new HashMap<>(Map.of("code", List.of("the-code"), "state", List.of(parameter(started, "state"))));
    }

    private static String nonce(Started started) {
        return parameter(started, "nonce");
    }

    private static String parameter(Started started, String name) {
        for (String pair : started.authorizationUrl().getRawQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("No " + name + " in " + started.authorizationUrl());
    }
}
