package dev.sallyport.conformance.browser;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A local org in which nothing has been done, and a console in which nobody has been: what the guide begins with. */
final class Premises implements AutoCloseable {
    static final String PASSWORD = "a gate for its own people";
    static final String SECURITY_PROVIDER = "Salesforce";
    static final String DATA_SERVER = "Org";

    private final LocalOrg org;
    private final Server server;

    private Premises(LocalOrg org, Server server) {
        this.org = org;
        this.server = server;
    }

    /**
     * Starts both.
     *
     * @param before works on the data folder before the console is up
     */
    static Premises in(Path folder, LocalOrg.Builder org, Consumer<LocalOrg> before) {
        LocalOrg started = org.start();
        try {
            before.accept(started);
            return new Premises(started, Server.start(ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0)));
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    static Premises in(Path folder) {
        return in(folder, LocalOrg.builder().records(2_000), org -> {});
    }

    LocalOrg org() {
        return org;
    }

    URI setup() {
        return org.instanceUrl();
    }

    URI console(String path) {
        return server.address().resolve(path);
    }

    /** The instance without its scheme, as the guide writes it into the endpoints. */
    String oauthServerUrl() {
        return org.instanceUrl() + "/services/Soap/c/55.0";
    }

    /** Makes the first administrator by the link that the terminal shows, and logs in. */
    void makeAdministrator(Person person) {
        person.open(server.setUpLink().orElseThrow())
                .type("User Name", "administrator")
                .type("Password", PASSWORD)
                .press("Make the administrator");
        logIn(person, "administrator");
    }

    /** Logs in on the page that asks for it. */
    static void logIn(Person person, String userName) {
        person.type("User Name", userName).type("Password", PASSWORD).press("Log in");
        person.page().waitForURL(url -> !url.contains("/login"));
    }

    /** Makes an account of that role, and a browser of its own for its owner, logged in. */
    Person colleague(Person administrator, Chromium chromium, String role) {
        administrator
                .open(console("/accounts"))
                .type("User Name", role)
                .type("Password", PASSWORD)
                .choose("Role", role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1))
                .press("Create account");
        Person colleague = chromium.person().open(console("/login"));
        logIn(colleague, role);
        return colleague;
    }

    /** The guide's second half, up to Test Connection, with an app that is there already. */
    void connect(Person editor) {
        ConsoleSteps steps = new ConsoleSteps(this, editor);
        steps.makeSecurityProvider(org.readyApp().consumerKey(), org.readyApp().consumerSecret());
        steps.makeDataServer();
    }

    @Override
    public void close() {
        server.close();
        org.close();
    }
}
