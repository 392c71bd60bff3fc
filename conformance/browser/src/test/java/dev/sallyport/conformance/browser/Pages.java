package dev.sallyport.conformance.browser;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The pages of both sides, by the names of their pictures. */
final class Pages {
    private static final String SERVER = "/data-servers/" + Premises.DATA_SERVER;

    private Pages() {}

    /**
     * Gives the pages something to show: the guide's provider and server, tested, three tables, a statement's rows and an
     * export of them.
     *
     * @param seen takes the name of what is on the page, each time that there is something to see
     */
    static void fillIn(Premises premises, Person administrator, Consumer<String> seen) {
        premises.connect(administrator);
        ConsoleSteps steps = new ConsoleSteps(premises, administrator);
        steps.testConnection();
        seen.accept("console-test-connection");
        steps.importTables("Account", "Contact", "Opportunity");
        seen.accept("console-imported");
        administrator
                .open(premises.console("/sql"))
                .choose("Data Server", Premises.DATA_SERVER)
                .type(
                        "Statement",
                        "SELECT StageName, COUNT(*) AS n FROM Opportunity GROUP BY StageName ORDER BY n DESC")
                .press("Run")
                .sees("API calls: 1.");
        seen.accept("console-rows");
        administrator.page().getByText("Export and save").click();
        administrator.press("Export and keep").sees("The export has begun.");
    }

    /** The console's pages. */
    static Map<String, URI> ofConsole(Premises premises) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("console-home", "/");
        paths.put("console-security-providers", "/security-providers");
        paths.put("console-new-security-provider", "/security-providers/_new");
        paths.put("console-security-provider", "/security-providers/" + Premises.SECURITY_PROVIDER);
        paths.put("console-import-provider", "/security-providers/_import");
        paths.put("console-tokens", "/tokens");
        paths.put("console-data-servers", "/data-servers");
        paths.put("console-new-data-server", "/data-servers/_new");
        paths.put("console-data-server", SERVER);
        paths.put("console-tables", SERVER + "/tables");
        paths.put("console-import", SERVER + "/tables/_import");
        paths.put("console-table", SERVER + "/tables/Contact");
        paths.put("console-sql", "/sql");
        paths.put("console-exports", "/exports");
        paths.put("console-activity", "/activity");
        paths.put("console-accounts", "/accounts");
        paths.put("console-rest-api", "/api");
        Map<String, URI> pages = new LinkedHashMap<>();
        paths.forEach((name, path) -> pages.put(name, premises.console(path)));
        return pages;
    }

    /** Setup's pages of the local org. */
    static Map<String, URI> ofSetup(Premises premises) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("setup-home", "/setup");
        paths.put("setup-profiles", "/setup/profiles");
        paths.put("setup-new-profile", "/setup/profiles/new");
        paths.put("setup-users", "/setup/users");
        paths.put("setup-new-user", "/setup/users/new");
        paths.put("setup-permission-sets", "/setup/permission-sets");
        paths.put("setup-app-manager", "/setup/apps");
        paths.put("setup-new-connected-app", "/setup/connected-apps/new");
        paths.put("setup-login-history", "/setup/login-history");
        paths.put("setup-api-usage", "/setup/api-usage");
        paths.put("setup-mailbox", "/setup/mailbox");
        Map<String, URI> pages = new LinkedHashMap<>();
        paths.forEach((name, path) -> pages.put(name, premises.setup().resolve(path)));
        return pages;
    }

    static Stream<URI> all(Premises premises) {
        return Stream.concat(ofConsole(premises).values().stream(), ofSetup(premises).values().stream());
    }
}
