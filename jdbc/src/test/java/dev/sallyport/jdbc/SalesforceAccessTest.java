package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The driver's settings for who calls the APIs by other ways than SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalesforceAccessTest {
    private OrgOverJdbc org;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path data) {
        org = new OrgOverJdbc(50);
        folder = data;
        try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(folder))) {
            catalog.providers()
                    .create(OAuthProvider.salesforceClientCredentials(
                            "SalesforceCC",
                            org.org().instanceUrl(),
                            new ClientCredential(
                                    org.app().consumerKey(), Secret.of(org.app().consumerSecret()))));
            OAuthServerUrl url = OAuthServerUrl.parse(org.org().instanceUrl() + "/services/Soap/c/60.0");
            catalog.servers().create(new SalesforceServer("Sales", "SalesforceCC", url));
        }
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private SalesforceAccess ofHost() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", org.app().consumerKey());
        properties.setProperty("password", org.app().consumerSecret());
        return SalesforceAccess.of(org.url(), properties);
    }

    private SalesforceAccess ofProfile() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("dataFolder", folder.toString());
        return SalesforceAccess.of("jdbc:sallyport:salesforce:@Sales", properties);
    }

    @Test
    void the_same_settings_share_one_token() throws SQLException {
        AccessToken first = ofHost().access().tokens().token();
        long tokens = org.org().controls().count(ApiKind.TOKEN).requests();
        assertThat(ofHost().access().tokens().token()).isEqualTo(first);
        assertThat(org.org().controls().count(ApiKind.TOKEN).requests()).isEqualTo(tokens);
    }

    @Test
    void a_profile_replaces_a_token_that_is_refused_long_after_its_catalogue_was_closed() throws SQLException {
        SalesforceAccess access = ofProfile();
        assertThat(access.server().version().toString()).isEqualTo("60.0");
        AccessToken first = access.access().tokens().token();
        org.org().controls().expireSessions();
        try (SalesforceClient client = access.client()) {
            assertThat(client.limits()).isNotNull();
        }
        assertThat(access.access().tokens().token()).isNotEqualTo(first);
    }

    @Test
    void another_url_is_refused() {
        assertThatThrownBy(() -> SalesforceAccess.of("jdbc:h2:mem:x", new Properties()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no URL of Sallyport's driver");
    }
}
