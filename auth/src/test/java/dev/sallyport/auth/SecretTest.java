package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are held here, and those that are kept elsewhere. */
class SecretTest {
    @TempDir
    Path folder;

    @Test
    void a_secret_shows_itself_to_nobody_who_does_not_ask() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).hasToString("Secret[hidden]");
        assertThat(new ClientCredential("id", secret).toString()).doesNotContain("hunter2");
        assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
        assertThat(secret).isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(" \n"));
    }

    @Test
    void a_secret_in_a_file_is_read_whenever_it_is_needed() throws Exception {
        Path file = folder.resolve("secret.txt");
        Files.writeString(file, "first\n");
        Secret secret = Secret.at(SecretReference.parse("file:" + file));
        assertThat(secret.reveal()).isEqualTo("first");

        Files.writeString(file, "second\n");

        assertThat(secret.reveal()).isEqualTo("second");
        assertThat(secret).hasToString("Secret[file:" + file + "]");
        assertThat(secret).isEqualTo(Secret.at(SecretReference.parse("file:" + file)));
        assertThat(secret).isNotEqualTo(Secret.of("second"));
    }

    @Test
    void a_secret_that_is_not_there_is_told_by_its_place_alone() throws Exception {
        assertThat(unavailable("file:" + folder.resolve("none")).getMessage()).contains("none");
        Files.writeString(folder.resolve("blank"), " \n");
        assertThat(unavailable("file:" + folder.resolve("blank")).getMessage()).contains("is empty");
        assertThat(unavailable("env:SALLYPORT_NO_SUCH_VARIABLE").getMessage()).contains("SALLYPORT_NO_SUCH_VARIABLE");
    }

    @Test
    void an_environment_variable_is_read() {
        assertThat(Secret.at(SecretReference.parse("env:PATH")).reveal()).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void a_source_of_another_kind_is_found_by_its_scheme() {
        assertThat(Secret.at(SecretReference.parse("test-vault:crm/secret")).reveal())
                .isEqualTo("from the vault: crm/secret");
    }

    @Test
    void what_is_no_reference_is_refused_with_the_schemes_there_are() {
        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> SecretReference.parse("vault:x"));

        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThat(refusal.advice()).contains("env, file, test-vault");
        assertThat(catchThrowableOfType(AuthorizationException.class, () -> SecretReference.parse("no scheme"))
                        .advice())
                .contains("env:SALESFORCE_SECRET");
    }

    private static AuthorizationException unavailable(String reference) {
        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, Secret.at(SecretReference.parse(reference))::reveal);
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        return refusal;
    }

    /** A vault as somebody else would plug it in. */
    public static final class TestVault implements SecretSource {
        @Override
        public String scheme() {
            return "test-vault";
        }

        @Override
        public String read(String path) {
            return "from the vault: " + path;
        }
    }
}
