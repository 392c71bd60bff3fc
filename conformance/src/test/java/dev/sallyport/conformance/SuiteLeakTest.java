package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Looks for secrets in all that the modules' tests have written in this build: their logs, of which Sallyport's own are at
 * the finest level, what they printed, and the failures. It runs after all of them: the build has this module last, and
 * this test after the module's others. The secrets are known by their shape: real ones are made anew for each local org.
 */
@Order(Integer.MAX_VALUE)
class SuiteLeakTest {
    /** The shapes of what must not be seen. */
    private static final Pattern SECRET = Pattern.compile(String.join(
            "|",
            // A Salesforce session: the org's id and what proves it.
            "\\b00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{30,}",
            // A Salesforce refresh token.
            "\\b5Aep[A-Za-z0-9._!]{40,}",
            // A token of Sallyport's own API.
            "\\bsallyport_[A-Za-z0-9_-]{40,}",
            // A consumer secret.
            "\\b[0-9A-F]{64}\\b",
            // A JWT: an assertion or an ID token.
            "\\beyJ[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{15,}",
            "-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----",
            "\\bBearer [A-Za-z0-9._!~+/-]{20,}",
            "\\bBasic [A-Za-z0-9+/=]{24,}"));

    /** The org's own tests are about what it answers, secrets too. */
    private static final List<String> MODULES = List.of(
            "auth",
            "salesforce",
            "sql",
            "jdbc",
            "spark",
            "catalog",
            "transfer",
            "flight",
            "server",
            "cli",
            "examples",
            "examples/jdbc",
            "examples/spark",
            "conformance/browser",
            "conformance/camel",
            "conformance/spark",
            "bench",
            "conformance");

    @Test
    void no_test_of_any_module_wrote_a_secret() throws IOException {
        List<Path> reports = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = Path.of("..", module, "target", "surefire-reports");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().matches(".*\\.(txt|xml)"))
                            .filter(file -> !file.toString().contains(SuiteLeakTest.class.getSimpleName()))
                            .forEach(reports::add);
                }
            }
        }
        assumeFalse(reports.isEmpty(), "This module is tested alone: there is nothing to look through.");

        assertThat(reports).allSatisfy(report -> assertThat(secretsIn(text(report)))
                .as(report.toString())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sid=00D5g000004XyzAEAW!AQEAQFv0123456789abcdefghijklmnopqrstuvwxyz.ABC more",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "jwt eyJhbGciOiJSUzI1NiIsIng.eyJpc3MiOiJhYmNkZWZnaGkifQ.c2lnbmF0dXJlc2lnbmF0dXJl",
                "-----BEGIN PRIVATE KEY-----",
                "key sallyport_h7ystI9SFytlTjy7_MvwleqDi6unjENZaBAdeNFTqOw",
                "Authorization: Basic M01WRzkua2V5OnMzY3JldDp3aXRoIGNvbG9u"
            })
    void a_secret_is_known_by_its_shape(String text) {
        assertThat(secretsIn(text)).hasSize(1);
    }

    /** Where they are, and not what they are: this output is kept, too. */
    private static List<Integer> secretsIn(String text) {
        List<Integer> places = new ArrayList<>();
        Matcher secret = SECRET.matcher(text);
        while (secret.find()) {
            places.add(secret.start());
        }
        return places;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
