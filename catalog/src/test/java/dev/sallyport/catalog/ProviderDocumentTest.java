package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.TokenOwner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** App Builder's provider JSON, in and out. */
class ProviderDocumentTest {
    private static final Secret PASSPHRASE = Secret.of("correct horse battery staple");

    @TempDir
    static Path folder;

    private static Catalog catalog;

    @BeforeAll
    static void open() {
        catalog = Catalog.open(CatalogSettings.inFolder(folder));
    }

    @AfterAll
    static void close() {
        catalog.close();
    }

    @AfterEach
    void empty() {
        catalog.providers().list().forEach(provider -> catalog.providers().delete(provider.name()));
    }

    @Test
    void any_provider_is_read_as_it_was_written() {
        for (long seed = 0; seed < 3_000; seed++) {
            SecurityProvider provider = new RandomProviders(seed).next();
            ProviderDocument document = ProviderDocument.of(provider);
            ObjectNode json = ProviderDocument.parse(document.json().toPrettyString());
            ImportedProvider read = ProviderDocument.read(json, document.secrets()::get);
            assertThat(read.provider()).as("seed %s: %s", seed, json).isEqualTo(provider);
            assertThat(read.notes()).as("seed %s: %s", seed, json).isEmpty();
        }
    }

    @Test
    void a_spoilt_document_is_refused_in_a_sentence_or_read_and_nothing_else() {
        List<SecurityProvider> kinds = ProviderSamples.everyKind();
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            ObjectNode json =
                    ProviderDocument.of(kinds.get(seed % kinds.size())).json();
            String spoilt = new SpoiltDocument(seed).of(json);
            try {
                ImportedProvider imported = catalog.providers().importDocument(spoilt, null);
                catalog.providers().delete(imported.provider().name());
            } catch (CatalogException e) {
                refused++;
                assertThat(e.reason()).as("seed %s: %s", seed, spoilt).isEqualTo(CatalogException.Reason.INVALID);
                assertThat(e.getMessage() + e.advice())
                        .as("seed %s: %s", seed, spoilt)
                        .doesNotContainPattern("\\p{Cntrl}");
            }
        }
        assertThat(refused).isBetween(500, 2_900);
    }

    @Test
    void a_spoilt_field_of_secrets_is_refused_whatever_is_in_it() {
        catalog.providers().create(Samples.provider("Sealed"));
        ObjectNode sealed = ProviderDocument.parse(catalog.providers().exportDocument("Sealed", PASSPHRASE));
        String jwe = sealed.get("encryptedSecrets").asText();
        for (String spoilt : List.of(
                "",
                "x",
                "....",
                jwe.substring(1),
                jwe.substring(0, jwe.length() - 4),
                jwe.replace('.', ','),
                "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0" + jwe.substring(jwe.indexOf('.')))) {
            String document = sealed.deepCopy().put("encryptedSecrets", spoilt).toString();
            refused(document, PASSPHRASE);
        }
    }

    @Test
    void an_export_has_no_secret_and_its_import_is_disabled() {
        SecurityProvider provider = Samples.provider("SalesforceCC");
        catalog.providers().create(provider);
        String document = catalog.providers().exportDocument("SalesforceCC");
        assertThat(document).doesNotContain("consumer-secret-of-");
        catalog.providers().delete("SalesforceCC");
        ImportedProvider imported = catalog.providers().importDocument(document, null);
        assertThat(imported.notes()).isEmpty();
        OAuthProvider stored = (OAuthProvider) catalog.providers().get("SalesforceCC");
        assertThat(stored.enabled()).isFalse();
        assertThat(stored.credentials().client().clientId()).isEqualTo("3MVG9consumerKey");
        assertThat(stored.credentials().client().clientSecret()).isNull();
    }

    @Test
    void an_import_never_takes_the_place_of_another_provider() {
        SecurityProvider provider = Samples.provider("SalesforceCC");
        catalog.providers().create(provider);
        String document = catalog.providers().exportDocument("SalesforceCC");
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.providers().importDocument(document, null))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(CatalogException.Reason.DUPLICATE));
        assertThat(catalog.providers().list()).containsExactly(provider);
    }

    @Test
    void another_passphrase_opens_nothing_and_no_passphrase_leaves_the_secrets_out() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        String document = catalog.providers().exportDocument("SalesforceCC", PASSPHRASE);
        catalog.providers().delete("SalesforceCC");
        CatalogException refusal = refused(document, Secret.of("wrong horse battery staple"));
        assertThat(refusal.getMessage()).contains("passphrase");
        assertThat(catalog.providers().importDocument(document, null).notes())
                .singleElement()
                .asString()
                .contains("encryptedSecrets");
    }

    @Test
    void a_document_that_was_changed_after_its_export_is_noted() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        String document = catalog.providers().exportDocument("SalesforceCC", PASSPHRASE);
        catalog.providers().delete("SalesforceCC");
        String changed = document.replace("acme.my.salesforce.com", "evil.example");
        assertThat(catalog.providers().importDocument(changed, PASSPHRASE).notes())
                .singleElement()
                .asString()
                .contains("changed after its export");
    }

    @Test
    void the_secrets_of_an_export_are_hard_to_guess() {
        catalog.providers().create(Samples.provider("SalesforceCC"));
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.providers().exportDocument("SalesforceCC", Secret.of("short")));
        String document = catalog.providers().exportDocument("SalesforceCC", PASSPHRASE);
        String header = new String(
                Base64.getUrlDecoder()
                        .decode(ProviderDocument.parse(document)
                                .get("encryptedSecrets")
                                .asText()
                                .replaceFirst("\\..*", "")),
                StandardCharsets.UTF_8);
        ObjectNode parsed = ProviderDocument.parse(header);
        assertThat(parsed.get("alg").asText()).isEqualTo("PBES2-HS512+A256KW");
        assertThat(parsed.get("enc").asText()).isEqualTo("A256GCM");
        assertThat(parsed.get("p2c").asInt()).isGreaterThanOrEqualTo(600_000);
    }

    @Test
    void the_labels_of_app_builder_and_its_misspelt_field_are_understood() {
        OAuthProvider provider = (OAuthProvider) imported("""
                {"name": "SalesforceCC", "type": "OAuth", "authenticationType": "OAuth",
                 "oauthGrantType": "Client Credentials", "oauthClientAuthenticationType": "Basic",
                 "oauthResourceAuthenticationType": "Bearer", "tokenOwner": "Client", "subject": null,
                 "settings": {"Scopes": " api  web ", "ExpiresIn": 3600, "LogPII": "True", "IgnoreTlsErrors": false},
                 "groups": [], "claimTypes": [{"identitier": "email", "usage": "EmailAddress", "priority": 1}],
                 "endpoints": [
                   {"type": "Authorization Endpoint", "url": "https://acme.my.salesforce.com/services/oauth2/authorize"},
                   {"type": "Token Endpoint", "url": "https://acme.my.salesforce.com/services/oauth2/token"},
                   {"type": "User Info Endpoint", "url": "https://acme.my.salesforce.com/services/oauth2/userinfo"}],
                 "credentials": [{"type": "Client", "userName": "key", "password": "in plain text"}],
                 "certificates": [], "registration": {"enabled": true, "redirectOnChallenge": true}}
                """).provider();
        assertThat(provider)
                .isEqualTo(OAuthProvider.named("SalesforceCC")
                        .enabled(false)
                        .grant(new Grant.ClientCredentials(List.of("api", "web"), null))
                        .endpoints(new Endpoints(
                                Samples.MY_DOMAIN.resolve("/services/oauth2/authorize"),
                                Samples.MY_DOMAIN.resolve("/services/oauth2/token"),
                                Samples.MY_DOMAIN.resolve("/services/oauth2/userinfo")))
                        .client(new ClientCredential("key", Secret.of("in plain text")))
                        .parameters(new ProviderParameters(
                                Duration.ofHours(1), true, false, Map.of(), false, Map.of(), Map.of()))
                        .identity(new IdentityMapping(
                                List.of(new ClaimType("email", ClaimType.Usage.EMAIL_ADDRESS, 1, false)), List.of()))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "urn:ietf:params:oauth:grant-type:jwt-bearer, JWT Bearer",
        "urn:ietf:params:oauth:grant-type:saml2-bearer, SAML 2.0 Bearer",
        "JwtBearer, JWT Bearer",
        "SAML 2.0 Bearer Assertion, SAML 2.0 Bearer",
        "saml2-bearer, SAML 2.0 Bearer",
        "AUTHORIZATION CODE, Authorization Code",
        "password, Resource Owner Password Credentials",
        "ResourceOwnerPasswordCredentials, Resource Owner Password Credentials"
    })
    void a_grant_is_understood_in_every_style(String text, String label) {
        OAuthProvider provider =
                (OAuthProvider) imported(minimal("\"oauthGrantType\": \"" + text + "\", \"subject\": \"someone\""))
                        .provider();
        assertThat(provider.grant().label()).isEqualTo(label);
    }

    @Test
    void what_a_document_leaves_out_has_the_guides_choice() {
        OAuthProvider provider =
                (OAuthProvider) imported(minimal("\"issuer\": null")).provider();
        assertThat(provider.grant()).isEqualTo(new Grant.ClientCredentials());
        assertThat(provider.clientAuthentication()).isEqualTo(ClientAuthentication.BASIC);
        assertThat(provider.tokenOwner()).isEqualTo(TokenOwner.CLIENT);
        assertThat(provider.redirectOnChallenge()).isTrue();
        assertThat(provider.type()).isEqualTo(ProviderType.OAUTH);
    }

    @Test
    void what_has_no_counterpart_is_noted_by_its_place() {
        assertThat(imported(minimal("""
                                "id": "7", "subject": "someone", "future": {"a": 1}, "nothing": [],
                                "settings": {"Scopes": "api", "LoginPath": "/x", "LogPII": false},
                                "claimTypes": [{"identifier": "upn", "usage": "Upn"}],
                                "certificates": [{"usage": "encryption", "content": "MII"},
                                                 {"usage": "signing", "format": "pem", "thumbprint": "AB"}],
                                "registration": {"priority": 3, "sealed": false}
                                """)).notes())
                .containsExactlyInAnyOrder(
                        "id has no counterpart here and was left out.",
                        "subject has no counterpart here and was left out.",
                        "future has no counterpart here and was left out.",
                        "settings.LoginPath has no counterpart here and was left out.",
                        "registration.priority has no counterpart here and was left out.",
                        "claimTypes[0] was left out: its usage has no counterpart here.",
                        "certificates[0] was left out: its usage has no counterpart here.",
                        "certificates[1] was left out: it has no content. Give the key: --signing-key-file.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tokenOwner\": \"nobody\" | tokenOwner",
                "\"audience\": 7 | audience",
                "\"settings\": {\"ExpiresIn\": \"soon\"} | settings.ExpiresIn",
                "\"settings\": {\"LogPII\": \"perhaps\"} | settings.LogPII",
                "\"settings\": {\"RequestHeaders\": \"no colon\"} | settings.RequestHeaders",
                "\"settings\": {\"TokenParameters\": \"a=%zz\"} | settings.TokenParameters",
                "\"settings\": [] | settings",
                "\"claimTypes\": [{\"usage\": \"name\"}] | claimTypes[0].identifier",
                "\"claimTypes\": [{\"identifier\": \"n\", \"usage\": \"name\", \"priority\": 1.5}] | claimTypes[0].priority",
                "\"groups\": [7] | groups[0]",
                "\"certificates\": [{\"usage\": \"signing\", \"format\": \"jks\"}] | certificates[0].format"
            })
    void a_malformed_document_is_refused_by_the_place(String fields, String place) {
        assertThat(refused(minimal(fields), null).getMessage()).containsPattern(" " + Pattern.quote(place) + "[ .]");
    }

    @Test
    void what_is_wrong_with_a_value_is_told_without_its_place_too() {
        CatalogException refusal = refused(minimal("\"settings\": {\"LogPII\": \"perhaps\"}"), null);
        assertThat(refusal.place()).contains("settings.LogPII");
        assertThat(refusal.problem()).contains("must be true or false");
    }

    @Test
    void an_endpoint_that_is_no_address_is_refused_by_its_index() {
        String document = """
                {"name": "P", "type": "oauth", "endpoints": [{"type": "metadata", "url": "https://x.example"},
                 {"type": "token", "url": "https://x.example/to ken"}]}
                """;
        assertThat(refused(document, null).getMessage()).contains("endpoints[1].url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"saml_sp", "windows", "ws_federation", "api_key"})
    void a_type_that_sallyport_has_not_is_refused_by_its_name(String type) {
        CatalogException refusal = refused("{\"name\": \"MyIdP\", \"type\": \"" + type + "\", \"settings\": {}}", null);
        assertThat(refusal.getMessage()).contains("\"" + type + "\"");
        assertThat(refusal.advice()).contains("oauth, openid_connect, http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"name\": \"hush\" \"", "{\"name\": 1, \"name\": 2}", "{} {}"})
    void what_is_no_json_object_is_refused_without_being_quoted(String text) {
        CatalogException refusal = refused(text, null);
        assertThat(refusal.getMessage()).doesNotContain("hush");
        assertThat(refusal).hasNoCause();
    }

    @Test
    void a_secret_that_is_kept_elsewhere_stays_a_reference_and_is_pointed_out() {
        ImportedProvider imported = imported("""
                {"name": "Api", "type": "http", "authenticationType": "API Key",
                 "settings": {"ApiKeyName": "X-Api-Key", "RequestHeaders": "X-Tenant: ${env:TENANT}\\r\\nX-Fixed: 7"},
                 "credentials": [{"type": "api_key", "password": "${file:/run/secrets/api}"}]}
                """);
        HttpProvider provider = (HttpProvider) imported.provider();
        assertThat(provider.parameters().requestHeaders())
                .containsEntry("X-Tenant", Secret.at(new SecretReference("env", "TENANT")))
                .containsEntry("X-Fixed", Secret.of("7"));
        assertThat(imported.notes())
                .anyMatch(note -> note.contains("file:/run/secrets/api"))
                .anyMatch(note -> note.contains("env:TENANT"));
        assertThat(catalog.providers().exportDocument("Api")).contains("${file:/run/secrets/api}", "${env:TENANT}");
        assertThat(catalog.providers().get("Api")).isEqualTo(provider);
    }

    @Test
    void no_message_or_note_lets_a_document_steer_the_terminal() {
        String red = "\\u001b[31m";
        assertThat(refused(minimal("\"settings\": {\"Scopes\": \"" + red + "\"}"), null)
                        .getMessage())
                .doesNotContainPattern("\\p{Cntrl}");
        ImportedProvider imported = imported(minimal("\"" + red + "\": 1, \"settings\": {\"RequestHeaders\": \"" + red
                + ":\", \"TokenParameters\": \"\"}, \"claimTypes\": [{\"identifier\": \"n\", \"usage\": \"name\", \""
                + red + "\": 1}]"));
        assertThat(imported.notes()).hasSize(3).noneMatch(note -> note.matches("(?s).*\\p{Cntrl}.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"settings\": {\"RequestHeaders\": \"Host: x\"}",
                "\"settings\": {\"RequestHeaders\": \"X Y: x\"}",
                "\"settings\": {\"TokenParameters\": \"client_secret=x\"}",
                "\"settings\": {\"AuthorizationParameters\": \"state=x\"}",
                "\"settings\": {\"ExpiresIn\": 0}",
                "\"settings\": {\"ExpiresIn\": 9223372036854775807}",
                "\"settings\": {\"RequestHeaders\": \"X-Vault: ${vault:x}\"}"
            })
    void what_would_break_the_protocol_or_the_connection_is_refused(String fields) {
        refused(minimal(fields), null);
    }

    private static String minimal(String fields) {
        return """
                {"name": "P", "type": "oauth",
                 "endpoints": [{"type": "token", "url": "https://x.example/token"},
                               {"type": "authorization", "url": "https://x.example/authorize"}],
                 "credentials": [{"type": "client", "userName": "key"}], %s}
                """.formatted(fields);
    }

    private static ImportedProvider imported(String document) {
        return catalog.providers().importDocument(document, null);
    }

    private static CatalogException refused(String document, @Nullable Secret passphrase) {
        var thrown = assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.providers().importDocument(document, passphrase));
        CatalogException refusal = thrown.actual();
        assertThat(refusal.reason()).isEqualTo(CatalogException.Reason.INVALID);
        assertThat(refusal.advice()).isNotBlank();
        return refusal;
    }
}
