package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.org.PersonAtBrowser.Page;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Scope;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person signs in at the terminal and in a browser, and works with tokens of their own. */
class ProviderSignInCommandTest {
    private static final String USER = System.getProperty("user.name");
    /** Every page of these sign-ins is opened. */
    private static final String NOWHERE = "nowhere:";

    private static final Pattern ADDRESS = Pattern.compile("open (http://localhost:\\d+/signin-People) ");

    @TempDir
    Path folder;

    private final LocalOrg org = LocalOrg.builder().records(500).start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService terminal = Executors.newSingleThreadExecutor();
    private int port;

    @BeforeEach
    void setUp() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ConnectedApp app = org.setup()
                .connectedApps()
                .create(
                        "People",
                        null,
                        "team@example.com",
                        new OAuthSettings(
                                List.of("http://localhost:" + port + "/signin-People"),
                                Set.of(Scope.API, Scope.REFRESH_TOKEN),
                                false),
                        org.setup().users().get(org.administrator().username()).id());
        ConsumerDetails consumer = org.setup().oauthApps().consumerDetails(app);
        Endpoints endpoints = Endpoints.salesforce(org.instanceUrl());
        try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(folder))) {
            catalog.providers()
                    .create(OAuthProvider.named("People")
                            .grant(new Grant.AuthorizationCode(List.of("api", "refresh_token"), null))
                            .tokenOwner(TokenOwner.USER)
                            .endpoints(new Endpoints(
                                    endpoints.authorization(),
                                    endpoints.token(),
                                    null,
                                    endpoints.revocation(),
                                    null,
                                    null))
                            .client(new ClientCredential(consumer.consumerKey(), Secret.of(consumer.consumerSecret())))
                            .build());
        }
        CommandRun server = run(
                "server",
                "create",
                "Sales",
                "--security-provider",
                "People",
                "--oauth-server-url",
                org.instanceUrl() + "/services/Soap/c/55.0");
        assertThat(server.exitCode()).as(server.err()).isZero();
    }

    @AfterEach
    void stop() {
        terminal.shutdownNow();
        org.close();
    }

    @Test
    void whoever_has_signed_in_works_with_their_own_tokens_until_they_are_revoked() throws Exception {
        CommandRun before = run("tables", "import", "Sales", "Account");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.err())
                .contains("A person must sign in", "http://localhost:8088/signin-People")
                .contains("sallyport provider sign-in People");

        SignIn signIn = signIn();
        Page page = person().visit(signIn.address(), NOWHERE);
        assertThat(page.html()).contains("You have signed in");
        CommandRun signedIn = signIn.result().join();
        assertThat(signedIn.exitCode()).as(signedIn.err()).isZero();
        assertThat(signedIn.err()).contains("People of " + USER);

        assertThat(run("server", "test", "Sales").exitCode()).isZero();
        assertThat(run("tables", "import", "Sales", "Account").exitCode()).isZero();
        CommandRun rows = run("sql", "--format", "csv", "SELECT Name FROM Account ORDER BY Name LIMIT 3");
        assertThat(rows.exitCode()).as(rows.err()).isZero();
        assertThat(rows.out().lines()).hasSize(4);
        assertThat(run("sql", "--user", "somebody", "SELECT Name FROM Account").err())
                .contains("must sign in");

        org.controls().expireSessions();
        org.controls().resetCounts();
        assertThat(run("sql", "--format", "csv", "SELECT Name FROM Account ORDER BY Name LIMIT 3")
                        .out())
                .as("the refresh token needs nobody")
                .isEqualTo(rows.out());
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);

        assertThat(run("tokens", "list", "--format", "csv").out())
                .contains("People," + USER + ",", "api refresh_token");
        assertThat(run("tokens", "revoke", "People").err()).contains("People of " + USER + " has ended");
        assertThat(run("tokens", "list", "--format", "csv").out()).doesNotContain("People");
        assertThat(run("sql", "SELECT Name FROM Account LIMIT 3").err()).contains("must sign in");
    }

    @Test
    void who_signs_out_loses_the_tokens_where_the_provider_says_so_and_the_doctor_sees_both() throws Exception {
        SignIn signIn = signIn();
        person().visit(signIn.address(), NOWHERE);
        signIn.result().join();
        CommandRun examined =
                run("doctor", "People", "--callback-url", signIn.address().toString());
        assertThat(examined.exitCode()).as(examined.out()).isZero();

        assertThat(run("provider", "sign-out", "People").err()).contains("Nothing is deleted", "tokens revoke People");
        assertThat(run("tokens", "list", "--format", "csv").out()).contains("People," + USER);

        run("provider", "update", "People", "--token-delete-on-sign-out", "true");
        SignIn again = signIn();
        person().visit(again.address(), NOWHERE);
        again.result().join();
        assertThat(run("provider", "sign-out", "People").err()).contains("People of " + USER + " has ended");
        assertThat(run("tokens", "list", "--format", "csv").out()).doesNotContain("People");
        assertThat(run("doctor", "People").out()).contains("sallyport provider sign-in People");
    }

    @Test
    void the_cookie_is_for_this_page_alone_and_no_script_gets_it() throws Exception {
        SignIn signIn = signIn();

        HttpResponse<String> begun = get(signIn.address());

        assertThat(begun.statusCode()).isEqualTo(302);
        assertThat(begun.headers().firstValue("Location").orElseThrow())
                .startsWith(org.instanceUrl() + "/services/oauth2/authorize?")
                .contains("code_challenge_method=S256");
        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("Path=/signin-People", "HttpOnly", "SameSite=Lax");
        assertThat(begun.headers().firstValue("Cache-Control")).contains("no-store");
        giveUp(signIn);
    }

    @Test
    void an_answer_that_belongs_to_no_sign_in_of_this_browser_ends_nothing() throws Exception {
        SignIn signIn = signIn();
        Page begunElsewhere = person().visit(
                        URI.create(location(signIn.address())), signIn.address().toString());

        for (String query : List.of("?code=x&state=y", "?state=y", "?error=access_denied&state=z", "?code=%3Cb%3E")) {
            HttpResponse<String> answer = get(URI.create(signIn.address() + query));
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body()).contains("was not started here").doesNotContain("<b>");
        }
        assertThat(get(begunElsewhere.address()).body()).contains("was not started here");

        assertThat(person().visit(signIn.address(), NOWHERE).html()).contains("You have signed in");
        assertThat(signIn.result().join().exitCode()).isZero();
    }

    @Test
    void other_paths_and_other_names_of_this_machine_lead_nowhere() throws Exception {
        SignIn signIn = signIn();
        assertThat(get(signIn.address().resolve("/")).statusCode()).isEqualTo(404);
        assertThat(get(signIn.address().resolve("/signin-people")).statusCode()).isEqualTo(404);
        URI byNumber = URI.create("http://127.0.0.1:" + port + "/signin-People");
        assertThat(get(byNumber).statusCode()).isEqualTo(400);
        assertThat(get(byNumber).body()).contains(signIn.address().toString());
        giveUp(signIn);
    }

    @Test
    void whoever_declines_is_told_so_on_the_page_and_at_the_terminal() throws Exception {
        SignIn signIn = signIn();

        Page page = person().denying().visit(signIn.address(), NOWHERE);

        assertThat(page.html()).contains("without consent");
        CommandRun result = signIn.result().join();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("without consent");
        assertThat(run("tokens", "list", "--format", "csv").out()).doesNotContain("People");
    }

    @Test
    void nobody_signs_in_where_no_person_is_needed() {
        ReadyApp app = org.readyApp();
        try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(folder))) {
            catalog.providers()
                    .create(OAuthProvider.salesforceClientCredentials(
                            "System",
                            org.instanceUrl(),
                            new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret()))));
        }
        CommandRun run = run("provider", "sign-in", "System", "--no-browser");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("its grant is not Authorization Code");
        assertThat(run("provider", "sign-in", "Nobody", "--no-browser").exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = run("provider", "sign-in", "People", "--no-browser", "--port", "" + taken.getLocalPort());
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("The port " + port).contains("--port");
        }
    }

    private record SignIn(URI address, CompletableFuture<CommandRun> result, Thread waiting) {}

    /** Starts the command and reads where it wants to be opened. */
    private SignIn signIn() throws IOException {
        PipedWriter writer = new PipedWriter();
        BufferedReader lines = new BufferedReader(new PipedReader(writer, 8_192));
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        CompletableFuture<CommandRun> result = CompletableFuture.supplyAsync(
                () -> {
                    waiting.complete(Thread.currentThread());
                    PrintWriter err = new PrintWriter(writer, true);
                    int exitCode = Sallyport.commandLine(new Surroundings(
                                    Map.of("SALLYPORT_DATA", folder.toString()),
                                    folder,
                                    new ByteArrayInputStream(new byte[0]),
                                    false))
                            .setErr(err)
                            .execute("provider", "sign-in", "People", "--no-browser", "--port", "" + port);
                    err.close();
                    return new CommandRun(exitCode, "", lines.lines().collect(Collectors.joining("\n")));
                },
                terminal);
        String line = lines.readLine();
        Matcher address = ADDRESS.matcher(String.valueOf(line));
        assertThat(address.find()).as(line).isTrue();
        return new SignIn(URI.create(address.group(1)), result, waiting.join());
    }

    /** Ctrl-C, as far as one process can. */
    private static void giveUp(SignIn signIn) {
        signIn.waiting().interrupt();
        assertThat(signIn.result().join().exitCode()).isEqualTo(1);
    }

    private PersonAtBrowser person() {
        return PersonAtBrowser.of(org.administrator());
    }

    private String location(URI address) throws IOException, InterruptedException {
        return get(address).headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }
}
