package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a server over the embedded database, which goes on. */
class BackupOfServerTest {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    @TempDir
    Path folder;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Test
    void a_running_server_is_asked_and_its_backup_restores_elsewhere() throws Exception {
        Path home = folder.resolve("home");
        try (Server server = Server.start(ServerOptions.onLoopback(CatalogSettings.inFolder(home), 0))) {
            String url = server.address().toString();
            Path token = folder.resolve("token.txt");
            Files.writeString(token, administratorsToken(server));
            Path file = folder.resolve("sallyport.backup");

            CommandRun made = run(folder, "backup", file.toString(), "--from", url, "--token-file", token.toString());

            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(made.err()).contains(" tables are in " + file + ".").contains("a copy of the server's");
            Path other = Files.createDirectory(folder.resolve("other"));
            Files.copy(
                    home.resolve("sallyport.key"), other.resolve("sallyport.key"), StandardCopyOption.COPY_ATTRIBUTES);
            assertThat(run(other, "restore", file.toString()).exitCode()).isZero();

            Path second = folder.resolve("second.backup");
            Files.writeString(token, "sallyport_unknown");
            CommandRun refused =
                    run(folder, "backup", second.toString(), "--from", url, "--token-file", token.toString());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("The server at " + url + " refuses: ");
            assertThat(second).doesNotExist();
        }
    }

    @Test
    void what_cannot_be_asked_is_told_before_anything_is_sent() throws IOException {
        Path token = Files.writeString(folder.resolve("token.txt"), "sallyport_unknown");
        String file = folder.resolve("sallyport.backup").toString();

        CommandRun exposed =
                run(folder, "backup", file, "--from", "http://sallyport.example.com", "--token-file", token.toString());
        CommandRun nowhere =
                run(folder, "backup", file, "--from", "http://localhost:1", "--token-file", token.toString());
        CommandRun malformed = run(folder, "backup", file, "--from", "sallyport", "--token-file", token.toString());
        CommandRun tokenless = run(folder, "backup", file, "--from", "http://localhost:1");
        CommandRun serverless = run(folder, "backup", file, "--token-file", token.toString());

        assertThat(exposed.exitCode()).isEqualTo(2);
        assertThat(exposed.err()).contains("in the clear").contains("https://");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("The server at http://localhost:1 does not answer.");
        assertThat(malformed.exitCode()).isEqualTo(2);
        assertThat(tokenless.err()).contains("--token-file, --token-env or --token-stdin");
        assertThat(serverless.err()).contains("Name the server by --from.");
        assertThat(Path.of(file)).doesNotExist();
    }

    private static CommandRun run(Path data, String... arguments) {
        return CommandRun.of(data, "", arguments);
    }

    private String administratorsToken(Server server) throws Exception {
        submit(server.setUpLink().orElseThrow(), "/setup");
        submit(server.address().resolve("/login"), "/login");
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/api/v1/users/ann/api-tokens"))
                .header("Content-Type", "application/json")
                .header(
                        "X-CSRF-TOKEN",
                        hiddenFields(server.address().resolve("/")).getOrDefault("_csrf", ""))
                .POST(BodyPublishers.ofString("{\"name\":\"backups\",\"role\":\"administrator\"}"))
                .build();
        String answer = browser.send(request, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(answer).path("secret").asText();
    }

    private Map<String, String> hiddenFields(URI page) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden =
                HIDDEN.matcher(browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        return fields;
    }

    /** Sends a page's form with a name and a password. */
    private void submit(URI page, String action) throws Exception {
        Map<String, String> fields = hiddenFields(page);
        fields.put("username", "ann");
        fields.put("password", "a gate for its own people");
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(page.resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        assertThat(browser.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
