package dev.sallyport.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server with Flight SQL over a local org whose tables are imported, and an administrator's API token. */
final class ServerUnderTest implements AutoCloseable {
    /** The data server's name. */
    static final String DATA_SERVER = "Sales";

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Map<String, String> ADMINISTRATOR =
            Map.of("username", "administrator", "password", "a gate for its own people");

    private final OrgUnderTest org = new OrgUnderTest();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Server server;
    private final String token;

    ServerUnderTest(Path folder, String... tables) {
        CatalogSettings settings = CatalogSettings.inFolder(folder);
        fill(settings, tables);
        server = Server.start(ServerOptions.onLoopback(settings, 0).with(FlightOptions.onPort(0)));
        token = newToken();
    }

    private void fill(CatalogSettings settings, String... tables) {
        try (Catalog catalog = Catalog.open(settings)) {
            ClientCredential client = new ClientCredential(
                    org.app().consumerKey(), Secret.of(org.app().consumerSecret()));
            catalog.providers()
                    .create(OAuthProvider.salesforceClientCredentials(
                            DATA_SERVER, org.org().instanceUrl(), client));
            catalog.servers()
                    .create(new SalesforceServer(
                            DATA_SERVER, DATA_SERVER, OAuthServerUrl.parse(org.url() + "/services/Soap/c/60.0")));
            try (SalesforceClient salesforce = catalog.connections().open(DATA_SERVER)) {
                catalog.tables()
                        .prepareImport(DATA_SERVER, salesforce, new ImportScope.Named(List.of(tables)))
                        .apply();
            }
        }
    }

    private String newToken() {
        submit(server.setUpLink().orElseThrow(), "/setup");
        submit(server.address().resolve("/login"), "/login");
        URI tokens = server.address().resolve("/api/v1/users/administrator/api-tokens");
        String answer = send(HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", hidden(server.address()).getOrDefault("_csrf", ""))
                .POST(BodyPublishers.ofString("{\"name\":\"test\",\"role\":\"administrator\"}"))
                .build());
        try {
            return new ObjectMapper().readTree(answer).path("secret").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a page's form in as the administrator, and sends it. */
    private void submit(URI page, String action) {
        Map<String, String> form = hidden(page);
        form.putAll(ADMINISTRATOR);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        send(HttpRequest.newBuilder(server.address().resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private Map<String, String> hidden(URI page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(send(HttpRequest.newBuilder(page).build()));
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        return fields;
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    OrgUnderTest org() {
        return org;
    }

    /** Where Flight SQL is. */
    URI flight() {
        return server.flightAddress().orElseThrow();
    }

    /** The administrator's API token. */
    String token() {
        return token;
    }

    @Override
    public void close() {
        server.close();
        org.close();
    }
}
