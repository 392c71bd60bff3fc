package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.CatalogException.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue does whichever database it is on. */
abstract class CatalogContract {
    @TempDir
    Path folder;

    private Catalog catalog;

    /** Leaves the database without a trace of earlier tests. */
    abstract void empty() throws SQLException;

    /** Settings for the catalogue under test. */
    abstract CatalogSettings settings();

    /** A connection beside the catalogue, as someone with access to the database would open it. */
    abstract Connection rawConnection() throws SQLException;

    @BeforeEach
    void open() throws SQLException {
        empty();
        catalog = Catalog.open(settings());
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void a_provider_comes_back_as_it_was_created_after_the_catalogue_was_closed() {
        SecurityProvider provider = Samples.provider("SalesforceCC");
        catalog.providers().create(provider);
        reopen();
        assertThat(catalog.providers().get("SalesforceCC")).isEqualTo(provider);
    }

    @Test
    void endpoints_and_expiry_that_a_provider_lacks_stay_absent() {
        OAuthProvider full = Samples.provider("Lean");
        OAuthProvider lean = full.toBuilder()
                .redirectOnChallenge(true)
                .endpoints(new Endpoints(null, full.endpoints().token(), null))
                .parameters(ProviderParameters.NONE)
                .build();
        catalog.providers().create(lean);
        assertThat(catalog.providers().get("Lean")).isEqualTo(lean);
    }

    @Test
    void providers_are_listed_by_name() {
        catalog.providers().create(Samples.provider("Production"));
        catalog.providers().create(Samples.provider("Development"));
        assertThat(catalog.providers().list())
                .extracting(SecurityProvider::name)
                .containsExactly("Development", "Production");
    }

    @Test
    void a_second_provider_of_the_same_name_is_refused_and_the_first_stays() {
        SecurityProvider first = Samples.provider("SalesforceCC");
        catalog.providers().create(first);
        refused(Reason.DUPLICATE, () -> catalog.providers()
                .create(Samples.provider("SalesforceCC", Endpoints.salesforce(Samples.MY_DOMAIN), "other", "other")));
        assertThat(catalog.providers().list()).containsExactly(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sales force", "a/b", "-dash", "ümlaut", "x\"; drop table credential; --"})
    void a_name_that_would_need_quoting_in_a_url_is_refused(String name) {
        refused(Reason.INVALID, () -> catalog.providers().create(Samples.provider(name)));
        assertThat(catalog.providers().list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://acme.my.salesforce.com/token",
                "/services/oauth2/token",
                "https:///services/oauth2/token",
                "https://user:hunter2@acme.my.salesforce.com/services/oauth2/token",
                "https://acme.my.salesforce.com/services/oauth2/token#top"
            })
    void an_endpoint_that_no_token_can_come_from_is_refused_by_its_label(String endpoint) {
        SecurityProvider provider =
                Samples.provider("Bad", new Endpoints(null, URI.create(endpoint), null), "key", "secret");
        CatalogException refusal =
                refused(Reason.INVALID, () -> catalog.providers().create(provider));
        assertThat(refusal.getMessage()).contains("Token Endpoint").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " key", "key\n", "two words"})
    void a_client_id_with_blanks_is_refused(String clientId) {
        SecurityProvider provider =
                Samples.provider("Bad", Endpoints.salesforce(Samples.MY_DOMAIN), clientId, "secret");
        refused(Reason.INVALID, () -> catalog.providers().create(provider));
    }

    @Test
    void an_unknown_provider_is_answered_with_the_nearest_name() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        CatalogException refusal =
                refused(Reason.NOT_FOUND, () -> catalog.providers().get("salesforcecd"));
        assertThat(refusal.advice()).contains("Did you mean SalesforceCC?");
        assertThat(catalog.providers().find("salesforcecd")).isEmpty();
    }

    @Test
    void a_provider_that_a_data_server_uses_is_not_deleted_and_the_server_is_named() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        catalog.servers().create(Samples.server("Sales", "SalesforceCC"));
        CatalogException refusal =
                refused(Reason.IN_USE, () -> catalog.providers().delete("SalesforceCC"));
        assertThat(refusal.getMessage()).contains("Sales");
        catalog.servers().delete("Sales");
        catalog.providers().delete("SalesforceCC");
        assertThat(catalog.providers().list()).isEmpty();
    }

    @Test
    void deleting_what_is_not_there_is_refused() {
        refused(Reason.NOT_FOUND, () -> catalog.providers().delete("Nobody"));
        refused(Reason.NOT_FOUND, () -> catalog.servers().delete("Nothing"));
    }

    @Test
    void a_data_server_comes_back_as_it_was_created() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        DataServer server = Samples.server("Sales", "SalesforceCC");
        catalog.servers().create(server);
        reopen();
        assertThat(catalog.servers().get("Sales")).isEqualTo(server);
        assertThat(catalog.servers().list()).containsExactly(server);
    }

    @Test
    void a_data_server_of_an_unknown_provider_is_refused_with_the_nearest_name() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        CatalogException refusal =
                refused(Reason.NOT_FOUND, () -> catalog.servers().create(Samples.server("Sales", "SalesforceC")));
        assertThat(refusal.advice()).contains("Did you mean SalesforceCC?");
        assertThat(catalog.servers().list()).isEmpty();
    }

    @Test
    void a_second_data_server_of_the_same_name_is_refused() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        catalog.servers().create(Samples.server("Sales", "SalesforceCC"));
        refused(Reason.DUPLICATE, () -> catalog.servers().create(Samples.server("Sales", "SalesforceCC")));
    }

    @Test
    void the_database_holds_no_secret_in_the_clear() throws SQLException {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        catalog.close();
        try (Connection raw = rawConnection();
                Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery("select user_name, password from credential")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("3MVG9consumerKey");
            assertThat(new String(rows.getBytes(2), StandardCharsets.ISO_8859_1))
                    .doesNotContain("consumer-secret-of-");
        }
    }

    @Test
    void a_secret_that_was_moved_to_another_provider_does_not_decrypt() throws SQLException {
        catalog.providers().create(Samples.provider("Rich"));
        catalog.providers().create(Samples.provider("Poor"));
        catalog.close();
        try (Connection raw = rawConnection();
                Statement statement = raw.createStatement()) {
            int moved = statement.executeUpdate("""
                    update credential set password = (select c.password from credential c
                      join security_provider p on p.id = c.security_provider_id where p.name = 'Rich')
                    where security_provider_id = (select id from security_provider where name = 'Poor')
                    """);
            assertThat(moved).isEqualTo(1);
        }
        catalog = Catalog.open(settings());
        assertThat(catalog.providers().get("Rich")).isEqualTo(Samples.provider("Rich"));
        refused(Reason.KEY, () -> catalog.providers().get("Poor"));
    }

    private void reopen() {
        catalog.close();
        catalog = Catalog.open(settings());
    }

    private static CatalogException refused(Reason reason, Runnable change) {
        var thrown = assertThatExceptionOfType(CatalogException.class).isThrownBy(change::run);
        CatalogException refusal = thrown.actual();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.advice()).isNotBlank();
        return refusal;
    }
}
