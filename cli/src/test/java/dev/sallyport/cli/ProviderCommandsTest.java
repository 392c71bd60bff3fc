package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider commands, as a script uses them. */
class ProviderCommandsTest {
    private static final String SECRET = "hush-hush";
    private static final String HOST = "acme.my.salesforce.com";

    @TempDir
    Path folder;

    private Path secretFile;

    @BeforeEach
    void writeSecret() throws IOException {
        secretFile = Files.writeString(folder.resolve("secret.txt"), SECRET + "\n");
    }

    @Test
    void a_salesforce_service_account_needs_its_host_its_key_and_its_secret_alone() {
        create("CC", "--salesforce", HOST, "--client-id", "key", "--client-secret-file", secretFile.toString());
        assertThat(shown("CC"))
                .containsEntry("Type", "OAuth")
                .containsEntry("Enabled", "true")
                .containsEntry("OAuth Grant", "Client Credentials")
                .containsEntry("OAuth Client Authentication", "Basic")
                .containsEntry("OAuth Resource Authentication", "Bearer")
                .containsEntry("Token Owner", "Client")
                .containsEntry("Redirect on Challenge", "true")
                .containsEntry("Token Endpoint", "https://" + HOST + "/services/oauth2/token")
                .containsEntry("Revocation Endpoint", "https://" + HOST + "/services/oauth2/revoke")
                .containsEntry("Client ID", "key")
                .containsEntry("Client Secret", "stored encrypted");
    }

    @Test
    void a_sign_in_with_salesforce_has_what_openid_connect_needs() {
        create(
                "SignIn",
                "--type",
                "openid_connect",
                "--salesforce",
                "https://" + HOST + "/",
                "--client-id",
                "key",
                "--client-secret-ref",
                "env:SALESFORCE_SECRET",
                "--claim-type",
                "http://x.example/a=b=Name,2",
                "--ignore-claim-type",
                "email=EmailAddress",
                "--group",
                "Admins=acme-admins",
                "--default-group",
                "Everyone=all");
        assertThat(shown("SignIn"))
                .containsEntry("OAuth Grant", "Authorization Code")
                .containsEntry("Scopes", "openid api refresh_token")
                .containsEntry("Token Owner", "User")
                .containsEntry("OpenID Connect Issuer", "https://" + HOST)
                .containsEntry("Client Secret", "env:SALESFORCE_SECRET")
                .containsEntry("Claim Type http://x.example/a=b", "Name, priority 2")
                .containsEntry("Claim Type email", "EmailAddress, ignored")
                .containsEntry("Group Admins", "acme-admins")
                .containsEntry("Group Everyone", "all, for everyone at the first sign-in");
    }

    @Test
    void every_property_of_an_oauth_provider_has_its_option() throws IOException {
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----\n");
        create(Stream.of(
                        List.of("Everything", "--grant", "saml 2.0 bearer", "--scopes", "api  web"),
                        List.of("--subject", "arthur@acme.example", "--issuer", "https://idp.example"),
                        List.of("--audience", "https://login.salesforce.com", "--recipient", "https://to.example"),
                        List.of("--client-authentication", "private-key-jwt", "--resource-authentication", "Header"),
                        List.of("--header-name", "X-Token", "--header-scheme", "Zoho", "--token-owner", "User"),
                        List.of("--redirect-on-challenge", "false", "--token-delete-on-sign-out", "true"),
                        List.of(
                                "--authorization-endpoint",
                                "https://a.example/a",
                                "--token-endpoint",
                                "https://a.example/t"),
                        List.of(
                                "--user-info-endpoint",
                                "https://a.example/u",
                                "--revocation-endpoint",
                                "https://a.example/r"),
                        List.of("--jwks-endpoint", "https://a.example/k", "--openid-issuer", "https://a.example"),
                        List.of("--client-id", "key", "--signing-key-file", key.toString()),
                        List.of("--signing-key-password-file", secretFile.toString(), "--expires-in", "3600"),
                        List.of(
                                "--log-pii",
                                "true",
                                "--replace-issuer-tenant-id",
                                "true",
                                "--ignore-tls-errors",
                                "true"),
                        List.of(
                                "--request-header",
                                "X-Tenant=file:" + secretFile,
                                "--request-header-ref",
                                "X-Trace=env:TRACE"),
                        List.of("--authorization-parameter", "prompt=login", "--token-parameter", "resource=a=b"))
                .flatMap(List::stream)
                .toArray(String[]::new));
        Map<String, String> expected = new LinkedHashMap<>();
        Stream.of("""
                        Name: Everything
                        Type: OAuth
                        Enabled: true
                        Authentication Type: OAuth
                        OAuth Grant: SAML 2.0 Bearer
                        Scopes: api web
                        Subject: arthur@acme.example
                        Issuer: https://idp.example
                        Audience: https://login.salesforce.com
                        Recipient: https://to.example
                        OAuth Client Authentication: Private Key JWT
                        OAuth Resource Authentication: Header
                        Header Name: X-Token
                        Header Scheme: Zoho
                        Token Owner: User
                        Redirect on Challenge: false
                        Token Delete On Sign Out: true
                        Authorization Endpoint: https://a.example/a
                        Token Endpoint: https://a.example/t
                        User Info Endpoint: https://a.example/u
                        Revocation Endpoint: https://a.example/r
                        JWKS Endpoint: https://a.example/k
                        OpenID Connect Issuer: https://a.example
                        Client ID: key
                        Client Secret: none
                        Signing Key: PEM, stored encrypted
                        Signing Key Password: stored encrypted
                        ExpiresIn: 3600
                        LogPII: true
                        ReplaceIssuerTenantId: true
                        IgnoreTlsErrors: true
                        Request Header X-Tenant: stored encrypted
                        Request Header X-Trace: env:TRACE
                        Authorization Parameter prompt: login
                        Token Parameter resource: a=b
                        """.split("\n")).map(line -> line.split(": ", 2)).forEach(pair -> expected.put(pair[0], pair[1]));
        assertThat(shown("Everything")).isEqualTo(expected);
    }

    @Test
    void what_works_and_is_unwise_is_told() {
        CommandRun run = create(
                "Legacy",
                "--grant",
                "resource_owner_password_credentials",
                "--salesforce",
                HOST,
                "--client-id",
                "key",
                "--client-secret-ref",
                "env:A",
                "--resource-owner",
                "arthur",
                "--resource-owner-password-file",
                secretFile.toString(),
                "--resource-authentication",
                "Query",
                "--ignore-tls-errors",
                "true");
        assertThat(run.err().lines().filter(line -> line.startsWith("Warning: ")))
                .hasSize(3);
        assertThat(shown("Legacy"))
                .containsEntry("Resource Owner", "arthur")
                .containsEntry("Resource Owner Password", "stored encrypted")
                .containsEntry("Parameter Name", "access_token");
    }

    @Test
    void http_providers_carry_a_password_a_key_a_token_or_nothing() {
        create("Open", "--type", "HTTP");
        create(
                "Password",
                "--type",
                "HTTP",
                "--authentication-type",
                "Basic",
                "--user-name",
                "arthur",
                "--password-file",
                secretFile.toString());
        create(
                "Key",
                "--type",
                "HTTP",
                "--authentication-type",
                "api-key",
                "--api-key-name",
                "key",
                "--api-key-location",
                "query",
                "--api-key-ref",
                "file:/run/secrets/key");
        CommandRun bearer = CommandRun.of(
                folder,
                SECRET,
                "provider",
                "create",
                "Token",
                "--type",
                "http",
                "--authentication-type",
                "Bearer Token",
                "--bearer-token-stdin");
        assertThat(bearer.exitCode()).as(bearer.err()).isZero();
        assertThat(shown("Open")).containsEntry("Authentication Type", "Anonymous");
        assertThat(shown("Password"))
                .containsEntry("User Name", "arthur")
                .containsEntry("Password", "stored encrypted");
        assertThat(shown("Key"))
                .containsEntry("API Key Location", "Query")
                .containsEntry("API Key Name", "key")
                .containsEntry("API Key", "file:/run/secrets/key");
        assertThat(shown("Token")).containsEntry("Bearer Token", "stored encrypted");
        assertThat(run("provider", "list", "--format", "csv").out().lines())
                .contains("name,type,authenticationType,grant,enabled,address", "Open,HTTP,Anonymous,,true,");
    }

    @Test
    void an_update_changes_what_it_names_and_an_empty_text_takes_a_property_away() {
        create(
                "P",
                "--salesforce",
                HOST,
                "--client-id",
                "key",
                "--client-secret-file",
                secretFile.toString(),
                "--scopes",
                "api",
                "--expires-in",
                "60",
                "--token-parameter",
                "a=1",
                "--token-parameter",
                "b=2",
                "--request-header-ref",
                "X-Trace=env:TRACE");
        Map<String, String> before = shown("P");
        CommandRun updated = run(
                "provider",
                "update",
                "P",
                "--client-authentication",
                "Post",
                "--expires-in",
                "",
                "--user-info-endpoint",
                "",
                "--token-parameter",
                "a=",
                "--request-header-ref",
                "x-trace=");
        assertThat(updated.exitCode()).as(updated.err()).isZero();
        Map<String, String> expected = new LinkedHashMap<>(before);
        expected.put("OAuth Client Authentication", "Post");
        expected.put("ExpiresIn", "null");
        expected.put("User Info Endpoint", "null");
        expected.remove("Token Parameter a");
        expected.remove("Request Header X-Trace");
        assertThat(shown("P")).isEqualTo(expected);
    }

    @Test
    void a_grant_that_is_changed_keeps_what_the_new_one_has_too() {
        create(
                "P",
                "--grant",
                "JWT Bearer",
                "--salesforce",
                HOST,
                "--client-id",
                "key",
                "--subject",
                "arthur",
                "--audience",
                "aud",
                "--signing-key-ref",
                "file:/run/secrets/key.p12",
                "--signing-key-format",
                "pkcs#12");
        assertThat(shown("P"))
                .containsEntry("OAuth Client Authentication", "None")
                .containsEntry("Signing Key", "PKCS#12, file:/run/secrets/key.p12");
        run("provider", "update", "P", "--grant", "SAML 2.0 Bearer", "--recipient", "https://to.example");
        assertThat(shown("P"))
                .containsEntry("OAuth Grant", "SAML 2.0 Bearer")
                .containsEntry("Subject", "arthur")
                .containsEntry("Audience", "aud")
                .containsEntry("Recipient", "https://to.example");
    }

    @Test
    void an_import_is_disabled_tells_what_it_left_out_and_what_is_missing() {
        CommandRun imported = CommandRun.of(folder, """
                {"name": "FromAppBuilder", "type": "oauth", "oauthGrantType": "client_credentials", "id": "7",
                 "endpoints": [{"type": "token", "url": "https://acme.my.salesforce.com/services/oauth2/token"}],
                 "credentials": [{"type": "client", "userName": "key"}], "registration": {"enabled": true}}
                """, "provider", "import", "-");
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.err())
                .contains("Note: id has no counterpart", "Note: the client secret is missing", "It is disabled.");
        assertThat(shown("FromAppBuilder")).containsEntry("Enabled", "false");
        CommandRun enabled = run("provider", "enable", "FromAppBuilder");
        assertThat(enabled.exitCode()).isZero();
        assertThat(enabled.err()).contains("It cannot be used yet.");
        run("provider", "update", "FromAppBuilder", "--client-secret-file", secretFile.toString());
        assertThat(shown("FromAppBuilder"))
                .containsEntry("Enabled", "true")
                .containsEntry("Client Secret", "stored encrypted");
        run("provider", "disable", "FromAppBuilder");
        assertThat(shown("FromAppBuilder")).containsEntry("Enabled", "false");
    }

    @Test
    void an_export_with_secrets_goes_into_another_catalogue() throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase.txt"), "correct horse battery staple\n");
        create("P", "--salesforce", HOST, "--client-id", "key", "--client-secret-file", secretFile.toString());
        String plain = run("provider", "export", "P").out();
        CommandRun sealed =
                run("provider", "export", "P", "--with-secrets", "--passphrase-file", passphrase.toString());
        assertThat(sealed.exitCode()).as(sealed.err()).isZero();
        assertThat(plain + sealed.out()).doesNotContain(SECRET);
        assertThat(sealed.out()).contains("encryptedSecrets");
        Path file = Files.writeString(folder.resolve("p.json"), sealed.out());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        CommandRun wrong = CommandRun.of(
                elsewhere, "", "provider", "import", file.toString(), "--passphrase-file", secretFile.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("passphrase does not open");
        CommandRun imported = CommandRun.of(
                elsewhere, "", "provider", "import", file.toString(), "--passphrase-file", passphrase.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.err()).doesNotContain("Note:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create P --token-endpoint https://a.example/t --client-secret-ref env:A",
                "create P --client-id key --client-secret-ref env:A",
                "create P --client-id key --salesforce H",
                "create P --client-id key --salesforce H --client-secret-ref nowhere",
                "create P --client-id key --salesforce H --client-secret-ref vault:x",
                "create P --client-id key --salesforce H --client-secret-file /no/such/file",
                "create P --client-id key --salesforce H --client-secret-env NO_SUCH_VARIABLE",
                "create P --client-id key --salesforce H --client-secret-ref env:A --client-secret-stdin",
                "create P --client-id key --salesforce H --client-secret-stdin --resource-owner-password-stdin",
                "create P --client-id key --salesforce H --client-secret-ref env:A --subject someone",
                "create P --client-id key --salesforce H --client-secret-ref env:A --parameter-name x",
                "create P --client-id key --salesforce H --client-secret-ref env:A --header-scheme x",
                "create P --client-id key --salesforce H --client-secret-ref env:A --api-key-name x",
                "create P --client-id key --salesforce H --client-secret-ref env:A --password-ref env:B",
                "create P --client-id key --salesforce H --client-secret-ref env:A --expires-in soon",
                "create P --client-id key --salesforce H --client-secret-ref env:A --expires-in 0",
                "create P --client-id key --salesforce H --client-secret-ref env:A --token-parameter x",
                "create P --client-id key --salesforce H --client-secret-ref env:A --token-parameter client_id=x",
                "create P --client-id key --salesforce H --client-secret-ref env:A --request-header Host=env:SALLYPORT_DATA",
                "create P --client-id key --salesforce H --client-secret-ref env:A --claim-type x",
                "create P --client-id key --salesforce H --client-secret-ref env:A --authentication-type Basic",
                "create P --client-id key --salesforce H --client-secret-ref env:A --scopes a,b",
                "create P --client-id key --salesforce H --client-secret-ref env:A --grant JWT",
                "create P --client-id key --salesforce H --grant jwt_bearer --subject s",
                "create P --client-id key --salesforce H --grant jwt_bearer --subject s --signing-key-file /no/such/file",
                "create P --client-id key --salesforce login.salesforce.com --client-secret-ref env:A",
                "create P --type HTTP --grant jwt_bearer",
                "create P --type HTTP --salesforce H",
                "create P --type HTTP --user-name x",
                "create P --type saml_sp",
                "update Nobody --scopes api",
                "enable Nobody",
                "disable Nobody",
                "export Nobody",
                "export Nobody --with-secrets",
                "export Nobody --passphrase-file /no/such/file",
                "import /no/such/file",
                "import -"
            })
    void what_cannot_be_is_refused_in_two_lines(String line) {
        CommandRun run = run(("provider " + (line + " ").replace(" H ", " " + HOST + " ")).split(" "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(2).noneMatch(text -> text.contains("\tat "));
        assertThat(run("provider", "list", "--format", "csv").out().lines()).hasSize(1);
    }

    @Test
    void a_secret_on_the_command_line_is_refused_and_not_repeated() {
        for (String option : List.of("--request-header", "--request-header-ref")) {
            CommandRun run = run("provider", "create", "P", "--type", "HTTP", option, "X-Api-Key=" + SECRET);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).doesNotContain(SECRET);
        }
        for (String option : List.of("--client-secret", "--password", "--api-key", "--bearer-token")) {
            CommandRun run = run("provider", "create", "P", "--type", "HTTP", option, SECRET);
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    private CommandRun create(String... arguments) {
        CommandRun run = run(Stream.concat(Stream.of("provider", "create"), Stream.of(arguments))
                .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain(SECRET);
        return run;
    }

    /** What {@code provider show} says, a property to its value. */
    private Map<String, String> shown(String name) {
        CommandRun run = run("provider", "show", name, "--format", "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain(SECRET);
        Map<String, String> properties = new LinkedHashMap<>();
        for (JsonNode row : json(run.out())) {
            properties.put(row.get("property").asText(), row.get("value").asText());
        }
        return properties;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("The command printed no JSON.", e);
        }
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }
}
