package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Security Providers beyond the guide: every type and grant, import and export, the doctor, tokens. */
class ConsoleProvidersTest {
    private static Premises premises;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(CatalogSettings.inFolder(folder));
        premises.connect("Cared");
    }

    @AfterAll
    static void stop() {
        premises.close();
    }

    private static HttpResponse<String> create(Map<String, String> form) {
        return premises.browserOf(EDITOR).submit("/security-providers/_new", "/security-providers", form);
    }

    private static JsonNode document(String name) {
        return premises.as(EDITOR).get("/security-providers/" + name).json().get("provider");
    }

    @Test
    void a_grant_by_assertion_is_made_with_its_certificate_and_what_other_grants_have_is_left_out()
            throws NoSuchAlgorithmException {
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(KeyPairGenerator.getInstance("RSA")
                                .generateKeyPair()
                                .getPrivate()
                                .getEncoded())
                + "\n-----END PRIVATE KEY-----";
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "name", "Asserted",
                "type", "OAuth",
                "grant", "JWT Bearer",
                "clientAuthentication", "None",
                "tokenOwner", "Client",
                "enabled", "True",
                "subject", "integration@acme.example",
                "recipient", "of another grant",
                "tokenEndpoint", "https://acme.my.salesforce.com/services/oauth2/token",
                "credential.3.type", "Client"));
        form.put("credential.3.userName", "consumer");
        form.put("certificate.0.format", "PEM");
        form.put("certificate.0.content", key);
        form.put("header.1.name", "X-Team");
        form.put("header.1.value", "a header's secret");

        HttpResponse<String> made = create(form);

        assertThat(made.body())
                .contains("Saved.", "JWT Bearer\" selected", "integration@acme.example", "X-Team")
                .doesNotContain("BEGIN PRIVATE KEY", "a header's secret", "a header&#39;s secret");
        assertThat(document("Asserted").get("subject").asString()).isEqualTo("integration@acme.example");
        assertThat(document("Asserted").has("recipient")).isFalse();
        assertThat(premises.as(EDITOR)
                        .get("/security-providers/Asserted")
                        .json()
                        .get("secrets")
                        .propertyNames())
                .contains("SigningKey", "RequestHeader:X-Team");
    }

    @Test
    void people_sign_in_by_openid_connect_and_the_panels_tell_the_two_apart() {
        Browser browser = premises.browserOf(ADMINISTRATOR);
        assertThat(browser.open("/security-providers").body())
                .contains("+ User Authentication", "+ Data Source Authentication");
        Map<String, String> form = Browser.hiddenFields(
                browser.open("/security-providers/_new?panel=user").body());
        form.putAll(Map.of("name", "People", "type", "OpenID Connect", "tokenOwner", "User", "enabled", "True"));
        form.putAll(Map.of("add", "preset", "myDomain", "acme"));

        String filled = browser.post("/security-providers/_form", form).body();
        assertThat(filled).contains("value=\"https://acme.my.salesforce.com\"", "value=\"openid api refresh_token\"");

        form.remove("add");
        form.putAll(Map.of("issuerEndpoint", "https://acme.my.salesforce.com", "scopes", "openid api"));
        form.putAll(Map.of("credential.0.type", "Client", "credential.0.userName", "consumer"));
        assertThat(browser.post("/security-providers", form).body()).contains("Saved.");
        assertThat(document("People").get("type").asString()).isEqualTo("openid_connect");
    }

    @Test
    void http_providers_have_their_own_fields() {
        HttpResponse<String> made = create(new LinkedHashMap<>(Map.of(
                "name", "Keyed",
                "type", "HTTP",
                "httpAuthentication", "API Key",
                "apiKeyName", "X-API-Key",
                "apiKeyLocation", "Header",
                "enabled", "True",
                "credential.0.type", "API Key",
                "credential.0.password", "the key itself")));

        assertThat(made.body())
                .contains("Saved.", "X-API-Key", "set; leave empty to keep it")
                .doesNotContain("the key itself", "Examine");
    }

    @Test
    void a_row_is_added_and_removed_without_a_script_and_secrets_are_not_shown_again() {
        Browser browser = premises.browserOf(EDITOR);
        Map<String, String> form =
                Browser.hiddenFields(browser.open("/security-providers/_new").body());
        form.putAll(Map.of("type", "OAuth", "credential.0.type", "Client", "credential.0.password", "typed secret"));
        form.put("add", "credential");

        assertThat(browser.post("/security-providers/_form", form).body())
                .contains("credential.1.userName", "Type the secrets again")
                .doesNotContain("typed secret");

        form.remove("add");
        form.put("remove", "credential.0");
        assertThat(browser.post("/security-providers/_form", form).body()).doesNotContain("credential.0");
    }

    @Test
    void what_belongs_nowhere_is_refused_and_not_dropped() {
        HttpResponse<String> refused = create(new LinkedHashMap<>(Map.of(
                "name", "Lost",
                "type", "OAuth",
                "grant", "Client Credentials",
                "tokenEndpoint", "https://acme.my.salesforce.com/services/oauth2/token",
                "credential.0.type", "Client",
                "credential.0.userName", "consumer",
                "header.0.name", "X-Without-Value")));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("role=\"alert\"", "X-Without-Value");
    }

    @Test
    void a_provider_is_exported_and_imported_and_only_administrators_export_secrets() {
        Browser editor = premises.browserOf(EDITOR);
        HttpResponse<String> exported = editor.open("/security-providers/Cared/export");
        assertThat(exported.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("Cared.json");
        assertThat(exported.body()).contains("client_credentials").doesNotContain(premises.consumerSecret());
        assertThat(editor.submit(
                                "/security-providers/Cared",
                                "/security-providers/Cared/export",
                                Map.of("passphrase", "a long enough passphrase"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(premises.browserOf(ADMINISTRATOR)
                        .submit(
                                "/security-providers/Cared",
                                "/security-providers/Cared/export",
                                Map.of("passphrase", "a long enough passphrase"))
                        .body())
                .contains("encryptedSecrets")
                .doesNotContain(premises.consumerSecret());

        String copy = exported.body().replace("\"Cared\"", "\"Copied\"");
        HttpResponse<String> imported =
                editor.submit("/security-providers/_import", "/security-providers/_import", Map.of("document", copy));
        assertThat(imported.body()).contains("Imported, and disabled", "Security Provider Copied");
        assertThat(editor.submit(
                                "/security-providers/_import",
                                "/security-providers/_import",
                                Map.of("document", "{\"password\": \"half"))
                        .body())
                .contains("role=\"alert\"")
                .doesNotContain("half");
    }

    @Test
    void a_document_whose_secrets_are_encrypted_stays_after_a_wrong_passphrase() {
        String exported = premises.browserOf(ADMINISTRATOR)
                .submit(
                        "/security-providers/Cared",
                        "/security-providers/Cared/export",
                        Map.of("passphrase", "a long enough passphrase"))
                .body();

        HttpResponse<String> refused = premises.browserOf(EDITOR)
                .submit(
                        "/security-providers/_import",
                        "/security-providers/_import",
                        Map.of("document", exported, "passphrase", "not that passphrase"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("role=\"alert\"", "encryptedSecrets")
                .doesNotContain("not that passphrase");
    }

    @Test
    void the_doctor_tells_what_to_mend_in_which_order() {
        Browser browser = premises.browserOf(EDITOR);
        assertThat(browser.submit("/security-providers/Cared", "/security-providers/Cared/doctor", Map.of())
                        .body())
                .contains("Nothing must be mended.", "tag sound");

        Map<String, Object> wrong = premises.provider("Sick");
        premises.as(EDITOR)
                .post(
                        "/security-providers",
                        Map.of("provider", wrong.get("provider"), "secrets", Map.of("Client", "not the secret")));
        assertThat(browser.submit("/security-providers/Sick", "/security-providers/Sick/doctor", Map.of())
                        .body())
                .contains("What to mend, in this order", "tag sick", "Salesforce said:");
    }

    @Test
    void long_work_tells_each_step_to_a_page_that_listens() {
        Browser browser = premises.browserOf(EDITOR);

        HttpResponse<String> test =
                browser.submit("/data-servers/Cared", "/data-servers/Cared/test", Map.of("stream", "true"));
        assertThat(test.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(test.body())
                .contains("event:status", "data:Token: passed", "event:row", "<th scope=\"row\">Limits</th>")
                .containsPattern("(?s)event:done\n.*<div class=\"alert good\".*The connection works\\.");

        assertThat(browser.submit(
                                "/security-providers/Cared",
                                "/security-providers/Cared/doctor",
                                Map.of("stream", "true"))
                        .body())
                .contains("event:row", "event:done", "Nothing must be mended.");
        assertThat(browser.submit(
                                "/data-servers/Cared/tables/_import",
                                "/data-servers/Cared/tables",
                                Map.of("stream", "true", "table", "Account"))
                        .body())
                .contains("Reading the org", "event:done", "1 table read");
        assertThat(premises.browserOf(VIEWER)
                        .submit("/", "/data-servers/Cared/test", Map.of("stream", "true"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_token_is_listed_and_revoked() {
        premises.connect("Spent");
        premises.as(EDITOR).post("/data-servers/Spent/tables/import", Map.of("tables", List.of("Account")));
        Browser browser = premises.browserOf(EDITOR);
        assertThat(browser.open("/tokens").body()).contains("Revoke the token of Spent");
        assertThat(premises.browserOf(VIEWER).open("/tokens").body())
                .contains("Spent")
                .doesNotContain("Revoke the token of");

        String revoked = browser.submit("/tokens", "/tokens/revoke", Map.of("provider", "Spent", "user", ""))
                .body();

        assertThat(revoked).contains("Forgotten here").doesNotContain("Revoke the token of Spent");
    }

    @Test
    void what_is_wrong_with_a_provider_stands_beside_its_field_and_nothing_typed_is_lost() {
        HttpResponse<String> refused = create(new LinkedHashMap<>(Map.of(
                "name", "Wrong",
                "type", "OAuth",
                "grant", "Client Credentials",
                "clientAuthentication", "Basic",
                "tokenOwner", "Client",
                "scopes", "api,web",
                "tokenEndpoint", "https://acme.my.salesforce.com/services/oauth2/token",
                "credential.4.type", "Client",
                "credential.4.userName", "consumer",
                "credential.4.password", "a secret that was typed")));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("Nothing was saved.", "Type the secrets again")
                .contains("<a href=\"#scopes\">", "id=\"scopes-error\">")
                .containsPattern(
                        "id=\"scopes\"[^>]*aria-invalid=\"true\"[^>]*aria-describedby=\"scopes-error scopes-hint\"")
                .contains("value=\"api,web\"", "value=\"consumer\"", "value=\"Wrong\"")
                .doesNotContain("a secret that was typed")
                .doesNotContain("id=\"tokenEndpoint-error\"");
    }

    @Test
    void each_refusal_finds_its_field() {
        Map<String, String> sound = new LinkedHashMap<>(Map.of(
                "name", "Refused",
                "type", "OAuth",
                "grant", "Client Credentials",
                "clientAuthentication", "Basic",
                "tokenOwner", "Client",
                "resourceAuthentication", "Bearer",
                "tokenEndpoint", "https://acme.my.salesforce.com/services/oauth2/token",
                "credential.4.type", "Client",
                "credential.4.userName", "consumer"));
        Map<String, Map<String, String>> wrong = new LinkedHashMap<>();
        wrong.put("name", Map.of("name", "two words"));
        wrong.put("tokenEndpoint", Map.of("tokenEndpoint", "https://acme.lightning.force.com/services/oauth2/token"));
        wrong.put("authorizationEndpoint", Map.of("authorizationEndpoint", "https://not an address"));
        wrong.put("tokenOwner", Map.of("tokenOwner", "User"));
        wrong.put("clientAuthentication", Map.of("clientAuthentication", "None"));
        wrong.put("expiresIn", Map.of("expiresIn", "soon"));
        wrong.put("tokenParameters", Map.of("tokenParameters", "grant_type=other"));
        wrong.put("headerName", Map.of("resourceAuthentication", "Header", "headerName", "no header"));
        wrong.put("credential.4.userName", Map.of("credential.4.userName", ""));
        wrong.put("credential.4.password", Map.of("credential.4.password", " blanks around it "));
        wrong.put(
                "claim.2.priority",
                Map.of("claim.2.identifier", "sub", "claim.2.usage", "Name", "claim.2.priority", "high"));
        wrong.put(
                "claim.2.identifier",
                Map.of("claim.2.identifier", "", "claim.2.usage", "Name", "claim.2.priority", "1"));
        wrong.put("subject", Map.of("grant", "JWT Bearer", "clientAuthentication", "None"));
        wrong.put("certificate.7.content", Map.of("certificate.7.format", "PEM", "certificate.7.content", ""));
        wrong.forEach((field, values) -> {
            Map<String, String> form = new LinkedHashMap<>(sound);
            form.putAll(values);
            assertThat(create(form).body())
                    .as(field)
                    .contains("id=\"" + field + "-error\"", "<a href=\"#" + field + "\">", "id=\"" + field + "\"")
                    .doesNotContain("document is malformed");
        });
    }

    @Test
    void a_change_that_is_refused_keeps_what_was_typed_and_what_is_stored() {
        Browser browser = premises.browserOf(EDITOR);
        Map<String, String> form =
                Browser.hiddenFields(browser.open("/security-providers/Cared").body());
        form.putAll(Map.of(
                "grant", "Client Credentials",
                "clientAuthentication", "Basic",
                "tokenOwner", "Client",
                "tokenEndpoint", "ftp://acme.example/token",
                "credential.1.type", "Client",
                "credential.1.userName", "another consumer"));

        HttpResponse<String> refused = browser.post("/security-providers/Cared", form);

        assertThat(refused.body())
                .contains(
                        "id=\"tokenEndpoint-error\"",
                        "value=\"ftp://acme.example/token\"",
                        "value=\"another consumer\"");
        assertThat(document("Cared").toString()).doesNotContain("another consumer");
    }

    @Test
    void what_is_wrong_with_a_data_server_stands_beside_its_field() {
        HttpResponse<String> refused = premises.browserOf(EDITOR)
                .submit(
                        "/data-servers/_new",
                        "/data-servers",
                        Map.of("name", "Wrong", "securityProvider", "Cared", "oauthServerUrl", "acme"));
        assertThat(refused.body())
                .contains(
                        "id=\"oauthServerUrl-error\"",
                        "<a href=\"#oauthServerUrl\">",
                        "value=\"acme\"",
                        "value=\"Wrong\"");

        HttpResponse<String> taken = premises.browserOf(EDITOR)
                .submit(
                        "/data-servers/_new",
                        "/data-servers",
                        Map.of(
                                "name", "Cared",
                                "securityProvider", "Cared",
                                "oauthServerUrl", premises.oauthServerUrl()));
        assertThat(taken.body()).contains("id=\"name-error\"", "There is a data server Cared already.");
    }
}
