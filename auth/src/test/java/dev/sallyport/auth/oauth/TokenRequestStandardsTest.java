package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
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
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the RFCs demand of a token request, read off the wire. Each test names its rule. */
class TokenRequestStandardsTest {
    private static final String JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String SAML_GRANT = "urn:ietf:params:oauth:grant-type:saml2-bearer";
    private static final String CLIENT_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Keys RSA = Keys.rsa();

    private final List<Seen> seen = new ArrayList<>();
    private final SettableClock clock = new SettableClock();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer(request -> {
            seen.add(request);
            return Played.json(200, "{\"access_token\":\"T\",\"token_type\":\"Bearer\"}");
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rfc_6749_section_2_3_1_id_and_secret_are_form_encoded_before_basic() {
        Seen request = request(provider().client(new ClientCredential("id:with/colon", Secret.of("p%ss wörd:&="))));

        String pair = new String(
                Base64.getDecoder().decode(request.authorization().substring("Basic ".length())),
                StandardCharsets.US_ASCII);
        assertThat(pair).isEqualTo("id%3Awith%2Fcolon:p%25ss+w%C3%B6rd%3A%26%3D");
        assertThat(request.body()).doesNotContain("client_id", "client_secret");
    }

    @Test
    void rfc_6749_section_2_3_a_client_uses_one_way_of_authentication_only() {
        assertThat(request(provider().clientAuthentication(ClientAuthentication.POST))
                        .authorization())
                .isEqualTo("null");
        assertThat(request(provider().clientAuthentication(ClientAuthentication.BASIC))
                        .form())
                .doesNotContainKey("client_secret");
        Seen signed = request(provider()
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .signingKey(key(RSA)));
        assertThat(signed.authorization()).isEqualTo("null");
        assertThat(signed.form()).doesNotContainKey("client_secret").containsKey("client_assertion");
    }

    @Test
    void rfc_6749_section_2_3_1_no_secret_is_in_the_address() {
        for (ClientAuthentication way : List.of(ClientAuthentication.BASIC, ClientAuthentication.POST)) {
            assertThat(request(provider().clientAuthentication(way)).query()).isEqualTo("null");
        }
    }

    @Test
    void rfc_6749_section_3_2_requests_are_posted_forms_and_nothing_comes_twice() {
        Seen request = request(provider().grant(new Grant.ClientCredentials(List.of("api", "id"), "urn:api")));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.contentType()).startsWith("application/x-www-form-urlencoded");
        assertThat(request.form())
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("scope", "api id")
                .containsEntry("audience", "urn:api");
        assertThat(request.body().split("&", -1)).hasSize(request.form().size());
    }

    @Test
    void rfc_6749_section_4_4_client_credentials_are_for_clients_that_prove_themselves() {
        OAuthProvider unproven =
                provider().clientAuthentication(ClientAuthentication.NONE).build();

        assertThat(refused(unproven).reason()).isEqualTo(Reason.PROVIDER_INVALID);
        assertThat(seen).isEmpty();
    }

    @Test
    void rfc_6749_section_4_3_2_a_password_goes_with_its_user_name_and_the_client() {
        Seen request = request(provider()
                .grant(new Grant.ResourceOwnerPassword(List.of("api"), null))
                .resourceOwner(new ResourceOwnerCredential("jane@example.com", Secret.of("p&ss word"))));

        assertThat(request.form())
                .containsEntry("grant_type", "password")
                .containsEntry("username", "jane@example.com")
                .containsEntry("password", "p&ss word")
                .containsEntry("scope", "api");
        assertThat(request.authorization()).startsWith("Basic ");
    }

    @Test
    void rfc_6749_section_5_1_unknown_members_are_ignored_and_expires_in_may_be_missing() throws IOException {
        server.close();
        server = new ScriptedServer(request ->
                Played.json(200, "{\"access_token\":\"T\",\"token_type\":\"bearer\",\"something_new\":{\"a\":[1]}}"));

        assertThat(source(provider().build()).token().expiresAt()).isNull();
    }

    @Test
    void rfc_7521_section_4_1_an_assertion_speaks_for_itself_and_with_a_client_that_proves_itself() {
        Grant grant = new Grant.JwtBearer(List.of("api"), "jane@example.com", null, null);
        Seen alone = request(provider()
                .clientAuthentication(ClientAuthentication.NONE)
                .grant(grant)
                .signingKey(key(RSA)));
        assertThat(alone.authorization()).isEqualTo("null");
        assertThat(alone.form().keySet()).containsExactlyInAnyOrder("grant_type", "assertion", "scope");

        Seen together = request(provider().grant(grant).signingKey(key(RSA)));
        assertThat(together.authorization()).startsWith("Basic ");
    }

    @Test
    void rfc_7522_section_2_1_a_saml_assertion_is_base64url_without_padding() {
        Seen request = request(provider()
                .clientAuthentication(ClientAuthentication.NONE)
                .grant(new Grant.SamlBearer(List.of(), "jane@example.com", null, null, null))
                .signingKey(key(RSA)));

        assertThat(request.form()).containsEntry("grant_type", SAML_GRANT);
        assertThat(request.field("assertion")).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void rfc_7522_section_3_a_saml_assertion_names_issuer_audience_recipient_and_end() {
        Seen request = request(provider()
                .clientAuthentication(ClientAuthentication.NONE)
                .grant(new Grant.SamlBearer(
                        List.of(), "jane@example.com", "the-issuer", "urn:audience", "urn:recipient"))
                .signingKey(key(RSA)));

        String xml = new String(Base64.getUrlDecoder().decode(request.field("assertion")), StandardCharsets.UTF_8);
        String end = clock.instant().plus(Duration.ofMinutes(3)).toString();
        assertThat(xml)
                .contains("<saml:Issuer>the-issuer</saml:Issuer><ds:Signature")
                .contains(">jane@example.com</saml:NameID>")
                .contains("Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"")
                .contains("Recipient=\"urn:recipient\"")
                .contains("<saml:Audience>urn:audience</saml:Audience>")
                .contains("NotOnOrAfter=\"" + end + "\"");
    }

    @Test
    void rfc_7523_section_3_a_jwt_names_issuer_subject_audience_and_a_near_end() throws Exception {
        Seen request = request(provider()
                .clientAuthentication(ClientAuthentication.NONE)
                .grant(new Grant.JwtBearer(List.of(), "jane@example.com", null, null))
                .signingKey(key(RSA)));

        assertThat(request.form()).containsEntry("grant_type", JWT_GRANT);
        JWTClaimsSet claims = verified(request.field("assertion"), RSA, JWSAlgorithm.RS256);
        assertThat(claims.getIssuer()).isEqualTo("the-client");
        assertThat(claims.getSubject()).isEqualTo("jane@example.com");
        assertThat(claims.getAudience()).containsExactly(server.address() + "/token");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(3)));
    }

    @Test
    void salesforce_wants_its_host_as_the_audience() throws Exception {
        Seen request = request(provider()
                .clientAuthentication(ClientAuthentication.NONE)
                .endpoints(Endpoints.salesforce(server.address()))
                .grant(new Grant.JwtBearer(List.of(), "jane@example.com", null, null))
                .signingKey(key(RSA)));

        assertThat(verified(request.field("assertion"), RSA, JWSAlgorithm.RS256).getAudience())
                .containsExactly(server.address().toString());
    }

    @Test
    void rfc_7523_section_2_2_a_client_assertion_is_the_clients_own_for_the_token_endpoint() throws Exception {
        Seen request = request(provider()
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .signingKey(key(RSA)));

        assertThat(request.form()).containsEntry("client_assertion_type", CLIENT_ASSERTION_TYPE);
        JWTClaimsSet claims = verified(request.field("client_assertion"), RSA, JWSAlgorithm.RS256);
        assertThat(claims.getIssuer()).isEqualTo("the-client");
        assertThat(claims.getSubject()).isEqualTo("the-client");
        assertThat(claims.getAudience()).containsExactly(server.address() + "/token");
    }

    @Test
    void rfc_7523_section_3_no_two_assertions_have_the_same_id() throws Exception {
        OAuthProvider provider = provider()
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .signingKey(key(RSA))
                .build();
        Set<String> ids = new HashSet<>();
        for (int times = 0; times < 5; times++) {
            source(provider).token();
            String assertion = seen.get(seen.size() - 1).field("client_assertion");
            ids.add(SignedJWT.parse(assertion).getJWTClaimsSet().getJWTID());
        }

        assertThat(ids).hasSize(5).doesNotContainNull();
    }

    @Test
    void rfc_7518_section_3_4_an_ec_key_signs_as_its_curve_demands() throws Exception {
        Map<String, JWSAlgorithm> curves = Map.of(
                "secp256r1", JWSAlgorithm.ES256, "secp384r1", JWSAlgorithm.ES384, "secp521r1", JWSAlgorithm.ES512);
        for (Map.Entry<String, JWSAlgorithm> curve : curves.entrySet()) {
            Keys keys = Keys.ec(curve.getKey());
            Seen request = request(provider()
                    .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                    .signingKey(key(keys)));

            assertThat(verified(request.field("client_assertion"), keys, curve.getValue()))
                    .isNotNull();
        }
    }

    @Test
    void what_a_provider_adds_goes_along_and_its_headers_too() {
        Seen request = request(provider()
                .parameters(new ProviderParameters(
                        null,
                        false,
                        false,
                        Map.of("X-Gateway-Key", Secret.of("gate-key")),
                        false,
                        Map.of(),
                        Map.of("resource", "https://api.example.com"))));

        assertThat(request.form()).containsEntry("resource", "https://api.example.com");
        assertThat(request.header("X-gateway-key")).isEqualTo("gate-key");
    }

    private OAuthProviderBuilder provider() {
        return OAuthProvider.named("Standard")
                .endpoints(new Endpoints(null, server.address().resolve("/token"), null))
                .client(new ClientCredential("the-client", Secret.of("the-secret")));
    }

    private Seen request(OAuthProviderBuilder provider) {
        source(provider.build()).token();
        return seen.get(seen.size() - 1);
    }

    private OAuthTokenSource source(OAuthProvider provider) {
        return new OAuthTokenSource(provider, HttpClient.newHttpClient(), clock);
    }

    private AuthorizationException refused(OAuthProvider provider) {
        return catchThrowableOfType(AuthorizationException.class, source(provider)::token);
    }

    private static SigningKey key(Keys keys) {
        return new SigningKey(Format.PEM, Secret.of(keys.pem()), null);
    }

    private static JWTClaimsSet verified(String assertion, Keys keys, JWSAlgorithm algorithm) throws Exception {
        SignedJWT jwt = SignedJWT.parse(assertion);
        JWSVerifier verifier = keys.certificate().getPublicKey() instanceof ECPublicKey key
                ? new ECDSAVerifier(key)
                : new RSASSAVerifier((RSAPublicKey) keys.certificate().getPublicKey());
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(algorithm);
        assertThat(jwt.verify(verifier)).isTrue();
        return jwt.getJWTClaimsSet();
    }
}
