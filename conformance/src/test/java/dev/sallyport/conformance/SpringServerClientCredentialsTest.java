package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.SettableClock;
import dev.sallyport.conformance.SpringAuthorizationServer.Protocol;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Client credentials (RFC 6749, section 4.4) from Spring Authorization Server, by each way in which a client proves itself. */
@TestInstance(Lifecycle.PER_CLASS)
class SpringServerClientCredentialsTest {
    /** All that form-encoding changes: reserved characters, a plus, a percent sign, and, in the secret, blanks and letters. */
    private static final String ODD_ID = "3MVG9:a+b%2F&c=d/e?f";

    private static final String ODD_SECRET = "s3cret: 100% of & = + Grüße, 秘密";
    private static final Duration LIFETIME = Duration.ofHours(1);

    @AutoClose
    private final SpringAuthorizationServer server = new SpringAuthorizationServer(Protocol.OPENID_CONNECT);

    private final SettableClock clock = new SettableClock(Instant.now());
    private final HttpClient http = HttpClient.newHttpClient();

    /** RFC 6749, section 2.3.1 and appendix B. */
    @Test
    void basic_carries_an_id_and_a_secret_that_form_encoding_changes() throws ParseException {
        registerWithSecret(ODD_ID, ODD_SECRET, ClientAuthenticationMethod.CLIENT_SECRET_BASIC);

        AccessToken token = source(
                        provider(ODD_ID, ODD_SECRET, ClientAuthentication.BASIC).build())
                .token();

        assertThat(SignedJWT.parse(token.value().reveal()).getJWTClaimsSet().getSubject())
                .isEqualTo(ODD_ID);
        assertThat(token.expiresAt())
                .isBetween(
                        token.issuedAt().plus(LIFETIME.minusSeconds(1)),
                        token.issuedAt().plus(LIFETIME));
    }

    /** RFC 6749, section 2.3.1. */
    @Test
    void post_carries_the_same_id_and_secret_in_the_body() throws ParseException {
        String id = ODD_ID + "post";
        registerWithSecret(id, ODD_SECRET, ClientAuthenticationMethod.CLIENT_SECRET_POST);

        AccessToken token = source(
                        provider(id, ODD_SECRET, ClientAuthentication.POST).build())
                .token();

        assertThat(SignedJWT.parse(token.value().reveal()).getJWTClaimsSet().getSubject())
                .isEqualTo(id);
    }

    /** RFC 7523, sections 2.2 and 3. */
    @Test
    void a_client_proves_itself_by_a_jwt_signed_with_an_rsa_key() throws JOSEException {
        AccessToken token = signedIn("rsa", new RSAKeyGenerator(2048).generate(), SignatureAlgorithm.RS256);

        assertThat(token.scopes()).containsExactly("read");
    }

    /** RFC 7523, sections 2.2 and 3; RFC 7518, section 3.4. */
    @Test
    void a_client_proves_itself_by_a_jwt_signed_with_an_ec_key() throws JOSEException {
        AccessToken token = signedIn("ec", new ECKeyGenerator(Curve.P_256).generate(), SignatureAlgorithm.ES256);

        assertThat(token.scopes()).containsExactly("read");
    }

    /** RFC 7523, section 3: the signature must be of a key of the client's. */
    @Test
    void a_jwt_signed_with_another_key_is_refused() throws JOSEException {
        JWK published = new RSAKeyGenerator(2048).generate();
        JWK other = new RSAKeyGenerator(2048).generate();
        registerSigner("robbed", published, SignatureAlgorithm.RS256);

        assertThat(refusal(source(signing("robbed", other))).reason()).isEqualTo(Reason.CLIENT_ASSERTION_REFUSED);
    }

    /** RFC 6749, section 5.2: {@code invalid_client}. */
    @Test
    void a_wrong_secret_is_told_as_such_and_not_repeated() {
        registerWithSecret("forgetful", "secret of forgetful", ClientAuthenticationMethod.CLIENT_SECRET_BASIC);

        AuthorizationException refusal =
                refusal(source(provider("forgetful", "another secret", ClientAuthentication.BASIC)
                        .build()));

        assertThat(refusal.reason()).isEqualTo(Reason.CLIENT_SECRET_WRONG);
        assertThat(refusal.getMessage())
                .contains("invalid_client", server.issuer() + "/oauth2/token")
                .doesNotContain("another secret");
    }

    /** RFC 6749, section 5.2: the error is the same as for a wrong secret, on purpose: nobody learns which ids there are. */
    @Test
    void an_unknown_client_is_refused_as_one_with_a_wrong_secret() {
        AuthorizationException refusal =
                refusal(source(provider("nobody", "secret of nobody", ClientAuthentication.BASIC)
                        .build()));

        assertThat(refusal.reason()).isEqualTo(Reason.CLIENT_SECRET_WRONG);
    }

    /** RFC 6749, section 5.2: {@code unauthorized_client}. */
    @Test
    void a_client_that_may_not_use_the_grant_is_told_so() {
        server.register("person", client -> client.clientSecret("{noop}secret of person")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://localhost/callback"));

        AuthorizationException refusal =
                refusal(source(provider("person", "secret of person", ClientAuthentication.BASIC)
                        .build()));

        assertThat(refusal.reason()).isEqualTo(Reason.FLOW_NOT_ENABLED);
    }

    /** RFC 6749, sections 3.3 and 5.2: {@code invalid_scope}. */
    @Test
    void a_scope_that_the_client_may_not_have_is_refused_as_such() {
        registerWithSecret("greedy", "secret of greedy", ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        OAuthProvider provider = provider("greedy", "secret of greedy", ClientAuthentication.BASIC)
                .grant(new Grant.ClientCredentials(List.of("read", "everything"), null))
                .build();

        assertThat(refusal(source(provider)).reason()).isEqualTo(Reason.SCOPE_REFUSED);
    }

    /** RFC 6749, section 5.1: {@code expires_in}. */
    @Test
    void a_token_is_renewed_a_little_before_the_end_that_the_server_tells() {
        registerWithSecret("steady", "secret of steady", ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        OAuthTokenSource source = source(provider("steady", "secret of steady", ClientAuthentication.BASIC)
                .build());
        AccessToken first = source.token();

        clock.advance(LIFETIME.minusSeconds(100));
        assertThat(source.token()).as("a hundred seconds before its end").isSameAs(first);

        clock.advance(Duration.ofSeconds(60));
        AccessToken second = source.token();
        assertThat(second.value()).as("forty seconds before its end").isNotEqualTo(first.value());
        assertThat(source.token()).isSameAs(second);
    }

    private void registerWithSecret(String id, String secret, ClientAuthenticationMethod method) {
        server.register(id, client -> client.clientSecret("{noop}" + secret)
                .clientAuthenticationMethod(method)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("read")
                .tokenSettings(
                        TokenSettings.builder().accessTokenTimeToLive(LIFETIME).build()));
    }

    private AccessToken signedIn(String id, JWK key, SignatureAlgorithm algorithm) throws JOSEException {
        registerSigner(id, key, algorithm);
        return source(signing(id, key)).token();
    }

    private void registerSigner(String id, JWK key, SignatureAlgorithm algorithm) {
        server.register(id, client -> client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("read")
                .clientSettings(ClientSettings.builder()
                        .jwkSetUrl(server.publish(id, key))
                        .tokenEndpointAuthenticationSigningAlgorithm(algorithm)
                        .build()));
    }

    private OAuthProvider signing(String id, JWK key) throws JOSEException {
        return spring().client(new ClientCredential(id, null))
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .signingKey(new SigningKey(SigningKey.Format.PEM, Secret.of(pem((AsymmetricJWK) key)), null))
                .grant(new Grant.ClientCredentials(List.of("read"), null))
                .build();
    }

    private static String pem(AsymmetricJWK key) throws JOSEException {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private OAuthProviderBuilder provider(String id, String secret, ClientAuthentication authentication) {
        return spring().client(new ClientCredential(id, Secret.of(secret))).clientAuthentication(authentication);
    }

    private OAuthProviderBuilder spring() {
        return OAuthProvider.named("Spring").endpoints(Endpoints.ofIssuer(server.issuer()));
    }

    private OAuthTokenSource source(OAuthProvider provider) {
        return new OAuthTokenSource(provider, http, clock);
    }

    private static AuthorizationException refusal(OAuthTokenSource source) {
        return catchThrowableOfType(AuthorizationException.class, source::token);
    }
}
