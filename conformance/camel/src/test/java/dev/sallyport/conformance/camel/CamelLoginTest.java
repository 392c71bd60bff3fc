package dev.sallyport.conformance.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConnectedApps;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.tls.TlsIdentity;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.Limits;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Camel's four ways to log in, what it does when its session is over, and HTTPS. */
@TestInstance(Lifecycle.PER_CLASS)
class CamelLoginTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    @TempDir
    private Path folder;

    @Test
    void client_credentials_bring_a_session_that_is_made_anew_when_it_ends() throws SalesforceException {
        CamelUnderTest camel = org.camel();
        assertWorks(camel);

        org.org().controls().expireSessions();

        assertWorks(camel);
    }

    @Test
    void a_session_that_ends_is_told_in_the_bulk_apis_own_words() throws SalesforceException {
        CamelUnderTest camel = org.camel();
        org.org().controls().expireSessions();

        assertThat(CamelBulkTest.open(camel, "Account").getId()).startsWith("750");
    }

    @Test
    void a_wrong_secret_is_an_error_that_names_itself() {
        SalesforceLoginConfig login = org.login(AuthenticationType.CLIENT_CREDENTIALS);
        login.setClientSecret("wrong");

        assertThatThrownBy(() -> new CamelUnderTest(login))
                .rootCause()
                .isInstanceOf(SalesforceException.class)
                .hasMessageContaining("Login error code:[invalid_client] description:[invalid client credentials]");
    }

    @Test
    void a_username_and_password_bring_a_session_where_the_org_allows_them() throws SalesforceException {
        SalesforceLoginConfig login = org.login(AuthenticationType.USERNAME_PASSWORD);
        login.setUserName(org.org().administrator().username());
        login.setPassword(org.org().administrator().password());

        assertThatThrownBy(() -> new CamelUnderTest(login))
                .rootCause()
                .hasMessageContaining("Login error code:[invalid_grant] description:[authentication failure]");
        org.org().setup().settings().allowUsernamePasswordFlow(true);
        try (CamelUnderTest camel = new CamelUnderTest(login)) {
            assertWorks(camel);
        }
    }

    @Test
    void a_refresh_token_brings_a_session() throws Exception {
        SalesforceLoginConfig login = org.login(AuthenticationType.REFRESH_TOKEN);
        login.setRefreshToken(refreshToken());

        try (CamelUnderTest camel = new CamelUnderTest(login)) {
            assertWorks(camel);
        }
    }

    @Test
    void a_signed_assertion_brings_a_session_for_a_user_whom_the_app_was_given() throws Exception {
        try (OrgUnderTest signing = new OrgUnderTest()) {
            SigningKey key = SigningKey.make(folder);
            sign(signing, key.certificate());
            SalesforceLoginConfig login = signing.login(AuthenticationType.JWT);
            login.setUserName(signing.app().username());
            login.setKeystore(key.keyStore());

            assertThatThrownBy(() -> new CamelUnderTest(login))
                    .rootCause()
                    .hasMessageContaining("Login error code:[invalid_app_access]"
                            + " description:[user is not admin approved to access this app]");
            preAuthorize(signing);
            try (CamelUnderTest camel = new CamelUnderTest(login)) {
                assertWorks(camel);
            }
        }
    }

    @Test
    void https_is_spoken_with_who_trusts_the_orgs_authority() throws SalesforceException {
        try (OrgUnderTest secure = new OrgUnderTest(LocalOrg.builder().tls(folder))) {
            assertThat(secure.url()).startsWith("https://");
            TlsIdentity identity = secure.org().certificate().orElseThrow();
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(SigningKey.keyStore(identity.trustStoreFile(), TlsIdentity.TRUST_STORE_PASSWORD));
            SSLContextParameters tls = new SSLContextParameters();
            tls.setTrustManagers(trust);

            try (CamelUnderTest camel = new CamelUnderTest(secure.login(AuthenticationType.CLIENT_CREDENTIALS), tls)) {
                assertWorks(camel);
            }
            assertThatThrownBy(secure::camel).hasMessageContaining("PKIX path building failed");
        }
    }

    private static void assertWorks(CamelUnderTest camel) throws SalesforceException {
        assertThat(camel.call(Limits.class, "limits").getDailyApiRequests().getMax())
                .isEqualTo(100_000);
    }

    /** What the administrator allows at the org's own pages. */
    private String refreshToken() throws Exception {
        String callback = org.app().callbackUrl();
        URI authorize = URI.create(org.url() + "/services/oauth2/authorize?response_type=code&client_id="
                + org.app().consumerKey() + "&redirect_uri=" + encoded(callback));
        URI back = PersonAtBrowser.of(org.org().administrator())
                .visit(authorize, callback)
                .address();
        String code = back.getRawQuery().replaceFirst(".*code=([^&]+).*", "$1");
        HttpRequest request = HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=authorization_code&code=" + code + "&redirect_uri="
                        + encoded(callback) + "&client_id=" + org.app().consumerKey() + "&client_secret="
                        + org.app().consumerSecret()))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).path("refresh_token").asText();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void sign(OrgUnderTest org, String certificate) {
        Setup setup = org.org().setup();
        ConnectedApps apps = setup.connectedApps();
        ConnectedApp app = apps.get(org.app().connectedAppId());
        OAuthSettings settings = Objects.requireNonNull(app.oauth());
        OAuthSettings signed =
                new OAuthSettings(settings.callbackUrls(), settings.scopes(), settings.options(), certificate);
        apps.setPolicies(
                apps.setOAuthSettings(app, signed, org.administrator().id()),
                app.policies().withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED),
                org.administrator().id());
    }

    private static void preAuthorize(OrgUnderTest org) {
        Setup setup = org.org().setup();
        setup.oauthApps()
                .setPreAuthorized(
                        setup.connectedApps().get(org.app().connectedAppId()),
                        Set.of(setup.profiles().get(org.app().profileId()).id()),
                        org.administrator().id());
    }
}
