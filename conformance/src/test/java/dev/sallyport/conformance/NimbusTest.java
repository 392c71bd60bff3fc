package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The parsers of Nimbus's OAuth SDK, which take nothing that the RFCs do not allow. */
@TestInstance(Lifecycle.PER_CLASS)
class NimbusTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    @Test
    void discovery_names_every_endpoint() throws Exception {
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(org.url()));

        assertThat(metadata.getTokenEndpointURI()).isEqualTo(org.uri("/services/oauth2/token"));
        assertThat(metadata.getAuthorizationEndpointURI()).isEqualTo(org.uri("/services/oauth2/authorize"));
        assertThat(metadata.getRevocationEndpointURI()).isEqualTo(org.uri("/services/oauth2/revoke"));
        assertThat(metadata.getIntrospectionEndpointURI()).isEqualTo(org.uri("/services/oauth2/introspect"));
        assertThat(metadata.getUserInfoEndpointURI()).isEqualTo(org.uri("/services/oauth2/userinfo"));
        assertThat(metadata.getJWKSetURI()).isEqualTo(org.uri("/id/keys"));
    }

    @Test
    void a_token_response_is_one_by_either_client_authentication() throws Exception {
        for (ClientAuthentication client : List.of(basic(secret()), post(secret()))) {
            AccessTokenResponse response = requestToken(client).toSuccessResponse();

            assertThat(response.getTokens().getAccessToken().getType()).isEqualTo(AccessTokenType.BEARER);
            assertThat(response.getTokens().getAccessToken().getValue()).startsWith("00D");
            assertThat(response.getTokens().getAccessToken().getLifetime()).isZero();
            assertThat(response.getTokens().getRefreshToken()).isNull();
            assertThat(response.getCustomParameters()).containsKeys("instance_url", "id", "issued_at", "signature");
        }
    }

    @Test
    void a_refusal_is_an_error_response() throws Exception {
        ErrorObject wrongSecret = requestToken(basic("wrong")).toErrorResponse().getErrorObject();
        ErrorObject wrongId = requestToken(new ClientSecretPost(new ClientID("nobody"), new Secret(secret())))
                .toErrorResponse()
                .getErrorObject();

        assertThat(wrongSecret.getCode()).isEqualTo("invalid_client");
        assertThat(wrongSecret.getDescription()).isEqualTo("invalid client credentials");
        assertThat(wrongId.getCode()).isEqualTo("invalid_client_id");
        assertThat(wrongId.getDescription()).isEqualTo("client identifier invalid");
    }

    @Test
    void userinfo_has_the_standard_claims() throws Exception {
        UserInfo user = UserInfoResponse.parse(
                        new UserInfoRequest(org.uri("/services/oauth2/userinfo"), new BearerAccessToken(org.token()))
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse()
                .getUserInfo();

        assertThat(user.getSubject().getValue())
                .isEqualTo(org.url() + "/id/" + org.org().organizationId() + "/"
                        + org.app().userId());
        assertThat(user.getPreferredUsername()).isEqualTo(org.app().username());
        assertThat(user.getEmailAddress()).contains("@");
        assertThat(user.getZoneinfo()).isEqualTo("America/Los_Angeles");
    }

    @Test
    void introspection_tells_a_live_token_from_a_revoked_one() throws Exception {
        BearerAccessToken token = new BearerAccessToken(org.token());

        TokenIntrospectionResponse live = introspect(token);
        assertThat(live.toSuccessResponse().isActive()).isTrue();
        assertThat(live.toSuccessResponse().getClientID().getValue())
                .isEqualTo(org.app().consumerKey());
        assertThat(live.toSuccessResponse().getUsername()).isEqualTo(org.app().username());
        assertThat(live.toSuccessResponse().getScope().toStringList()).contains("api");

        assertThat(new TokenRevocationRequest(org.uri("/services/oauth2/revoke"), basic(secret()), token)
                        .toHTTPRequest()
                        .send()
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(introspect(token).toSuccessResponse().isActive()).isFalse();
    }

    private TokenIntrospectionResponse introspect(BearerAccessToken token) throws IOException, ParseException {
        return TokenIntrospectionResponse.parse(
                new TokenIntrospectionRequest(org.uri("/services/oauth2/introspect"), basic(secret()), token)
                        .toHTTPRequest()
                        .send());
    }

    private TokenResponse requestToken(ClientAuthentication client) throws IOException, ParseException {
        return TokenResponse.parse(
                new TokenRequest.Builder(org.uri("/services/oauth2/token"), client, new ClientCredentialsGrant())
                        .build()
                        .toHTTPRequest()
                        .send());
    }

    private ClientAuthentication basic(String secret) {
        return new ClientSecretBasic(new ClientID(org.app().consumerKey()), new Secret(secret));
    }

    private ClientAuthentication post(String secret) {
        return new ClientSecretPost(new ClientID(org.app().consumerKey()), new Secret(secret));
    }

    private String secret() {
        return org.app().consumerSecret();
    }
}
