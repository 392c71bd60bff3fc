package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import dev.sallyport.server.account.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A server that is set up, with an account for each role, and an org with the guide's app. */
final class Premises implements AutoCloseable {
    static final String PASSWORD = "a gate for its own people";

    private final LocalOrg org;
    private final ReadyApp app;
    private final Server server;
    private final Map<Role, Program> programs = new LinkedHashMap<>();

    Premises(CatalogSettings settings) {
        this(ServerOptions.onLoopback(settings, 0), LocalOrg.start());
    }

    /** Over an org of one's own, which is closed with them. */
    Premises(ServerOptions options, LocalOrg org) {
        this(options, org, Clock.systemUTC());
    }

    /** By a clock of one's own. */
    Premises(ServerOptions options, LocalOrg org, Clock clock) {
        this.org = org;
        app = org.readyApp();
        server = Server.start(options, clock);
        Browser browser = new Browser(server.address());
        browser.submit(
                server.setUpLink().orElseThrow().toString(),
                "/setup",
                Map.of("username", "administrator", "password", PASSWORD));
        browser.logIn("administrator", PASSWORD);
        Program administrator = new Program(server.address(), firstToken(browser));
        programs.put(Role.ADMINISTRATOR, administrator);
        for (Role role : List.of(Role.VIEWER, Role.ANALYST, Role.EDITOR)) {
            administrator.post("/users", Map.of("userName", role.word(), "password", PASSWORD, "role", role.word()));
            programs.put(
                    role,
                    new Program(
                            server.address(),
                            administrator
                                    .post(
                                            "/users/" + role.word() + "/api-tokens",
                                            Map.of("name", "test", "role", role.word()))
                                    .json()
                                    .get("secret")
                                    .asString()));
        }
    }

    private String firstToken(Browser browser) {
        String csrf = Browser.hiddenFields(browser.open("/").body()).get("_csrf");
        String answer = browser.send(
                        HttpRequest.newBuilder(server.address().resolve("/api/v1/users/administrator/api-tokens"))
                                .header("Content-Type", "application/json")
                                .header("X-CSRF-TOKEN", csrf)
                                .POST(BodyPublishers.ofString("{\"name\":\"test\",\"role\":\"administrator\"}"))
                                .build())
                .body();
        return Program.JSON.readTree(answer).get("secret").asString();
    }

    URI address() {
        return server.address();
    }

    /** What Prometheus would fetch. */
    String metrics() {
        return as(Role.ADMINISTRATOR).fetch("/actuator/prometheus");
    }

    Server server() {
        return server;
    }

    LocalOrg org() {
        return org;
    }

    String consumerKey() {
        return app.consumerKey();
    }

    String consumerSecret() {
        return app.consumerSecret();
    }

    /** A program of an account with that role. */
    Program as(Role role) {
        return Objects.requireNonNull(programs.get(role));
    }

    /** A browser in which the account of that role has logged in. */
    Browser browserOf(Role role) {
        Browser browser = new Browser(server.address());
        browser.logIn(role == Role.ADMINISTRATOR ? "administrator" : role.word(), PASSWORD);
        return browser;
    }

    /** The guide's provider, as App Builder's JSON. */
    Map<String, Object> document(String name) {
        String instance = org.instanceUrl().toString();
        return Map.of(
                "name", name,
                "type", "oauth",
                "authenticationType", "oauth",
                "oauthGrantType", "client_credentials",
                "oauthClientAuthenticationType", "basic",
                "oauthResourceAuthenticationType", "bearer",
                "tokenOwner", "client",
                "endpoints",
                        List.of(
                                Map.of("type", "token", "url", instance + "/services/oauth2/token"),
                                Map.of("type", "userinfo", "url", instance + "/services/oauth2/userinfo")),
                "credentials", List.of(Map.of("type", "client", "userName", app.consumerKey())));
    }

    /** The guide's provider with its secret, for the API. */
    Map<String, Object> provider(String name) {
        return Map.of("provider", document(name), "secrets", Map.of("Client", app.consumerSecret()));
    }

    /** Adds a provider that people sign in at, with an app of its own in the org; what is given goes before. */
    void signInAt(String name, Map<String, Object> given) {
        User administrator = org.setup().users().get(org.administrator().username());
        ConnectedApp signIn = org.setup()
                .connectedApps()
                .create(
                        name,
                        null,
                        "team@example.com",
                        new OAuthSettings(
                                List.of(server.address() + "/signin-" + name),
                                Set.of(Scope.API, Scope.REFRESH_TOKEN, Scope.OPENID, Scope.ID),
                                false),
                        administrator.id());
        ConsumerDetails consumer = org.setup().oauthApps().consumerDetails(signIn);
        String instance = org.instanceUrl().toString();
        Map<String, Object> document = new LinkedHashMap<>(Map.of(
                "name",
                name,
                "type",
                "openid_connect",
                "authenticationType",
                "openid_connect",
                "oauthGrantType",
                "authorization_code",
                "tokenOwner",
                "user",
                "settings",
                Map.of("Scopes", "openid api refresh_token"),
                "endpoints",
                List.of(Map.of("type", "issuer", "url", instance)),
                "credentials",
                List.of(Map.of("type", "client", "userName", consumer.consumerKey()))));
        document.putAll(given);
        Program.Answer made = as(Role.ADMINISTRATOR)
                .post(
                        "/security-providers",
                        Map.of("provider", document, "secrets", Map.of("Client", consumer.consumerSecret())));
        if (made.status() >= 300) {
            throw new AssertionError(made.text());
        }
    }

    /** Sets up the guide's provider and a data server of that name. */
    void connect(String name) {
        as(Role.EDITOR).post("/security-providers", provider(name));
        as(Role.EDITOR)
                .post(
                        "/data-servers",
                        Map.of(
                                "name", name,
                                "securityProvider", name,
                                "oauthServerUrl", oauthServerUrl()));
    }

    String oauthServerUrl() {
        return org.instanceUrl() + "/services/Soap/c/" + org.apiVersion();
    }

    @Override
    public void close() {
        server.close();
        org.close();
    }
}
