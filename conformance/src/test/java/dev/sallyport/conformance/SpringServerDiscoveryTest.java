package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.ServerMetadata;
import dev.sallyport.conformance.SpringAuthorizationServer.Protocol;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** What Spring Authorization Server publishes of itself (RFC 8414; OpenID Connect Discovery), for issuers with a path and without. */
@TestInstance(Lifecycle.PER_CLASS)
class SpringServerDiscoveryTest {
    @AutoClose
    private final SpringAuthorizationServer openId = new SpringAuthorizationServer(Protocol.OPENID_CONNECT);

    @AutoClose
    private final SpringAuthorizationServer oauth = new SpringAuthorizationServer(Protocol.OAUTH);

    private final HttpClient http = HttpClient.newHttpClient();

    /** OpenID Connect Discovery, section 4. */
    @Test
    void an_openid_provider_tells_all_its_endpoints() {
        URI issuer = openId.issuer();

        assertThat(endpoints(issuer))
                .isEqualTo(new Endpoints(
                        issuer.resolve("/oauth2/authorize"),
                        issuer.resolve("/oauth2/token"),
                        issuer.resolve("/userinfo"),
                        issuer.resolve("/oauth2/revoke"),
                        issuer.resolve("/oauth2/jwks"),
                        issuer));
    }

    /** OpenID Connect Discovery, section 4.1: the well-known path comes behind the issuer's own. */
    @Test
    void an_openid_provider_whose_issuer_has_a_path_is_found_below_it() {
        URI issuer = openId.issuer().resolve("/tenants/camelot");

        assertThat(endpoints(issuer).token()).isEqualTo(URI.create(issuer + "/oauth2/token"));
    }

    /** RFC 8414, section 3: to OpenID Connect's place this server answers with its login page, as to every path it does not know. */
    @Test
    void a_server_without_openid_connect_is_found_by_its_oauth_metadata() {
        URI issuer = oauth.issuer();

        assertThat(endpoints(issuer))
                .isEqualTo(new Endpoints(
                        issuer.resolve("/oauth2/authorize"),
                        issuer.resolve("/oauth2/token"),
                        null,
                        issuer.resolve("/oauth2/revoke"),
                        issuer.resolve("/oauth2/jwks"),
                        issuer));
    }

    /** RFC 8414, section 3.1: the well-known path goes between the host and the issuer's own path. */
    @Test
    void a_server_without_openid_connect_whose_issuer_has_a_path_gives_a_token_there() {
        URI issuer = oauth.issuer().resolve("/tenants/camelot");
        oauth.register("system", client -> client.clientSecret("{noop}secret of system")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS));

        assertThat(endpoints(issuer).token()).isEqualTo(URI.create(issuer + "/oauth2/token"));
        assertThat(OAuthTokenSource.of(provider(issuer), http).token().expiresAt())
                .isNotNull();
    }

    private Endpoints endpoints(URI issuer) {
        return new ServerMetadata(provider(issuer), http).endpoints();
    }

    private static OAuthProvider provider(URI issuer) {
        return OAuthProvider.named("Spring")
                .endpoints(Endpoints.ofIssuer(issuer))
                .client(new ClientCredential("system", Secret.of("secret of system")))
                .build();
    }
}
