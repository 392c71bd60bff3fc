package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Scope;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each grant gets a connection at an org that knows nothing of this driver. The key is the JDK's own keytool's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsTest {
    private static final String KEY_PASSWORD = "opens-it";

    private Path folder;
    private LocalOrg org;
    private ConsumerDetails consumer;

    @BeforeAll
    void start(@TempDir Path keys) throws Exception {
        folder = keys;
        org = LocalOrg.builder().records(100).start();
        SalesforceId administrator =
                org.setup().users().get(org.administrator().username()).id();
        ConnectedApp app = org.setup()
                .connectedApps()
                .create(
                        "Driver",
                        null,
                        "team@example.com",
                        new OAuthSettings(
                                List.of("http://localhost:8088/signin-jdbc"),
                                Set.of(Scope.API, Scope.REFRESH_TOKEN),
                                false),
                        administrator);
        String id = app.id().value();
        OAuthSettings settings =
                Objects.requireNonNull(org.setup().connectedApps().get(id).oauth());
        org.setup()
                .connectedApps()
                .setOAuthSettings(
                        app,
                        new OAuthSettings(
                                settings.callbackUrls(), settings.scopes(), settings.options(), certificate()),
                        administrator);
        org.setup()
                .connectedApps()
                .setPolicies(
                        org.setup().connectedApps().get(id),
                        app.policies().withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED),
                        administrator);
        org.setup()
                .oauthApps()
                .setPreAuthorized(
                        org.setup().connectedApps().get(id),
                        Set.of(org.setup()
                                .users()
                                .get(org.administrator().username())
                                .profileId()),
                        administrator);
        consumer = org.setup()
                .oauthApps()
                .consumerDetails(org.setup().connectedApps().get(id));
    }

    @AfterAll
    void stop() {
        org.close();
    }

    /** Makes a key store and answers the certificate in it, in PEM. */
    private String certificate() throws Exception {
        Path file = folder.resolve("app.p12");
        if (!Files.exists(file)) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "app",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-dname",
                            "CN=driver.example",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            KEY_PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            keytool.getInputStream().readAllBytes();
            assertThat(keytool.waitFor()).isZero();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, KEY_PASSWORD.toCharArray());
        }
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(store.getCertificate("app").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private SallyportDataSource dataSource() {
        SallyportDataSource dataSource = new SallyportDataSource();
        dataSource.setUrl("jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false");
        dataSource.setUser(consumer.consumerKey());
        return dataSource;
    }

    private static void connects(SallyportDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1"))
                    .hasSize(1);
        }
    }

    @Test
    void jwt_bearer_with_a_key_from_a_file() throws SQLException {
        SallyportDataSource dataSource = dataSource();
        dataSource.setProperty("grant", "JWT Bearer");
        dataSource.setProperty("subject", org.administrator().username());
        dataSource.setProperty("signingKeyFile", folder.resolve("app.p12").toString());
        dataSource.setProperty("signingKeyPassword", KEY_PASSWORD);
        connects(dataSource);
    }

    @Test
    void saml_bearer_with_a_key_from_a_property() throws Exception {
        SallyportDataSource dataSource = dataSource();
        dataSource.setProperty("grant", "SAML 2.0 Bearer");
        dataSource.setProperty("subject", org.administrator().username());
        dataSource.setProperty(
                "signingKey", Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("app.p12"))));
        dataSource.setProperty("signingKeyPassword", KEY_PASSWORD);
        connects(dataSource);
    }

    @Test
    void header_of_the_older_form_and_secret_in_the_body() throws SQLException {
        SallyportDataSource dataSource = dataSource();
        dataSource.setUser(org.readyApp().consumerKey());
        dataSource.setPassword(org.readyApp().consumerSecret());
        dataSource.setProperty("clientAuthentication", "Post");
        dataSource.setProperty("resourceAuthentication", "Header");
        dataSource.setProperty("headerScheme", "OAuth");
        connects(dataSource);
    }
}
