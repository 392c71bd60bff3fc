package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.LocalOrg;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Salesforce half of the connection guide, step by step, from an org in which nothing was done. */
class GuideTest {
    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void openTheLogInPage() {
        org = LocalOrg.builder().records(50).start();
        browser = new SetupBrowser(org);
        browser.open("/");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void ends_at_a_token_got_with_the_key_and_secret_that_the_page_shows() throws Exception {
        browser.logIn(org.administrator());
        createIntegrationProfile();
        createIntegrationUser();
        createConnectedApp();
        chooseRunAsUser();
        String[] consumer = consumerDetails();

        JsonNode token = token(consumer[0], consumer[1]);
        assertThat(token.path("token_type").asText()).isEqualTo("Bearer");
        JsonNode user = get("/services/oauth2/userinfo", token);
        assertThat(user.path("preferred_username").asText()).isEqualTo("integration@example.com");
        JsonNode accounts = get("/services/data/v60.0/query?q=SELECT+count()+FROM+Account", token);
        assertThat(accounts.path("totalSize").asInt()).isPositive();

        browser.follow("Login History");
        assertThat(browser.lines()).anySatisfy(line -> assertThat(line)
                .contains("integration@example.com", "Remote Access 2.0 (OAuthClientCredentials)", "Success"));
        browser.follow("API Usage");
        assertThat(browser.fact("API Requests, Last 24 Hours")).startsWith("1 (");
    }

    private void createIntegrationProfile() {
        browser.follow("Profiles");
        browser.follow("New Profile");
        browser.choose("Existing Profile", "System Administrator");
        browser.fill("Profile Name", "App Builder Integration");
        browser.press("Save");
        assertThat(browser.heading()).isEqualTo("Profile: App Builder Integration");
        assertThat(browser.fact("User License")).isEqualTo("Salesforce");
        browser.follow("Edit");
        assertThat(browser.isTicked("API Only User")).isFalse();
        browser.tick("API Only User");
        browser.press("Save");
        assertThat(browser.fact("API Only User")).isEqualTo("Checked");
    }

    private void createIntegrationUser() {
        browser.follow("Users");
        assertThat(browser.heading()).isEqualTo("All Users");
        browser.follow("New User");
        browser.fill("First Name", "App Builder");
        browser.fill("Last Name", "Integration");
        browser.fill("Email", "integration@example.com");
        browser.choose("User License", "Salesforce");
        browser.choose("Profile", "App Builder Integration");
        browser.press("Save");
        assertThat(browser.heading()).isEqualTo("User: App Builder Integration");
        assertThat(browser.fact("Username")).isEqualTo("integration@example.com");
        assertThat(browser.fact("Alias")).isEqualTo("ainte");
        assertThat(browser.fact("Active")).isEqualTo("Checked");
    }

    private void createConnectedApp() {
        browser.follow("App Manager");
        browser.follow("New Connected App");
        browser.fill("Connected App Name", "App Builder Integration");
        browser.fill("Contact Email", "team@example.com");
        browser.tick("Enable OAuth Settings");
        browser.fill("Callback URL", "https://appbuilder.example/signin-Salesforce");
        browser.tick("Manage user data via APIs (api)");
        browser.tick("Full access (full)");
        browser.tick("Perform requests at any time (refresh_token, offline_access)");
        browser.tick("Enable Client Credentials Flow");
        browser.press("Save");
        browser.follow("Continue");
        assertThat(browser.heading()).isEqualTo("Connected App: App Builder Integration");
        assertThat(browser.fact("API Name")).isEqualTo("App_Builder_Integration");
        assertThat(browser.fact("Enable Client Credentials Flow")).isEqualTo("Enabled");
    }

    private void chooseRunAsUser() {
        browser.follow("Manage");
        browser.follow("Edit Policies");
        browser.fill("Run As", "app builder");
        browser.press("Run As Lookup");
        browser.press("App Builder Integration");
        assertThat(browser.value("Run As")).isEqualTo("integration@example.com");
        browser.press("Save");
        assertThat(browser.fact("Run As")).isEqualTo("integration@example.com");
        browser.follow("View Connected App");
    }

    private String[] consumerDetails() {
        browser.press("Manage Consumer Details");
        assertThat(browser.heading()).isEqualTo("Verify Your Identity");
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");
        assertThat(browser.heading()).isEqualTo("Consumer Details: App Builder Integration");
        return new String[] {browser.value("Consumer Key"), browser.value("Consumer Secret")};
    }

    private JsonNode token(String key, String secret) throws Exception {
        String basic = Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return read(HttpRequest.newBuilder(org.instanceUrl().resolve("/services/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
    }

    private JsonNode get(String path, JsonNode token) throws Exception {
        URI address = org.instanceUrl().resolve(path);
        return read(HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token.path("access_token").asText())
                .build());
    }

    private static JsonNode read(HttpRequest request) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
