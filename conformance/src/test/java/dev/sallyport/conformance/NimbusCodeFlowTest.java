package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.sallyport.org.PersonAtBrowser;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Nimbus's OAuth SDK in the authorization code flow of OpenID Connect, by nothing but what discovery says. */
@TestInstance(Lifecycle.PER_CLASS)
class NimbusCodeFlowTest {
    private static final Scope SCOPE = new Scope("openid", "api", "refresh_token");

    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final State state = new State();
    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();
    private OIDCProviderMetadata metadata;

    @BeforeAll
    void discover() throws Exception {
        metadata = OIDCProviderMetadata.resolve(new Issuer(org.url()));
    }

    @Test
    void discovery_says_what_a_code_flow_needs() {
        assertThat(metadata.getResponseTypes()).contains(ResponseType.CODE);
        assertThat(metadata.getCodeChallengeMethods()).contains(CodeChallengeMethod.S256);
        assertThat(metadata.getIDTokenJWSAlgs()).containsExactly(JWSAlgorithm.RS256);
        assertThat(metadata.getScopes().toStringList()).containsAll(SCOPE.toStringList());
    }

    @Test
    void a_code_brings_tokens_and_an_id_token_that_the_orgs_keys_prove() throws Exception {
        OIDCTokens tokens = tokens();

        IDTokenClaimsSet claims = validator().validate(tokens.getIDToken(), nonce);
        assertThat(claims.getSubject().getValue())
                .startsWith(org.url() + "/id/" + org.org().organizationId() + "/005");
        AccessTokenValidator.validate(tokens.getAccessToken(), JWSAlgorithm.RS256, claims.getAccessTokenHash());
        assertThat(tokens.getAccessToken().getScope().toStringList())
                .containsExactlyInAnyOrderElementsOf(SCOPE.toStringList());
        UserInfoResponse user =
                UserInfoResponse.parse(new UserInfoRequest(metadata.getUserInfoEndpointURI(), tokens.getAccessToken())
                        .toHTTPRequest()
                        .send());
        assertThat(user.toSuccessResponse().getUserInfo().getSubject()).isEqualTo(claims.getSubject());
        assertThat(user.toSuccessResponse().getUserInfo().getPreferredUsername())
                .isEqualTo(org.administrator().username());
    }

    @Test
    void an_id_token_of_another_request_is_not_taken() throws Exception {
        OIDCTokens tokens = tokens();

        assertThatExceptionOfType(BadJOSEException.class)
                .isThrownBy(() -> validator().validate(tokens.getIDToken(), new Nonce()));
    }

    @Test
    void a_refresh_token_brings_another_access_token() throws Exception {
        OIDCTokens tokens = tokens();

        OIDCTokens refreshed =
                request(new RefreshTokenGrant(tokens.getRefreshToken())).getOIDCTokens();

        assertThat(refreshed.getAccessToken().getValue())
                .isNotEqualTo(tokens.getAccessToken().getValue());
        assertThat(UserInfoResponse.parse(
                                new UserInfoRequest(metadata.getUserInfoEndpointURI(), refreshed.getAccessToken())
                                        .toHTTPRequest()
                                        .send())
                        .indicatesSuccess())
                .isTrue();
    }

    @Test
    void a_refresh_token_that_is_none_is_refused() throws Exception {
        ErrorObject error = send(new RefreshTokenGrant(new RefreshToken("wrong")))
                .toErrorResponse()
                .getErrorObject();

        assertThat(error.getCode()).isEqualTo("invalid_grant");
        assertThat(error.getDescription()).isEqualTo("expired access/refresh token");
    }

    @Test
    void another_verifier_is_refused() throws Exception {
        ErrorObject error = send(new AuthorizationCodeGrant(code(), callback(), new CodeVerifier()))
                .toErrorResponse()
                .getErrorObject();

        assertThat(error.getCode()).isEqualTo("invalid_grant");
        assertThat(error.getDescription()).isEqualTo("invalid code verifier");
    }

    private OIDCTokens tokens() throws Exception {
        return request(new AuthorizationCodeGrant(code(), callback(), verifier)).getOIDCTokens();
    }

    private AuthorizationCode code() throws Exception {
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, SCOPE, new ClientID(org.app().consumerKey()), callback())
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        PersonAtBrowser browser = PersonAtBrowser.of(org.administrator());
        URI back = browser.visit(request.toURI(), org.app().callbackUrl()).address();
        AuthenticationResponse response = AuthenticationResponseParser.parse(back);
        assertThat(response.getState()).isEqualTo(state);
        return response.toSuccessResponse().getAuthorizationCode();
    }

    private IDTokenValidator validator() throws Exception {
        return new IDTokenValidator(
                metadata.getIssuer(),
                new ClientID(org.app().consumerKey()),
                JWSAlgorithm.RS256,
                metadata.getJWKSetURI().toURL());
    }

    private OIDCTokenResponse request(AuthorizationGrant grant) throws Exception {
        return (OIDCTokenResponse) send(grant).toSuccessResponse();
    }

    private TokenResponse send(AuthorizationGrant grant) throws Exception {
        ClientSecretBasic client = new ClientSecretBasic(
                new ClientID(org.app().consumerKey()), new Secret(org.app().consumerSecret()));
        return OIDCTokenResponseParser.parse(new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant)
                .build()
                .toHTTPRequest()
                .send());
    }

    private URI callback() {
        return URI.create(org.app().callbackUrl());
    }
}
