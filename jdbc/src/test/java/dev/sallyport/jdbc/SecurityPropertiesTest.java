package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which security provider the properties of a connection make. */
class SecurityPropertiesTest {
    private static final URI MY_DOMAIN = URI.create("https://acme.my.salesforce.com");
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n";

    private static OAuthProvider provider(String... namesAndValues) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "key");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        JdbcUrl url = JdbcUrl.parse("jdbc:sallyport:salesforce://acme.my.salesforce.com", properties);
        return new ProviderSettings(url.values()).provider(MY_DOMAIN);
    }

    @Test
    void key_and_secret_alone_make_the_provider_of_the_guide() throws SQLException {
        assertThat(provider("password", "secret"))
                .isEqualTo(OAuthProvider.salesforceClientCredentials(
                        "jdbc", MY_DOMAIN, new dev.sallyport.auth.ClientCredential("key", Secret.of("secret"))));
    }

    @Test
    void a_signed_jwt_names_its_subject_and_needs_no_secret(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), PEM);
        OAuthProvider provider = provider(
                "grant",
                "jwt bearer",
                "subject",
                "etl@acme.example",
                "audience",
                "https://login.salesforce.com",
                "issuer",
                "someone",
                "signingKeyFile",
                file.toString(),
                "signingKeyPassword",
                "opens");
        assertThat(provider.grant())
                .isEqualTo(
                        new Grant.JwtBearer(List.of(), "etl@acme.example", "someone", "https://login.salesforce.com"));
        assertThat(provider.clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
        assertThat(provider.credentials().signingKey())
                .isEqualTo(new SigningKey(SigningKey.Format.PEM, Secret.of(PEM), Secret.of("opens")));
    }

    @Test
    void a_saml_assertion_has_a_recipient() throws SQLException {
        OAuthProvider provider = provider(
                "grant",
                "SAML_2.0_Bearer",
                "subject",
                "etl@acme.example",
                "recipient",
                "https://there.example/token",
                "signingKey",
                "MIIKaQIBAzCC");
        assertThat(provider.grant())
                .isEqualTo(
                        new Grant.SamlBearer(List.of(), "etl@acme.example", null, null, "https://there.example/token"));
        assertThat(provider.credentials().signingKey())
                .isEqualTo(new SigningKey(SigningKey.Format.PKCS12, Secret.of("MIIKaQIBAzCC"), null));
    }

    @Test
    void a_person_s_password_is_a_secret_of_its_own() throws SQLException {
        OAuthProvider provider = provider(
                "password",
                "secret",
                "grant",
                "Resource Owner Password Credentials",
                "resourceOwner",
                "arthur",
                "resourceOwnerPasswordRef",
                "env:ARTHUR",
                "scopes",
                "api  id");
        assertThat(provider.grant()).isEqualTo(new Grant.ResourceOwnerPassword(List.of("api", "id"), null));
        assertThat(provider.credentials().resourceOwner()).isNotNull().satisfies(owner -> {
            assertThat(owner.userName()).isEqualTo("arthur");
            assertThat(owner.password()).hasToString("Secret[env:ARTHUR]");
        });
        assertThat(provider.warnings()).hasSize(1);
    }

    @Test
    void every_other_choice_is_the_provider_s() throws SQLException {
        OAuthProvider provider = provider(
                "passwordRef",
                "file:/run/secrets/salesforce",
                "clientAuthentication",
                "post",
                "resourceAuthentication",
                "header",
                "headerName",
                "Authorization",
                "headerScheme",
                "OAuth",
                "openIdIssuer",
                "https://id.example",
                "tokenParameters",
                "resource=crm&tenant=a%20b",
                "requestHeaders",
                "X-Team: sales\nX-Key: k",
                "expiresIn",
                "90",
                "redirectOnChallenge",
                "FALSE",
                "logPII",
                "true",
                "ignoreTlsErrors",
                "true");
        assertThat(provider.clientAuthentication()).isEqualTo(ClientAuthentication.POST);
        assertThat(provider.credentials().client().clientSecret()).hasToString("Secret[file:/run/secrets/salesforce]");
        assertThat(provider.resourceAuthentication())
                .isEqualTo(new ResourceAuthentication.Header("Authorization", "OAuth"));
        assertThat(provider.endpoints().issuer()).isEqualTo(URI.create("https://id.example"));
        assertThat(provider.parameters().tokenParameters()).isEqualTo(Map.of("resource", "crm", "tenant", "a b"));
        assertThat(provider.parameters().requestHeaders())
                .isEqualTo(Map.of("X-Team", Secret.of("sales"), "X-Key", Secret.of("k")));
        assertThat(provider.parameters().expiresIn()).isEqualTo(Duration.ofSeconds(90));
        assertThat(provider.redirectOnChallenge()).isFalse();
        assertThat(provider.parameters().logPii()).isTrue();
        assertThat(provider.warnings()).hasSize(1);
        assertThat(provider("password", "s", "resourceAuthentication", "form", "parameterName", "t")
                        .resourceAuthentication())
                .isEqualTo(new ResourceAuthentication.Form("t"));
        assertThat(provider("password", "s", "tokenEndpoint", "https://id.example/token")
                        .endpoints()
                        .token())
                .isEqualTo(URI.create("https://id.example/token"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            grant          | JWT Bearer                          | The property subject is missing
            grant          | Resource Owner Password Credentials | The property resourceOwner is missing
            grant          | Kerberos                            | It takes Client Credentials or JWT Bearer
            signingKeyFile | /no/such/file.pem                   | cannot be read: /no/such/file.pem
            requestHeaders | no colon                            | Write each like X-Team: sales
            tokenParameters| none                                | resource=crm
            clientAuthentication | Private Key JWT               | The property signingKey is missing
            """)
    void what_is_wrong_is_told_by_the_property_s_name(String name, String value, String words) {
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> provider("password", "secret", name, value));
        assertThat((Throwable) failure).hasMessageContaining(words);
        assertThat(failure.getSQLState()).isEqualTo("08001");
    }

    @Test
    void no_secret_is_taken_from_a_url() {
        for (ConnectionProperty property : ConnectionProperty.values()) {
            if (property.isSecret()) {
                SQLException failure = catchThrowableOfType(
                        SQLException.class,
                        () -> JdbcUrl.parse(
                                "jdbc:sallyport:salesforce://h?" + property.propertyName() + "=s3cr3t",
                                new Properties()));
                assertThat((Throwable) failure)
                        .hasMessageContaining("holds a secret")
                        .hasMessageNotContaining("s3cr3t");
            }
        }
    }
}
