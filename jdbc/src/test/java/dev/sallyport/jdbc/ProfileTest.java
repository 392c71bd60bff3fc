package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A data server that the command has set up, by its name alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {
    private Path folder;
    private OrgOverJdbc org;

    @BeforeAll
    void start(@TempDir Path data) {
        folder = data;
        org = new OrgOverJdbc(100);
        try (Catalog catalog = open()) {
            catalog.providers()
                    .create(OAuthProvider.salesforceClientCredentials(
                            "SalesforceCC",
                            org.org().instanceUrl(),
                            new ClientCredential(
                                    org.app().consumerKey(), Secret.of(org.app().consumerSecret()))));
            OAuthServerUrl url = OAuthServerUrl.parse(org.org().instanceUrl() + "/services/Soap/c/60.0");
            catalog.servers().create(new SalesforceServer("Sales", "SalesforceCC", url));
            catalog.servers().create(new SalesforceServer("Empty", "SalesforceCC", url));
            try (SalesforceClient client = catalog.connections().open("Sales")) {
                catalog.tables()
                        .prepareImport("Sales", client, new ImportScope.Named(List.of("Account", "Contact")))
                        .apply();
            }
        }
    }

    private Catalog open() {
        return Catalog.open(CatalogSettings.inFolder(folder));
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private Connection connect(String profile) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("dataFolder", folder.toString());
        return DriverManager.getConnection("jdbc:sallyport:salesforce:@" + profile, properties);
    }

    @Test
    void opening_costs_no_api_call_and_the_imported_tables_are_there() throws SQLException {
        org.calls();
        try (Connection connection = connect("Sales")) {
            assertThat(org.org().controls().count(ApiKind.TOKEN).requests())
                    .as("the import's token is used")
                    .isZero();
            try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
                assertThat(OrgOverJdbc.rows(tables)).hasSize(2);
            }
            assertThat(connection.getMetaData().getDatabaseProductVersion()).isEqualTo("60.0");
            assertThat(org.calls()).isZero();
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1"))
                    .hasSize(1);
            assertThat(org.calls()).isEqualTo(1);
        }
    }

    @Test
    void a_command_can_use_the_data_folder_while_a_connection_is_open() throws SQLException {
        try (Connection connection = connect("Sales");
                Catalog catalog = open()) {
            assertThat(catalog.servers().list()).hasSize(2);
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Contact LIMIT 1"))
                    .hasSize(1);
        }
    }

    @Test
    void a_profile_without_imported_tables_asks_the_org_which_there_are() throws SQLException {
        try (Connection connection = connect("Empty")) {
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Opportunity LIMIT 1"))
                    .hasSize(1);
        }
    }

    @Test
    void a_profile_that_is_not_there_is_told_by_name() {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> connect("Sale"));
        assertThat((Throwable) failure).hasMessageContaining("Sale").hasMessageContaining("Sales");
        assertThat(failure.getSQLState()).isEqualTo("08001");
    }

    @Test
    void what_the_data_server_says_cannot_be_said_again() {
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection("jdbc:sallyport:salesforce:@Sales?apiVersion=50.0"));
        assertThat((Throwable) failure).hasMessageContaining("the data server's own to say");
    }
}
