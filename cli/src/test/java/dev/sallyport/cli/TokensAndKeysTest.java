package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensAndKeysTest {
    private static final String NEW_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final String QUERY = "SELECT Name FROM Account ORDER BY Name LIMIT 3";

    @TempDir
    Path folder;

    private final LocalOrg org = LocalOrg.builder().records(500).start();
    private final ReadyApp app = org.readyApp();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void connect() {
        environment.put("SALLYPORT_DATA", folder.toString());
        try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(folder))) {
            catalog.providers()
                    .create(OAuthProvider.salesforceClientCredentials(
                            "SalesforceCC",
                            org.instanceUrl(),
                            new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret()))));
        }
        done(
                "server",
                "create",
                "Sales",
                "--security-provider",
                "SalesforceCC",
                "--oauth-server-url",
                org.instanceUrl() + "/services/Soap/c/55.0");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void commands_in_a_row_make_one_token_call() {
        done("tables", "import", "Sales", "Account");
        done("sql", QUERY);
        done("sql", QUERY);

        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void a_token_that_the_org_has_ended_is_replaced_for_the_commands_to_come() {
        done("tables", "import", "Sales", "Account");
        org.controls().expireSessions();
        org.controls().resetCounts();
        done("sql", QUERY);
        done("sql", QUERY);

        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void an_explanation_fetches_no_token() {
        done("tables", "import", "Sales", "Account");
        done("tokens", "revoke", "SalesforceCC");
        org.controls().resetCounts();

        done("sql", "--explain", QUERY);

        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isZero();
    }

    @Test
    void tokens_are_listed_and_shown_without_themselves() {
        done("tables", "import", "Sales", "Account");

        CommandRun list = done("tokens", "list", "--format", "json");
        CommandRun shown = done("tokens", "show", "SalesforceCC", "--format", "csv");

        assertThat(list.out())
                .contains("\"provider\" : \"SalesforceCC\"", "\"user\" : null", "\"refreshable\" : false");
        assertThat(shown.out())
                .contains("instance_url," + org.instanceUrl())
                .contains("Refresh Token,false")
                // What every session id of this org begins with.
                .doesNotContain(org.organizationId().substring(0, 15) + "!");
        assertThat(list.out()).doesNotContain("!");
    }

    @Test
    void a_revoked_token_is_gone_and_the_next_command_gets_another() {
        done("tables", "import", "Sales", "Account");
        org.controls().resetCounts();

        assertThat(done("tokens", "revoke", "SalesforceCC").err()).contains("The token of SalesforceCC has ended.");
        assertThat(run("tokens", "show", "SalesforceCC").exitCode()).isEqualTo(2);
        assertThat(run("tokens", "revoke", "SalesforceCC").exitCode()).isEqualTo(2);
        done("sql", QUERY);

        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void a_deleted_provider_tells_what_became_of_its_token() {
        done("tables", "import", "Sales", "Account");
        done("server", "delete", "Sales");

        assertThat(done("provider", "delete", "SalesforceCC").err())
                .contains("The token of SalesforceCC has ended.", "Deleted the security provider SalesforceCC.");
    }

    @Test
    void keys_are_rotated_and_all_goes_on() {
        done("tables", "import", "Sales", "Account");
        String before = done("keys", "show", "--format", "csv").out();
        org.controls().resetCounts();

        assertThat(done("keys", "rotate").err()).contains("2 secrets");

        String after = done("keys", "show", "--format", "csv").out();
        assertThat(after.lines()).hasSize(3).startsWith("key,id,primary,since");
        assertThat(after.lines().toList().get(1))
                .as("the master key is the same")
                .startsWith(before.lines().toList().get(1).substring(0, "Master,01234567,true,".length()));
        assertThat(after.lines().toList().get(2))
                .isNotEqualTo(before.lines().toList().get(2));
        done("sql", QUERY);
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isZero();
    }

    @Test
    void the_master_key_that_was_made_is_replaced_in_its_file() throws IOException {
        String key = Files.readString(folder.resolve("sallyport.key"));

        assertThat(done("keys", "rotate", "--master").err()).contains("a new key");

        assertThat(Files.readString(folder.resolve("sallyport.key"))).isNotEqualTo(key);
        done("server", "test", "Sales");
    }

    @Test
    void a_given_master_key_takes_over_and_what_to_set_is_told() throws IOException {
        environment.put("NEW_KEY", NEW_KEY);

        CommandRun rotated = done("keys", "rotate", "--master", "--new-key-env", "NEW_KEY");

        assertThat(rotated.err())
                .contains("Set SALLYPORT_KEY to what NEW_KEY holds")
                .doesNotContain(NEW_KEY);
        assertThat(run("provider", "list").exitCode()).isEqualTo(1);
        environment.put("SALLYPORT_KEY", NEW_KEY);
        done("server", "test", "Sales");
        assertThat(run("keys", "rotate", "--master").err()).contains("--new-key-file");
        Path file = folder.resolve("next.key");
        Files.writeString(file, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(done("keys", "rotate", "--master", "--new-key-file", file.toString())
                        .err())
                .contains("Set SALLYPORT_KEY_FILE to " + file);
        environment.remove("SALLYPORT_KEY");
        environment.put("SALLYPORT_KEY_FILE", file.toString());
        done("server", "test", "Sales");
    }

    @Test
    void a_new_key_that_does_not_fit_is_refused_and_changes_nothing() {
        for (List<String> options : List.of(
                List.of("--new-key-env", "NEW_KEY"),
                List.of("--master", "--new-key-env", "NOT_SET"),
                List.of("--master", "--new-key-env", "A", "--new-key-file", "b"))) {
            String[] arguments = new String[options.size() + 2];
            arguments[0] = "keys";
            arguments[1] = "rotate";
            for (int i = 0; i < options.size(); i++) {
                arguments[i + 2] = options.get(i);
            }
            assertThat(run(arguments).exitCode()).as(options.toString()).isEqualTo(2);
        }
        done("server", "test", "Sales");
    }

    @Test
    void a_backup_and_its_key_are_all_that_another_folder_needs(@TempDir Path other) throws IOException {
        done("tables", "import", "Sales", "Account");
        Path file = folder.resolve("sallyport.backup");
        CommandRun made = done("backup", file.toString());
        assertThat(made.err())
                .contains(" tables are in " + file + ".")
                .contains("Keep a copy of it in another place: " + folder.resolve("sallyport.key") + ".");
        assertThat(run("backup", file.toString()).err()).contains("is there already");

        environment.put("SALLYPORT_DATA", other.toString());
        CommandRun keyless = run("restore", file.toString());
        assertThat(keyless.exitCode()).isEqualTo(1);
        assertThat(keyless.err()).contains("The encryption key is not at " + other.resolve("sallyport.key"));
        Files.copy(folder.resolve("sallyport.key"), other.resolve("sallyport.key"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(done("restore", file.toString()).err()).contains(" rows are back, as they were on 2");
        org.controls().resetCounts();

        assertThat(done("sql", QUERY).out()).isNotEmpty();
        assertThat(org.controls().count(ApiKind.TOKEN).requests())
                .as("the token came with it")
                .isZero();
        assertThat(run("restore", file.toString()).err()).contains("There is a catalogue already");
    }

    private CommandRun done(String... arguments) {
        CommandRun run = run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private CommandRun run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings =
                new Surroundings(Map.copyOf(environment), folder, new ByteArrayInputStream(new byte[0]), false);
        int exitCode = Sallyport.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
