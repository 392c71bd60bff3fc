package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar as it ships, in a JVM that has nothing else on its class path. */
class ShippedJarIT {
    private static final String JAR = System.getProperty("driver.jar");

    @Test
    void a_plain_program_queries_an_org_with_the_jar_alone() throws IOException, InterruptedException {
        try (LocalOrg org = LocalOrg.builder().records(1_000).start()) {
            ReadyApp app = org.readyApp();
            String output = run(
                    Map.of("CONSUMER_KEY", app.consumerKey(), "CONSUMER_SECRET", app.consumerSecret()),
                    "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false");
            assertThat(output)
                    .containsPattern("row Closed Won \\d+")
                    .contains("driver dev.sallyport.jdbc.SallyportDriver false false false false")
                    .contains("resource com.google.common.collect.ImmutableList false")
                    .contains("resource org.slf4j.Logger false")
                    .contains("resource org.h2.Driver false")
                    .doesNotContain("SLF4J", "exit code 1", app.consumerSecret());
            assertThat(output.lines().filter(line -> line.startsWith("driver ")))
                    .hasSize(1);
        }
    }

    @Test
    void the_jar_alone_says_that_it_cannot_read_what_the_command_has_set_up() throws IOException, InterruptedException {
        assertThat(run(Map.of(), "jdbc:sallyport:salesforce:@Sales"))
                .contains(
                        "SQLFeatureNotSupportedException: This jar cannot read what the sallyport command has set up.")
                .contains("dev.sallyport:sallyport-jdbc", "exit code 1")
                .doesNotContain("NoClassDefFoundError", "Caused by");
    }

    /** Runs the plain program and answers what it prints, and its exit code if it fails. */
    private static String run(Map<String, String> environment, String url) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR + File.pathSeparator + System.getProperty("program.classes"),
                PlainProgram.class.getName(),
                url,
                "SELECT StageName, COUNT(*) FROM Opportunity GROUP BY StageName ORDER BY StageName");
        program.environment().putAll(environment);
        program.redirectErrorStream(true);
        Process process = program.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return code == 0 ? output : output + "exit code " + code;
    }

    @Test
    void no_class_in_the_jar_stands_outside_dev_sallyport() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> strangers = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("dev/sallyport/"))
                    .toList();
            assertThat(strangers).isEmpty();
        }
    }
}
