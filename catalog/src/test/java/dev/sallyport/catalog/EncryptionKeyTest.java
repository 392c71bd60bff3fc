package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.CatalogException.Reason;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyTest {
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private static final String PASSWORD = "a password of a key store";

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("data");
    }

    private Path keyFile() {
        return folder().resolve("sallyport.key");
    }

    @Test
    void the_first_start_makes_a_folder_and_a_key_for_their_owner_alone() throws IOException {
        Catalog.open(CatalogSettings.inFolder(folder())).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(keyFile()).strip()))
                .hasSize(32);
        try (var files = Files.list(folder())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".tmp")))
                    .isEmpty();
        }
    }

    @Test
    void starters_at_the_same_moment_agree_on_one_key() {
        Set<Integer> keys = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 8).parallel().forEach(start -> {
            Path file = parent.resolve("shared.key");
            keys.add(EncryptionKey.find(new KeySource.MadeOnFirstStart(file), false)
                    .id());
        });
        assertThat(keys).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void a_key_file_that_others_can_use_is_refused_with_the_command_that_closes_it(String permissions)
            throws IOException {
        Catalog.open(CatalogSettings.inFolder(folder())).close();
        Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString(permissions));
        CatalogException refusal = refused(CatalogSettings.inFolder(folder()));
        assertThat(refusal.advice()).contains("chmod 600 '" + keyFile() + "'");
    }

    @Test
    void a_lost_key_is_not_made_anew_over_secrets_that_it_could_not_read() throws IOException {
        Catalog.open(CatalogSettings.inFolder(folder())).close();
        Files.delete(keyFile());
        assertThat(refused(CatalogSettings.inFolder(folder())).getMessage()).contains("is not at");
        assertThat(keyFile()).doesNotExist();
    }

    @Test
    void another_key_than_the_first_is_refused_when_the_catalogue_opens() {
        CatalogSettings settings = CatalogSettings.inFolder(folder());
        Catalog.open(settings.with(new KeySource.Given(Secret.of(KEY)))).close();
        CatalogException refusal = refused(settings.with(new KeySource.Given(Secret.of(OTHER_KEY))));
        assertThat(refusal.advice()).contains("SALLYPORT_KEY");
        Catalog.open(settings.with(new KeySource.Given(Secret.of(KEY)))).close();
    }

    @Test
    void the_environment_names_the_key_before_its_file_and_no_key_file_is_made() throws IOException {
        Path file = parent.resolve("elsewhere.key");
        Files.writeString(file, OTHER_KEY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Catalog.open(CatalogSettings.ofEnvironment(
                        folder(), Map.of("SALLYPORT_KEY", KEY, "SALLYPORT_KEY_FILE", file.toString())))
                .close();
        assertThat(keyFile()).doesNotExist();
        Catalog.open(CatalogSettings.ofEnvironment(folder(), Map.of("SALLYPORT_KEY", KEY)))
                .close();
        refused(CatalogSettings.ofEnvironment(folder(), Map.of("SALLYPORT_KEY_FILE", file.toString())));
    }

    @Test
    void a_key_store_holds_the_key_and_its_password_comes_from_the_environment_or_a_file() throws Exception {
        Path store = keyStore("sallyport", 32);
        Path passwordFile = parent.resolve("password");
        Files.writeString(passwordFile, PASSWORD + "\n");

        Catalog.open(CatalogSettings.ofEnvironment(
                        folder(),
                        Map.of("SALLYPORT_KEYSTORE", store.toString(), "SALLYPORT_KEYSTORE_PASSWORD", PASSWORD)))
                .close();
        Catalog.open(CatalogSettings.ofEnvironment(
                        folder(),
                        Map.of(
                                "SALLYPORT_KEYSTORE",
                                store.toString(),
                                "SALLYPORT_KEYSTORE_PASSWORD_FILE",
                                passwordFile.toString())))
                .close();

        assertThat(keyFile()).doesNotExist();
        assertThat(refused(CatalogSettings.inFolder(folder()).with(new KeySource.Given(Secret.of(OTHER_KEY))))
                        .advice())
                .contains("SALLYPORT_KEYSTORE");
    }

    @Test
    void a_key_store_without_its_password_or_the_key_is_refused_with_what_to_do() throws Exception {
        Path store = keyStore("other", 16);
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(
                        () -> CatalogSettings.ofEnvironment(folder(), Map.of("SALLYPORT_KEYSTORE", store.toString())))
                .satisfies(refusal -> assertThat(refusal.advice()).contains("SALLYPORT_KEYSTORE_PASSWORD_FILE"));
        Map<String, String> environment =
                new HashMap<>(Map.of("SALLYPORT_KEYSTORE", store.toString(), "SALLYPORT_KEYSTORE_PASSWORD", PASSWORD));
        assertThat(refused(CatalogSettings.ofEnvironment(folder(), environment)).advice())
                .contains("keytool", "-alias sallyport", "SALLYPORT_KEYSTORE_ALIAS");
        environment.put("SALLYPORT_KEYSTORE_ALIAS", "other");
        assertThat(refused(CatalogSettings.ofEnvironment(folder(), environment)).getMessage())
                .as("128 bits are not enough")
                .contains("no 256-bit secret key other");
        environment.put("SALLYPORT_KEYSTORE_PASSWORD", "wrong");
        assertThat(refused(CatalogSettings.ofEnvironment(folder(), environment)).getMessage())
                .contains("does not open")
                .doesNotContain("wrong");
    }

    private Path keyStore(String alias, int bytes) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] key = Arrays.copyOf(Base64.getDecoder().decode(KEY), bytes);
        store.setKeyEntry(alias, new SecretKeySpec(key, "AES"), PASSWORD.toCharArray(), null);
        Path file = parent.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tooshort", "not base64 at all!", "MDEyMzQ1Njc4OWFiY2RlZg=="})
    void a_key_that_is_not_one_is_refused_without_being_shown(String key) {
        CatalogException refusal =
                refused(CatalogSettings.inFolder(folder()).with(new KeySource.Given(Secret.of(key))));
        assertThat(refusal.getMessage()).contains("SALLYPORT_KEY").doesNotContain(key);
        assertThat(refusal.advice()).contains("openssl rand -base64 32");
        assertThat(refusal).hasNoCause();
    }

    private static CatalogException refused(CatalogSettings settings) {
        var thrown = assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> Catalog.open(settings).close());
        CatalogException refusal = thrown.actual();
        assertThat(refusal.reason()).isEqualTo(Reason.KEY);
        return refusal;
    }
}
