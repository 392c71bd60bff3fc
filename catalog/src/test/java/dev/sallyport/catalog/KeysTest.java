package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.PendingAuthorization;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.catalog.CatalogException.Reason;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import dev.sallyport.catalog.Keys.KeyDescription;
import dev.sallyport.catalog.Keys.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class KeysTest {
    private static final TokenKey KEY = TokenKey.ofUser("Sales", "arthur/x");
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");
    private static final TokenState TOKENS = new TokenState(
            new AccessToken(Secret.of("access"), NOON, null, Set.of(), Map.of()), Secret.of("refresh"), null);
    private static final PendingAuthorization SIGN_IN = new PendingAuthorization(
            "state",
            "Sales",
            null,
            "browser",
            Secret.of("verifier"),
            "nonce",
            URI.create("http://localhost/signin-Sales"),
            null,
            NOON);
    private static final String NEW_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private final List<Catalog> opened = new ArrayList<>();
    private Catalog catalog;

    KeysTest(TestDatabase.Kind kind) {
        this.database = new TestDatabase(kind);
    }

    @BeforeEach
    void fill() {
        catalog = open();
        catalog.providers().create(Samples.provider("Sales"));
        save(catalog, KEY);
        catalog.connections().pending().add(SIGN_IN, NOON.minusSeconds(60));
    }

    @AfterEach
    void close() {
        opened.forEach(Catalog::close);
    }

    @Test
    void a_new_catalogue_has_one_data_key_under_its_master_key() {
        List<KeyDescription> keys = catalog.keys().list();

        assertThat(keys).extracting(KeyDescription::kind).containsExactly(Kind.MASTER, Kind.DATA);
        assertThat(keys).allMatch(KeyDescription::primary).doesNotHaveDuplicates();
        assertThat(keys).extracting(KeyDescription::id).allMatch(id -> id.matches("[0-9a-f]{8}"));
        assertThat(keys).extracting(KeyDescription::since).doesNotContainNull();
    }

    @Test
    void rotation_encrypts_everything_anew_with_a_key_of_its_own() {
        List<KeyDescription> before = catalog.keys().list();

        assertThat(catalog.keys().rotate()).isEqualTo(4);

        List<KeyDescription> after = catalog.keys().list();
        assertThat(after).hasSize(2);
        assertThat(after.get(0).id()).isEqualTo(before.get(0).id());
        assertThat(after.get(1).id()).isNotEqualTo(before.get(1).id());
        assertEverythingReads(catalog);
    }

    @Test
    void the_old_key_decrypts_nothing_after_rotation() throws Exception {
        DataKeys old = stored().keys();
        assertThat(stored().decryptable(old)).isEqualTo(4);

        catalog.keys().rotate();

        assertThat(stored().decryptable(old)).isZero();
        assertThat(stored().decryptable(stored().keys())).isEqualTo(4);
        assertThat(stored().keys().ids()).doesNotContainAnyElementsOf(old.ids());
    }

    @Test
    void another_process_goes_on_while_keys_are_replaced() {
        Catalog another = open();
        for (int round = 0; round < 3; round++) {
            catalog.keys().rotate();
            assertThat(another.tokens().store().read(KEY)).isEqualTo(TOKENS);
            catalog.keys().rotate();
            TokenKey written = TokenKey.ofUser("Sales", "written by another " + round);
            save(another, written);
            assertThat(catalog.tokens().store().read(written)).isEqualTo(TOKENS);
        }
        assertEverythingReads(another);
    }

    @Test
    void nothing_that_is_stored_during_rotations_is_lost() {
        AtomicBoolean rotating = new AtomicBoolean(true);
        Catalog another = open();
        List<CompletableFuture<Integer>> writers = new ArrayList<>();
        for (Catalog node : List.of(catalog, another)) {
            writers.add(CompletableFuture.supplyAsync(() -> {
                int written = 0;
                while (rotating.get()) {
                    String name = "P" + opened.indexOf(node) + "-" + written++;
                    node.providers().create(Samples.provider(name));
                    save(node, TokenKey.ofClient(name));
                    node.providers().update(Samples.provider("Sales"));
                }
                return written;
            }));
        }
        for (int i = 0; i < 15; i++) {
            catalog.keys().rotate();
        }
        rotating.set(false);
        int written = writers.stream().mapToInt(CompletableFuture::join).sum();

        Catalog fresh = open();
        assertThat(fresh.providers().list()).hasSize(written + 1).allSatisfy(provider -> assertThat(provider)
                .isEqualTo(Samples.provider(provider.name())));
        assertThat(fresh.tokens().list()).hasSize(written).allSatisfy(token -> assertThat(
                        fresh.tokens().store().read(token.metadata().key()))
                .isEqualTo(TOKENS));
        assertThat(fresh.keys().rotate()).isEqualTo(1 + 3 * written);
    }

    @Test
    void a_rotation_that_fails_in_the_middle_changes_nothing() throws Exception {
        List<KeyDescription> before = catalog.keys().list();
        // Found only after the credentials have been encrypted anew.
        execute("update stored_token set refresh_token = access_token");

        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.keys().rotate())
                .withMessageContaining("Nothing was changed");

        assertThat(catalog.keys().list()).isEqualTo(before);
        assertThat(open().providers().get("Sales")).isEqualTo(Samples.provider("Sales"));
    }

    @Test
    void a_key_is_not_dropped_while_a_column_that_nobody_listed_needs_it() throws Exception {
        execute("create table forgotten (secret bytea)");
        execute("insert into forgotten select password from credential");

        assertThatIllegalStateException()
                .isThrownBy(() -> catalog.keys().rotate())
                .withMessageContaining("forgotten.secret");

        execute("drop table forgotten");
        assertEverythingReads(catalog);
    }

    @Test
    void a_secret_is_encrypted_only_within_the_change_that_stores_it() {
        try (Database beside = Database.open(database.settings(folder).storage(), folder)) {
            SecretCipher cipher = SecretCipher.open(
                    beside,
                    new KeysetTable(Clock.systemUTC()),
                    database.settings(folder).key());
            assertThatIllegalStateException().isThrownBy(() -> cipher.encrypt(Secret.of("x"), "owner"));
        }
    }

    @Test
    void a_master_key_that_was_made_is_replaced_in_its_file_and_the_secrets_stay_as_they_are() throws Exception {
        Catalog another = open();
        String oldKey = Files.readString(keyFile());
        List<byte[]> ciphertexts = stored().ciphertexts();
        List<KeyDescription> before = catalog.keys().list();

        assertThat(catalog.keys().rotateMaster()).isZero();

        assertThat(Files.readString(keyFile())).isNotEqualTo(oldKey);
        assertThat(newKeyFile()).doesNotExist();
        assertThat(stored().ciphertexts()).containsExactlyElementsOf(ciphertexts);
        List<KeyDescription> after = catalog.keys().list();
        assertThat(after.get(0).id()).isNotEqualTo(before.get(0).id());
        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertEverythingReads(open());
        assertThat(another.keys().rotate())
                .as("another process finds the new key")
                .isEqualTo(4);
        refusesKey(Secret.of(oldKey.strip()));
    }

    @Test
    void a_rotation_of_the_master_key_that_ended_before_the_catalogue_took_it_changes_nothing() throws Exception {
        String oldKey = Files.readString(keyFile());
        catalog.keys().rotateMaster();
        String stray = Files.readString(keyFile());
        catalog.keys().rotateMaster();
        // As if the process had made this file and ended.
        ownerOnly(newKeyFile(), stray);

        assertEverythingReads(open());
        catalog.keys().rotateMaster();
        assertThat(newKeyFile()).doesNotExist();
        assertThat(Files.readString(keyFile())).isNotIn(oldKey, stray);
        assertThat(open().providers().list()).hasSize(1);
    }

    @Test
    void a_rotation_of_the_master_key_that_ended_before_its_file_was_in_place_is_finished_by_the_next_start()
            throws Exception {
        String oldKey = Files.readString(keyFile());
        catalog.keys().rotateMaster();
        String newKey = Files.readString(keyFile());
        // As if the process had ended before it moved the file.
        ownerOnly(newKeyFile(), newKey);
        Files.writeString(keyFile(), oldKey);

        assertEverythingReads(open());

        assertThat(Files.readString(keyFile())).isEqualTo(newKey);
        assertThat(newKeyFile()).doesNotExist();
    }

    @Test
    void a_rotation_of_the_master_key_that_ended_before_its_file_was_in_place_is_finished_by_the_next_rotation()
            throws Exception {
        String oldKey = Files.readString(keyFile());
        catalog.keys().rotateMaster();
        ownerOnly(newKeyFile(), Files.readString(keyFile()));
        Files.writeString(keyFile(), oldKey);

        catalog.keys().rotateMaster();

        assertEverythingReads(open());
        assertThat(newKeyFile()).doesNotExist();
    }

    @Test
    void a_given_master_key_takes_the_place_of_the_one_that_was_made() {
        KeySource given = new KeySource.Given(Secret.of(NEW_KEY), "NEW_KEY");
        catalog.keys().rotateMaster(given);

        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(this::open)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.KEY));
        Catalog withNewKey = remember(Catalog.open(database.settings(folder).with(given)));
        assertEverythingReads(withNewKey);
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> withNewKey.keys().rotateMaster())
                .satisfies(refusal -> assertThat(refusal.advice()).contains("--new-key-file"));
    }

    @Test
    void a_new_master_key_that_is_none_changes_nothing() {
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.keys().rotateMaster(new KeySource.Given(Secret.of("short"), "NEW_KEY")))
                .withMessageContaining("NEW_KEY");
        assertEverythingReads(open());
    }

    @Test
    void keys_tell_nothing_of_their_material() throws IOException {
        String key = Files.readString(keyFile()).strip();
        assertThat(catalog.keys().list().toString()).doesNotContain(key);
    }

    private Catalog open() {
        return remember(Catalog.open(database.settings(folder)));
    }

    private Catalog remember(Catalog newlyOpened) {
        opened.add(newlyOpened);
        return newlyOpened;
    }

    private StoredSecrets stored() {
        return new StoredSecrets(() -> database.connect(folder), keyFile());
    }

    private Path keyFile() {
        return folder.resolve("sallyport.key");
    }

    private Path newKeyFile() {
        return folder.resolve("sallyport.key.new");
    }

    private void ownerOnly(Path file, String text) throws IOException {
        Files.move(OwnerOnly.createTemporaryFile(file), file);
        Files.writeString(file, text);
    }

    private static void save(Catalog catalog, TokenKey key) {
        try (TokenStore.Lease lease =
                catalog.tokens().store().lease(key, Duration.ofMinutes(1)).orElseThrow()) {
            lease.save(TOKENS);
        }
    }

    /** The sign-in is there only once, so this can be asked once a test. */
    private static void assertEverythingReads(Catalog catalog) {
        assertThat(catalog.providers().get("Sales")).isEqualTo(Samples.provider("Sales"));
        assertThat(catalog.tokens().store().read(KEY)).isEqualTo(TOKENS);
        assertThat(catalog.connections().pending().take("state")).contains(SIGN_IN);
        catalog.connections().pending().add(SIGN_IN, NOON.minusSeconds(60));
    }

    private void refusesKey(Secret key) {
        assertThatThrownBy(() -> Catalog.open(database.settings(folder).with(new KeySource.Given(key)))
                        .close())
                .isInstanceOf(CatalogException.class);
    }

    private void execute(String sql) throws SQLException {
        try (Connection raw = database.connect(folder);
                Statement statement = raw.createStatement()) {
            statement.execute(sql);
        }
    }
}
