package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClaimType.Usage;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.SettableClock;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.conformance.SpringAuthorizationServer.Protocol;
import dev.sallyport.conformance.SpringServerSignIns.Back;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/**
 * People sign in at Spring Authorization Server, through its login form and its consent page (RFC 6749, section 4.1; RFC
 * 7636; OpenID Connect Core, section 3.1).
 */
@TestInstance(Lifecycle.PER_CLASS)
class SpringServerSignInTest {
    @AutoClose
    private final SpringAuthorizationServer server = new SpringAuthorizationServer(Protocol.OPENID_CONNECT);

    private final SettableClock clock = new SettableClock(Instant.now());
    private final SpringServerSignIns signIns = new SpringServerSignIns(clock);

    /** OpenID Connect Core, sections 3.1.3.7 and 5.3; OpenID Connect Discovery, section 4. */
    @Test
    void a_confidential_client_learns_from_id_token_and_user_info_who_signed_in() {
        OAuthProvider provider = SpringServerSignIns.openIdConnect(server.issuer(), "web", registered("web"))
                .identity(new IdentityMapping(
                        List.of(), List.of(new ProviderGroup("Round Table", "knights", null, false))))
                .build();

        SignedIn person = signIns.complete(provider, signIns.consenting(provider));

        assertThat(person.key()).isEqualTo(TokenKey.ofUser("Spring", SpringAuthorizationServer.USER));
        assertThat(person.claims().values())
                .containsEntry("iss", server.issuer().toString())
                .containsEntry("sub", SpringAuthorizationServer.USER)
                .containsKey("nonce");
        assertThat(person.claims().first(Usage.NAME)).contains("arthur@camelot.example");
        assertThat(person.claims().first(Usage.EMAIL_ADDRESS)).contains("king@camelot.example");
        assertThat(person.claims().first(Usage.FULL_NAME)).contains("Arthur Pendragon");
        assertThat(person.claims().groups()).containsExactly("Round Table");
        OAuthTokenSource tokens = signIns.tokens(provider, person.key());
        assertThat(tokens.token().scopes()).containsExactlyInAnyOrder("openid", "read");
    }

    /** RFC 7636, section 1; RFC 6749, section 2.1: the proof key stands in for the secret that a public client cannot keep. */
    @Test
    void a_public_client_signs_a_person_in_by_its_proof_key_alone() {
        server.register("native", client -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(SpringServerSignIns.CALLBACK.toString())
                .scope("openid")
                .scope("read")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(true)
                        .build()));
        OAuthProvider provider = SpringServerSignIns.openIdConnect(server.issuer(), "native", "none")
                .client(new ClientCredential("native", null))
                .clientAuthentication(ClientAuthentication.NONE)
                .build();

        SignedIn person = signIns.complete(provider, signIns.consenting(provider));

        assertThat(person.claims().first(Usage.NAME_IDENTIFIER)).contains(SpringAuthorizationServer.USER);
        // This server gives a public client no refresh token, so that the person comes back when the hour is over.
        assertThat(signIns.store().read(person.key()).refreshToken()).isNull();
    }

    /** RFC 6749, section 4.1, without OpenID Connect: the client wants a token for an API, and nobody's name. */
    @Test
    void a_token_that_the_client_owns_needs_nobody_s_name() {
        String secret = registered("nameless");
        OAuthProvider provider = SpringServerSignIns.openIdConnect(server.issuer(), "nameless", secret)
                .type(ProviderType.OAUTH)
                .tokenOwner(TokenOwner.CLIENT)
                .grant(new Grant.AuthorizationCode(List.of("read"), null))
                .build();

        SignedIn person = signIns.complete(provider, signIns.consenting(provider));

        assertThat(person.key()).isEqualTo(TokenKey.ofClient("Spring"));
        assertThat(signIns.tokens(provider, person.key()).token().scopes()).containsExactly("read");
    }

    /** RFC 7636, section 4.6: a code that was caught on its way is worth nothing to another sign-in. */
    @Test
    void a_code_of_another_sign_in_is_refused_for_its_proof_key() {
        OAuthProvider provider = confidential("injected");
        Back victim = signIns.consenting(provider);
        Back attacker = signIns.consenting(provider);

        assertThat(refusal(provider, attacker.with("code", victim.value("code")))
                        .reason())
                .isEqualTo(Reason.CODE_REFUSED);
    }

    /** RFC 6749, section 4.1.2.1: {@code access_denied}. */
    @Test
    void a_person_who_consents_to_nothing_is_not_signed_in() {
        String secret = registered("declined");
        OAuthProvider provider = SpringServerSignIns.openIdConnect(server.issuer(), "declined", secret)
                .grant(new Grant.AuthorizationCode(List.of("read"), null))
                .build();

        assertThat(refusal(provider, signIns.declining(provider)).reason()).isEqualTo(Reason.CONSENT_DENIED);
    }

    /** RFC 6749, section 4.1.2.1: {@code invalid_scope}. */
    @Test
    void a_scope_that_the_client_may_not_have_is_told_as_such_by_the_callback() {
        String secret = registered("greedy");
        OAuthProvider provider = SpringServerSignIns.openIdConnect(server.issuer(), "greedy", secret)
                .grant(new Grant.AuthorizationCode(List.of("openid", "everything"), null))
                .build();

        assertThat(refusal(provider, signIns.consenting(provider)).reason()).isEqualTo(Reason.SCOPE_REFUSED);
    }

    /** RFC 6749, section 4.1.2: a code lives for minutes. */
    @Test
    void a_code_that_is_over_is_refused() {
        OAuthProvider provider = confidential("late");
        Back back = signIns.consenting(provider);
        server.letExpire(back.value("code"));

        AuthorizationException refusal = refusal(provider, back);

        assertThat(refusal.reason()).isEqualTo(Reason.CODE_REFUSED);
        assertThat(refusal.getMessage()).contains("invalid_grant").doesNotContain(back.value("code"));
    }

    /** RFC 6749, section 4.1.2: and the tokens that came of the first use should end. */
    @Test
    void a_code_that_was_used_before_is_refused_and_its_tokens_end() throws Exception {
        OAuthProvider provider = confidential("twice");
        Back back = signIns.consenting(provider);
        signIns.forget(back, () -> signIns.complete(provider, back));
        OAuthTokenSource tokens = signIns.tokens(provider, TokenKey.ofUser("Spring", SpringAuthorizationServer.USER));
        assertThat(signIns.userInfo(server.issuer(), tokens.token()).statusCode())
                .isEqualTo(200);

        assertThat(refusal(provider, back).reason()).isEqualTo(Reason.CODE_REFUSED);

        assertThat(signIns.userInfo(server.issuer(), tokens.token()).statusCode())
                .isEqualTo(401);
    }

    /** RFC 9207, section 2.4: this server neither promises the parameter nor sends it, so that its absence says nothing. */
    @Test
    void a_callback_without_an_issuer_is_taken_from_a_server_that_promises_none() {
        OAuthProvider provider = confidential("silent");
        Back back = signIns.consenting(provider);

        assertThat(back.parameters()).containsOnlyKeys("code", "state");
        assertThat(signIns.complete(provider, back).key().user()).isEqualTo(SpringAuthorizationServer.USER);
    }

    /** RFC 9207, section 2.4: a parameter that is there must name the server, promised or not. */
    @Test
    void a_callback_that_names_another_issuer_is_refused_before_the_code_is_sent_anywhere() {
        OAuthProvider provider = confidential("mixed-up");
        Back back = signIns.consenting(provider);

        assertThat(refusal(provider, back.with("iss", "https://attacker.example"))
                        .reason())
                .isEqualTo(Reason.ISSUER_MISMATCH);
    }

    private OAuthProvider confidential(String id) {
        return SpringServerSignIns.openIdConnect(server.issuer(), id, registered(id))
                .build();
    }

    private String registered(String id) {
        String secret = "secret of " + id;
        server.register(id, client -> confidential(client, secret));
        return secret;
    }

    private static RegisteredClient.Builder confidential(RegisteredClient.Builder client, String secret) {
        return client.clientSecret("{noop}" + secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(SpringServerSignIns.CALLBACK.toString())
                .scope("openid")
                .scope("read")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(true)
                        .build());
    }

    private AuthorizationException refusal(OAuthProvider provider, Back back) {
        return catchThrowableOfType(AuthorizationException.class, () -> signIns.complete(provider, back));
    }
}
