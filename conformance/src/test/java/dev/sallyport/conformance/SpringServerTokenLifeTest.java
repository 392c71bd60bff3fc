package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.AuthorizedHttpClient;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.SettableClock;
import dev.sallyport.auth.oauth.TokenRevocation;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.conformance.SpringAuthorizationServer.Protocol;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** What becomes of a person's tokens at Spring Authorization Server: refresh (RFC 6749, section 6) and revocation (RFC 7009). */
@TestInstance(Lifecycle.PER_CLASS)
class SpringServerTokenLifeTest {
    private static final Duration LIFETIME = Duration.ofHours(1);

    @AutoClose
    private final SpringAuthorizationServer server = new SpringAuthorizationServer(Protocol.OPENID_CONNECT);

    private final SettableClock clock = new SettableClock(Instant.now());
    private final SpringServerSignIns signIns = new SpringServerSignIns(clock);

    /** RFC 6749, section 6; RFC 9700, section 4.14.2: each answer brings a new refresh token, and the old one ends. */
    @Test
    void a_rotated_refresh_token_is_followed_from_one_renewal_to_the_next() {
        OAuthProvider provider = withSecret("rotating", false);
        SignedIn person = signIns.complete(provider, signIns.consenting(provider));
        OAuthTokenSource tokens = signIns.tokens(provider, person.key());
        AccessToken first = tokens.token();
        Secret firstRefresh = refreshToken(person);

        clock.advance(LIFETIME);
        AccessToken second = tokens.token();
        Secret secondRefresh = refreshToken(person);
        clock.advance(LIFETIME);
        AccessToken third = tokens.token();

        assertThat(second.value()).isNotEqualTo(first.value());
        assertThat(third.value()).isNotEqualTo(second.value());
        assertThat(secondRefresh).isNotEqualTo(firstRefresh);
        assertThat(refreshToken(person)).isNotEqualTo(secondRefresh);
        assertThat(third.scopes()).containsExactlyInAnyOrder("openid", "read");
    }

    /** RFC 6749, section 6: where the server keeps its refresh token, so does the client. */
    @Test
    void a_refresh_token_that_the_server_keeps_serves_again_and_again() {
        OAuthProvider provider = withSecret("keeping", true);
        SignedIn person = signIns.complete(provider, signIns.consenting(provider));
        OAuthTokenSource tokens = signIns.tokens(provider, person.key());
        AccessToken first = tokens.token();
        Secret refresh = refreshToken(person);

        clock.advance(LIFETIME);
        AccessToken second = tokens.token();
        clock.advance(LIFETIME);

        assertThat(tokens.token().value()).isNotEqualTo(second.value()).isNotEqualTo(first.value());
        assertThat(refreshToken(person)).isEqualTo(refresh);
    }

    /** RFC 6749, section 5.2: {@code invalid_grant} for a refresh token leaves nothing but another sign-in. */
    @Test
    void a_refresh_token_that_was_rotated_away_sends_the_person_to_sign_in_again() {
        OAuthProvider provider = withSecret("stale", false);
        SignedIn person = signIns.complete(provider, signIns.consenting(provider));
        TokenState old = signIns.store().read(person.key());
        OAuthTokenSource tokens = signIns.tokens(provider, person.key());
        clock.advance(LIFETIME);
        tokens.token();

        // Another process has a copy from before the rotation, and comes with it when its token is over.
        save(person, old);
        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, signIns.tokens(provider, person.key())::token);

        assertThat(refusal.reason()).isEqualTo(Reason.SIGN_IN_REQUIRED);
        assertThat(refusal.signInUrl()).contains(SpringServerSignIns.SIGN_IN_PAGE);
    }

    /** RFC 7009, section 2: and with the refresh token end the access tokens that came of it. */
    @Test
    void revoked_tokens_are_refused_by_the_server_and_the_person_must_sign_in() throws Exception {
        OAuthProvider provider = withSecret("leaving", false);
        SignedIn person = signIns.complete(provider, signIns.consenting(provider));
        OAuthTokenSource tokens = signIns.tokens(provider, person.key());
        assertThat(signIns.userInfo(server.issuer(), tokens.token()).statusCode())
                .isEqualTo(200);

        boolean revoked = revocation(provider).revoke(signIns.store().read(person.key()));

        assertThat(revoked).isTrue();
        assertThat(signIns.userInfo(server.issuer(), tokens.token()).statusCode())
                .isEqualTo(401);
        AuthorizedHttpClient client = new AuthorizedHttpClient(signIns.http(), provider.access(tokens));
        HttpRequest userInfo =
                HttpRequest.newBuilder(server.issuer().resolve("/userinfo")).build();
        assertThat(catchThrowableOfType(
                                AuthorizationException.class, () -> client.send(userInfo, BodyHandlers.ofString()))
                        .reason())
                .isEqualTo(Reason.SIGN_IN_REQUIRED);
    }

    /** RFC 7009, section 2.2: a token that the server does not know is no error. */
    @Test
    void tokens_that_are_gone_already_are_revoked_without_a_complaint() {
        OAuthProvider provider = withSecret("gone", false);
        SignedIn person = signIns.complete(provider, signIns.consenting(provider));
        TokenState state = signIns.store().read(person.key());

        assertThat(revocation(provider).revoke(state)).isTrue();
        assertThat(revocation(provider).revoke(state)).isTrue();
    }

    /** RFC 7009, section 2.1, with RFC 7523, section 2.2: the revocation endpoint takes the same proof of the client. */
    @Test
    void a_client_that_signs_redeems_refreshes_and_revokes_with_its_key() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        registered("signing", false, client -> client.clientAuthenticationMethod(
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .clientSettings(ClientSettings.builder()
                        .jwkSetUrl(server.publish("signing", key))
                        .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS256)
                        .build()));
        OAuthProvider provider = SpringServerSignIns.openIdConnect(server.issuer(), "signing", "none")
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .signingKey(pem(key))
                .build();
        SignedIn person = signIns.complete(provider, signIns.consenting(provider));
        OAuthTokenSource tokens = signIns.tokens(provider, person.key());
        AccessToken second = tokens.replace(tokens.token());
        assertThat(signIns.userInfo(server.issuer(), second).statusCode()).isEqualTo(200);

        assertThat(revocation(provider).revoke(signIns.store().read(person.key())))
                .isTrue();

        assertThat(signIns.userInfo(server.issuer(), second).statusCode()).isEqualTo(401);
    }

    private OAuthProvider withSecret(String id, boolean reuseRefreshTokens) {
        String secret = "secret of " + id;
        registered(id, reuseRefreshTokens, client -> client.clientSecret("{noop}" + secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC));
        return SpringServerSignIns.openIdConnect(server.issuer(), id, secret).build();
    }

    private void registered(String id, boolean reuseRefreshTokens, Consumer<RegisteredClient.Builder> authentication) {
        server.register(id, client -> {
            client.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                    .redirectUri(SpringServerSignIns.CALLBACK.toString())
                    .scope("openid")
                    .scope("read")
                    .tokenSettings(TokenSettings.builder()
                            .accessTokenTimeToLive(LIFETIME)
                            .reuseRefreshTokens(reuseRefreshTokens)
                            .build());
            authentication.accept(client);
        });
    }

    private static SigningKey pem(RSAKey key) throws JOSEException {
        String text = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new SigningKey(SigningKey.Format.PEM, Secret.of(text), null);
    }

    private TokenRevocation revocation(OAuthProvider provider) {
        return new TokenRevocation(provider, signIns.http(), clock);
    }

    private Secret refreshToken(SignedIn person) {
        return Objects.requireNonNull(signIns.store().read(person.key()).refreshToken(), "no refresh token came");
    }

    private void save(SignedIn person, TokenState state) {
        try (var lease = signIns.store().lease(person.key(), LIFETIME).orElseThrow()) {
            lease.save(state);
        }
    }
}
