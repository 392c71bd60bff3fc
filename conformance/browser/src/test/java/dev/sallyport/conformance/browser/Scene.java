package dev.sallyport.conformance.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sallyport.org.ReadyApp;
import java.net.URI;
import java.util.List;

/** Where the guide's set-up goes wrong: an app that was ready, a provider and a data server that worked, and one person. */
final class Scene {
    /** The names of the app and of the profile, which a person wrote alike. */
    static final String APP = "App Builder Integration";

    /** The integration user in lists of Setup. */
    static final String USER = "Integration, App Builder";

    static final String FAILED = "failed";
    static final String WARNING = "warning";
    private static final String PASSED = "passed";

    private final Premises premises;
    private final Person person;

    Scene(Premises premises, Person person) {
        this.premises = premises;
        this.person = person;
    }

    /**
     * A line of what is told.
     *
     * @param advice empty where nothing is to be done
     */
    record Check(String name, String outcome, String detail, String advice) {
        boolean isGood() {
            return outcome.equals(PASSED);
        }
    }

    Premises premises() {
        return premises;
    }

    Person person() {
        return person;
    }

    ReadyApp app() {
        return premises.org().readyApp();
    }

    /** A page of Setup's menu. */
    Person setup(String entry) {
        return person.open(premises.setup()).follow(entry);
    }

    /** A page of the app. */
    Person ofApp(String page) {
        return setup("App Manager").follow(page + " " + APP);
    }

    Person provider() {
        return person.open(premises.console("/security-providers/" + Premises.SECURITY_PROVIDER));
    }

    Person dataServer() {
        return person.open(premises.console("/data-servers/" + Premises.DATA_SERVER));
    }

    void setCredential(String key, String secret) {
        provider();
        person.credential("User Name").fill(key);
        person.credential("Password").fill(secret);
        person.press("Save").sees("Saved.");
    }

    void setEndpoint(String label, String address) {
        provider().type(label, address).press("Save").sees("Saved.");
    }

    void setEndpoints(URI host) {
        provider()
                .type("Authorization Endpoint", host + "/services/oauth2/authorize")
                .type("Token Endpoint", host + "/services/oauth2/token")
                .type("User Info Endpoint", host + "/services/oauth2/userinfo")
                .press("Save")
                .sees("Saved.");
    }

    void setServerUrl(String url) {
        dataServer().type("OAuth server URL", url).press("Save").sees("Saved.");
    }

    /** Test Connection's checks, but for those that were not tried. */
    List<Check> testConnection() {
        new ConsoleSteps(premises, person).testConnection();
        return person.page().locator("#test tbody tr").all().stream()
                .map(Scene::check)
                .filter(check -> !check.outcome().equals("skipped"))
                .toList();
    }

    private static Check check(Locator line) {
        Locator advice = line.locator("td p");
        return new Check(
                line.locator("th").innerText(),
                line.locator(".tag").innerText(),
                line.locator("td").nth(1).innerText(),
                advice.count() == 0 ? "" : advice.innerText());
    }

    /** Looks at rows of a table, as one check. */
    List<Check> rowsOf(String table) {
        person.open(premises.console("/data-servers/" + Premises.DATA_SERVER + "/tables/" + table + "/rows"));
        Locator alert = person.page().getByRole(AriaRole.ALERT);
        String told = alert.count() == 0 ? "" : alert.innerText();
        return List.of(new Check("Rows of " + table, told.isEmpty() ? PASSED : FAILED, told, told));
    }
}
