package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.CatalogException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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

    /** The database without the catalogue, as someone with access to it would open it. */
    abstract DataSource rawDatabase();

    final Connection rawConnection() throws SQLException {
        return rawDatabase().getConnection();
    }

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
    void of_two_changes_to_the_same_state_of_a_provider_the_second_is_refused() {
        OAuthProvider provider = Samples.provider("Contested");
        catalog.providers().create(provider);
        long read = catalog.providers().getVersioned("Contested").version();

        catalog.providers()
                .update(provider.toBuilder().redirectOnChallenge(true).build(), read);
        refused(Reason.STALE, () -> catalog.providers().update(provider.withEnabled(false), read));

        Versioned<SecurityProvider> now = catalog.providers().getVersioned("Contested");
        assertThat(now.version()).isGreaterThan(read);
        assertThat(now.value().enabled()).isTrue();
    }

    @Test
    void of_two_changes_to_the_same_state_of_a_data_server_the_second_is_refused() {
        catalog.providers().create(Samples.provider("First"));
        catalog.providers().create(Samples.provider("Second"));
        catalog.servers().create(Samples.server("Sales", "First"));
        long read = catalog.servers().getVersioned("Sales").version();

        catalog.servers().update(Samples.server("Sales", "Second"), read);
        refused(Reason.STALE, () -> catalog.servers().update(Samples.server("Sales", "First"), read));
        refused(Reason.NOT_FOUND, () -> catalog.servers().update(Samples.server("Sales", "Third"), read + 1));
        refused(Reason.NOT_FOUND, () -> catalog.servers().update(Samples.server("Other", "First"), read));

        assertThat(catalog.servers().salesforce("Sales").securityProvider()).isEqualTo("Second");
    }

    @Test
    void a_document_keeps_the_secrets_that_it_does_not_name_and_has_no_place_for_strange_ones() {
        OAuthProvider provider = Samples.provider("Revised");
        catalog.providers().create(provider);
        String document = catalog.providers().exportDocument("Revised");

        assertThat(catalog.providers().read(document, Map.of(), provider).provider())
                .isEqualTo(provider);
        assertThat(SecurityProviders.secretsOf(catalog.providers()
                        .read(document, Map.of("Client", Optional.empty()), provider)
                        .provider()))
                .isEmpty();
        refused(Reason.INVALID, () -> catalog.providers()
                .read(document, Map.of("Strange", Optional.of(Secret.of("x"))), provider));
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
    void providers_of_every_kind_come_back_as_they_were_created() {
        List<SecurityProvider> providers = ProviderSamples.everyKind();
        providers.forEach(catalog.providers()::create);
        reopen();
        assertThat(catalog.providers().list()).containsExactlyInAnyOrderElementsOf(providers);
    }

    @Test
    void an_update_replaces_all_but_name_and_type_and_keeps_the_data_servers() {
        OAuthProvider before = Samples.provider("SalesforceCC");
        catalog.providers().create(before);
        catalog.servers().create(Samples.server("Sales", "SalesforceCC"));
        OAuthProvider after = ProviderSamples.jwtBearer("SalesforceCC");
        catalog.providers().update(after);
        reopen();
        assertThat(catalog.providers().get("SalesforceCC")).isEqualTo(after);
        assertThat(catalog.servers().salesforce("Sales").securityProvider()).isEqualTo("SalesforceCC");
    }

    @Test
    void the_secrets_that_an_update_drops_are_gone_from_the_database() throws SQLException {
        catalog.providers().create(ProviderSamples.resourceOwnerPassword("Legacy"));
        catalog.providers().update(Samples.provider("Legacy"));
        catalog.close();
        assertThat(rows("select type from credential")).containsExactly("Client");
    }

    @Test
    void an_update_never_changes_the_type_and_needs_a_provider() {
        SecurityProvider stored = Samples.provider("SalesforceCC");
        catalog.providers().create(stored);
        CatalogException refusal = refused(
                Reason.INVALID, () -> catalog.providers().update(ProviderSamples.openIdConnect("SalesforceCC")));
        assertThat(refusal.getMessage()).contains("OAuth");
        refused(Reason.NOT_FOUND, () -> catalog.providers().update(Samples.provider("Nobody")));
        assertThat(catalog.providers().list()).containsExactly(stored);
    }

    @Test
    void a_disabled_provider_is_enabled_again_with_all_that_it_had() {
        SecurityProvider provider = Samples.provider("SalesforceCC");
        catalog.providers().create(provider);
        catalog.providers().setEnabled("SalesforceCC", false);
        assertThat(catalog.providers().get("SalesforceCC")).isEqualTo(provider.withEnabled(false));
        catalog.providers().setEnabled("SalesforceCC", true);
        assertThat(catalog.providers().get("SalesforceCC")).isEqualTo(provider);
        refused(Reason.NOT_FOUND, () -> catalog.providers().setEnabled("Nobody", true));
    }

    @Test
    void an_export_with_a_passphrase_brings_every_secret_into_another_catalogue() {
        OAuthProvider provider = ProviderSamples.resourceOwnerPassword("Legacy");
        Secret passphrase = Secret.of("correct horse battery staple");
        catalog.providers().create(provider);
        String document = catalog.providers().exportDocument("Legacy", passphrase);
        assertThat(document).doesNotContain(ProviderSamples.MARK);
        catalog.providers().delete("Legacy");
        ImportedProvider imported = catalog.providers().importDocument(document, passphrase);
        assertThat(imported.notes()).isEmpty();
        assertThat(catalog.providers().get("Legacy")).isEqualTo(provider.withEnabled(false));
    }

    @Test
    void the_database_holds_no_secret_in_the_clear() throws SQLException, IOException {
        ProviderSamples.everyKind().forEach(catalog.providers()::create);
        catalog.close();
        assertThat(rows("select definition from security_provider"))
                .hasSameSizeAs(ProviderSamples.everyKind())
                .noneMatch(definition -> definition.contains(ProviderSamples.MARK));
        assertThat(rows("select password from credential"))
                .hasSizeGreaterThan(ProviderSamples.everyKind().size())
                .noneMatch(password -> password.contains(ProviderSamples.MARK));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(ProviderSamples.MARK);
            }
        }
    }

    @Test
    void providers_that_the_first_version_stored_come_back_equal() throws SQLException {
        catalog.close();
        empty();
        Flyway.configure()
                .dataSource(rawDatabase())
                .locations("classpath:dev/sallyport/catalog/migrations")
                .table("schema_version")
                .target("1")
                .load()
                .migrate();
        DataKeys keys = FirstVersion.keys(EncryptionKey.find(settings().key(), true));
        OAuthProvider full =
                Samples.provider("Full", Endpoints.salesforce(Samples.MY_DOMAIN), "k\\e\"y", "secret-full");
        full = full.toBuilder()
                .grant(new Grant.ClientCredentials(List.of("api", "a/b"), null))
                .endpoints(new Endpoints(
                        full.endpoints().authorization(),
                        full.endpoints().token(),
                        full.endpoints().userInfo()))
                .build();
        OAuthProvider lean = full.toBuilder()
                .clientAuthentication(ClientAuthentication.BASIC)
                .redirectOnChallenge(true)
                .endpoints(new Endpoints(null, full.endpoints().token(), null))
                .parameters(ProviderParameters.NONE)
                .build();
        try (Connection raw = rawConnection()) {
            FirstVersion.insertProof(raw, keys);
            FirstVersion.insert(raw, "id-1", full, keys);
            FirstVersion.insert(raw, "id-2", FirstVersion.renamed(lean, "Lean"), keys);
        }
        catalog = Catalog.open(settings());
        assertThat(catalog.providers().list()).containsExactly(full, FirstVersion.renamed(lean, "Lean"));
        assertThat(catalog.servers().list()).hasSize(2);
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

    private List<String> rows(String query) throws SQLException {
        try (Connection raw = rawConnection();
                Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(
                        rows.getObject(1) instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.ISO_8859_1)
                                : rows.getString(1));
            }
            return texts;
        }
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

    @Test
    void a_catalogue_that_a_later_version_has_brought_up_to_date_is_used_by_this_one() {
        catalog.close();
        var unused = Flyway.configure()
                .dataSource(rawDatabase())
                .locations("classpath:dev/sallyport/catalog/migrations", "classpath:dev/sallyport/catalog/future")
                .table("schema_version")
                .load()
                .migrate();
        catalog = Catalog.open(settings());
        SecurityProvider provider = Samples.provider("SalesforceCC");
        catalog.providers().create(provider);
        catalog.servers().create(Samples.server("Sales", "SalesforceCC"));
        reopen();
        assertThat(catalog.providers().get("SalesforceCC")).isEqualTo(provider);
        assertThat(catalog.servers().get("Sales")).isEqualTo(Samples.server("Sales", "SalesforceCC"));
    }
}
