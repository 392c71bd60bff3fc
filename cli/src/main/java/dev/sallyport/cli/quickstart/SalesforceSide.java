package dev.sallyport.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "Configuration in Salesforce": each step finds what an earlier run has made, or makes it. */
final class SalesforceSide {
    private static final String PROFILE = "App Builder Integration";
    private static final String USERNAME = "app-builder.integration@quickstart.example";
    private static final String APP = "App Builder Quickstart";
    private static final String CALLBACK_URL = "https://app-builder.example/signin-" + AppBuilderSide.PROVIDER;
    private static final List<String> SCOPES = List.of("api", "full", "refresh_token", "offline_access");
    private static final Pattern CODE = Pattern.compile("Verification Code: (\\d{6})");

    private final SetupClient setup;
    private final Progress progress;

    SalesforceSide(SetupClient setup, Progress progress) {
        this.setup = setup;
        this.progress = progress;
    }

    /** Walks the section. Returns what App Builder needs of it. */
    ClientCredential walk() {
        progress.section("Create an integration profile for API only user");
        profile();
        progress.section("Create an integration user");
        user();
        progress.section("Create a custom OAuth app");
        String app = connectedApp();
        runAs(app);
        return consumerDetails(app);
    }

    private void profile() {
        Optional<JsonNode> existing = setup.find("profiles", "name", PROFILE);
        JsonNode profile = existing.orElseGet(
                () -> setup.post("profiles", Map.of("cloneOf", "System Administrator", "name", PROFILE)));
        String id = profile.path("id").asText();
        progress.step("Clone the profile \"System Administrator\"", made(existing, PROFILE + ", " + id));
        setup.patch("profiles/" + id, Map.of("administrativePermissions", Map.of("apiOnlyUser", true)));
        progress.step("Edit: check \"API Only User\"", "Administrative Permissions: API Only User is on");
    }

    private void user() {
        Optional<JsonNode> existing = setup.find("users", "username", USERNAME);
        JsonNode user = existing.orElseGet(() -> setup.post(
                "users",
                Map.of(
                        "firstName", "App Builder",
                        "lastName", "Integration",
                        "email", "integration-team@quickstart.example",
                        "username", USERNAME,
                        "userLicense", "Salesforce",
                        "profile", PROFILE)));
        progress.step(
                "New User, with the profile \"" + PROFILE + "\"",
                made(existing, USERNAME + ", " + user.path("id").asText()));
    }

    private String connectedApp() {
        Optional<JsonNode> existing = setup.find("connected-apps", "name", APP);
        JsonNode app = existing.orElseGet(() -> setup.post(
                "connected-apps",
                Map.of(
                        "name",
                        APP,
                        "contactEmail",
                        "integration-team@quickstart.example",
                        "oauthSettings",
                        Map.of(
                                "callbackUrls",
                                List.of(CALLBACK_URL),
                                "scopes",
                                SCOPES,
                                "clientCredentialsFlow",
                                true))));
        String id = app.path("id").asText();
        progress.step("New Connected App", made(existing, APP + ", " + id));
        JsonNode oauth = app.path("oauthSettings");
        progress.step("Callback URL", oauth.path("callbackUrls").path(0).asText());
        progress.step("Selected OAuth Scopes", String.join(" ", SCOPES));
        progress.step(
                "Enable Client Credentials Flow",
                oauth.path("clientCredentialsFlow").asBoolean() ? "on" : "off");
        return id;
    }

    private void runAs(String app) {
        JsonNode changed =
                setup.patch("connected-apps/" + app + "/policies", Map.of("clientCredentialsRunAs", USERNAME));
        progress.step(
                "Manage, Edit Policies, Client Credentials Flow: Run As",
                changed.path("policies").path("clientCredentialsRunAs").asText());
    }

    private ClientCredential consumerDetails(String app) {
        JsonNode check = setup.post("identity-checks", Map.of());
        String code = codeFromMailbox();
        setup.post("identity-checks/" + check.path("id").asText(), Map.of("code", code));
        progress.step(
                "Manage Consumer Details: security prompt",
                "passed with the code mailed to " + check.path("sentTo").asText());
        JsonNode consumer = setup.get("connected-apps/" + app + "/consumer-details");
        String key = consumer.path("consumerKey").asText();
        progress.step("Client ID and Client Secret", key + ", secret not shown");
        return new ClientCredential(
                key, Secret.of(consumer.path("consumerSecret").asText()));
    }

    private String codeFromMailbox() {
        Matcher code = CODE.matcher(setup.get("mailbox").path(0).path("body").asText());
        if (!code.find()) {
            throw new SetupException(
                    "No verification code has come to the local org's mailbox.", "Run the quickstart again.", null);
        }
        return code.group(1);
    }

    private static String made(Optional<JsonNode> existing, String what) {
        return existing.isPresent() ? what + " (from an earlier run)" : what;
    }
}
