package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.CatalogException.Reason;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import dev.sallyport.catalog.Keys.KeyDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A catalogue whose secrets the master key encrypted itself, as the first version left it. */
@ParameterizedClass
@EnumSource
class FirstVersionTest {
    private static final KeySource KEY = new KeySource.Given(Secret.of("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
    private static final KeySource OTHER_KEY =
            new KeySource.Given(Secret.of("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="));
    private static final String PROVIDER_ID = "6f1f3c0a-0000-4000-8000-000000000001";

    /** What the first version wrote under that key. */
    private static final byte[] PROOF =
            Base64.getDecoder().decode("AT6xvUNKHyhbRDCha2XuSg0ErMxZbcZSaYIRiYEitoO+OdysQJIeYGId");

    private static final byte[] PASSWORD =
            Base64.getDecoder().decode("AT6xvUNGi5tVJ2FBQ3BOy/soq9DK/HnrZIbwoqK2iBgVkn41Ae39M61VTpAQ3jPjpy992w==");

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    FirstVersionTest(TestDatabase.Kind kind) {
        this.database = new TestDatabase(kind);
    }

    @BeforeEach
    void leaveAsTheFirstVersionDid() throws SQLException {
        try (Connection raw = database.connect(folder);
                Statement statement = raw.createStatement()) {
            Flyway.configure()
                    .dataSource(raw.getMetaData().getURL(), raw.getMetaData().getUserName(), "")
                    .locations("classpath:dev/sallyport/catalog/migrations")
                    .table("schema_version")
                    .target("1")
                    .load()
                    .migrate();
            statement.execute(
                    "insert into security_provider (id, name, type, grant_type, scopes,"
                            + " client_authentication, resource_authentication, token_owner, redirect_on_challenge,"
                            + " token_endpoint) values ('" + PROVIDER_ID
                            + "', 'SalesforceCC', 'OAuth', 'Client Credentials',"
                            + " '', 'Basic', 'Bearer', 'Client', true, 'https://acme.my.salesforce.com/services/oauth2/token')");
            insert(raw, "insert into encryption_proof (id, ciphertext) values (1, ?)", PROOF);
            insert(
                    raw,
                    "insert into credential (security_provider_id, type, user_name, password) values ('" + PROVIDER_ID
                            + "', 'Client', '3MVG9consumerKey', ?)",
                    PASSWORD);
        }
    }

    private static void insert(Connection raw, String sql, byte[] ciphertext) throws SQLException {
        try (PreparedStatement insert = raw.prepareStatement(sql)) {
            insert.setBytes(1, ciphertext);
            insert.executeUpdate();
        }
    }

    @Test
    void its_secrets_still_decrypt_with_the_same_key_and_new_ones_get_a_key_of_their_own() {
        try (Catalog catalog = open(KEY)) {
            assertSecretReads(catalog);
            List<KeyDescription> keys = catalog.keys().list();
            String masterId = keys.get(0).id();
            assertThat(keys).hasSize(3);
            assertThat(keys.get(1).primary()).isTrue();
            assertThat(keys.get(2).primary()).isFalse();
            assertThat(keys.get(2).id()).isEqualTo(masterId);
            assertThat(keys.get(2).since()).isNull();
        }
        try (Catalog again = open(KEY)) {
            assertSecretReads(again);
        }
    }

    @Test
    void another_key_is_refused_and_changes_nothing() {
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> open(OTHER_KEY))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.KEY));
        try (Catalog catalog = open(KEY)) {
            assertSecretReads(catalog);
        }
    }

    @Test
    void a_lost_key_file_is_not_made_anew() {
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> Catalog.open(database.settings(folder)))
                .withMessageContaining("is not at");
        assertThat(Files.exists(folder.resolve("sallyport.key"))).isFalse();
    }

    @Test
    void rotation_leaves_nothing_that_the_master_key_encrypted_itself() {
        try (Catalog catalog = open(KEY)) {
            assertThat(catalog.keys().rotate()).isEqualTo(1);
            assertThat(catalog.keys().list()).hasSize(2);
            assertSecretReads(catalog);
        }
    }

    @Test
    void another_master_key_leaves_nothing_that_the_old_one_encrypted_itself() {
        try (Catalog catalog = open(KEY)) {
            assertThat(catalog.keys().rotateMaster(OTHER_KEY)).isEqualTo(1);
            assertThat(catalog.keys().list()).hasSize(2);
        }
        try (Catalog catalog = open(OTHER_KEY)) {
            assertSecretReads(catalog);
        }
    }

    private Catalog open(KeySource key) {
        return Catalog.open(database.settings(folder).with(key));
    }

    private static void assertSecretReads(Catalog catalog) {
        OAuthProvider provider = (OAuthProvider) catalog.providers().get("SalesforceCC");
        assertThat(provider.credentials().client().clientSecret()).isEqualTo(Secret.of("the consumer secret"));
    }
}
