package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart that stays up, as a process of its own: from the link that it prints to rows. */
class QuickstartConsoleTest {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final int ENDED_BY_SIGNAL = 128 + 15;

    @TempDir
    Path folder;

    private HttpClient http = newBrowser();

    private static HttpClient newBrowser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Test
    void the_link_leads_to_rows_a_signal_ends_org_and_console_and_the_account_is_there_again() throws Exception {
        Process first = start("--json");
        try (BufferedReader lines = first.inputReader()) {
            JsonNode told = new ObjectMapper().readTree(lines.readLine());
            JsonNode console = told.path("console");
            assertThat(told.path("queries")).hasSize(3);
            assertThat(console.path("setUp").asText())
                    .startsWith(console.path("url").asText());

            HttpResponse<String> rows = makeAdministrator(console.path("setUp").asText());

            assertThat(rows.uri()).hasToString(console.path("result").asText());
            assertThat(rows.body()).contains("Rows of Account", "Rows 1 to 50.", "Account Name");

            first.destroy();
            assertThat(first.waitFor()).isEqualTo(ENDED_BY_SIGNAL);
            assertNothingAnswers(console.path("url").asText());
            assertNothingAnswers(told.path("instanceUrl").asText());
        }

        http = newBrowser();
        Process again = start();
        try (BufferedReader lines = again.inputReader()) {
            List<String> shown = linesUntil(lines, "Both run until this command is ended.");
            assertThat(shown.get(shown.size() - 3)).contains("Log in with the account that it has");
            URI result = URI.create(shown.get(shown.size() - 2).strip());
            HttpResponse<String> logIn =
                    http.send(HttpRequest.newBuilder(result).build(), BodyHandlers.ofString());
            assertThat(logIn.uri().getPath()).isEqualTo("/login");
            assertThat(logIn(logIn).body()).contains("Rows of Account");
        } finally {
            again.destroy();
            again.waitFor();
        }
    }

    @Test
    void a_port_that_is_taken_is_told_and_nothing_stays_up() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of(
                    folder,
                    "",
                    "quickstart",
                    "--keep-running",
                    "--port",
                    String.valueOf(taken.getLocalPort()),
                    "--data",
                    folder.toString());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("is taken.").contains("--port");
        }
    }

    @Test
    void a_port_without_anything_that_stays_up_is_refused() {
        assertThat(CommandRun.of(folder, "", "quickstart", "--port", "0").exitCode())
                .isEqualTo(2);
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sallyport.class.getName(),
                "quickstart",
                "--keep-running",
                "--data",
                folder.toString()));
        command.addAll(Arrays.asList(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> linesUntil(BufferedReader lines, String last) throws IOException {
        List<String> read = new ArrayList<>();
        String line = lines.readLine();
        while (line != null) {
            read.add(line);
            if (line.equals(last)) {
                return read;
            }
            line = lines.readLine();
        }
        throw new AssertionError("The command ended with: " + String.join("\n", read));
    }

    private HttpResponse<String> makeAdministrator(String link) throws Exception {
        HttpResponse<String> form =
                http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString());
        return logIn(send(form, "/setup"));
    }

    private HttpResponse<String> logIn(HttpResponse<String> page) throws Exception {
        return send(page, "/login");
    }

    /** Sends a page's form with a name and a password. */
    private HttpResponse<String> send(HttpResponse<String> page, String action) throws Exception {
        Map<String, String> form =
                new LinkedHashMap<>(Map.of("username", "ada", "password", "a gate for its own people"));
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            form.put(hidden.group(1), hidden.group(2));
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(page.uri().resolve(action))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private void assertNothingAnswers(String address) {
        assertThatThrownBy(() ->
                        http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding()))
                .isInstanceOf(ConnectException.class);
    }
}
