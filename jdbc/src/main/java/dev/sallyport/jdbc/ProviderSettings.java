package dev.sallyport.jdbc;

import com.google.common.base.Splitter;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The security provider that properties describe. */
final class ProviderSettings {
    private static final String PEM_START = "-----BEGIN ";

    private final Map<ConnectionProperty, String> values;

    ProviderSettings(Map<ConnectionProperty, String> values) {
        this.values = values;
    }

    /**
     * The provider; validated, not called.
     *
     * @param myDomain the org's own address
     * @throws SQLException with SQLState 08001 and what to change if something is wrong or missing
     */
    OAuthProvider provider(URI myDomain) throws SQLException {
        Grant grant = grant();
        OAuthProviderBuilder provider = OAuthProvider.named("jdbc")
                .grant(grant)
                .clientAuthentication(clientAuthentication(grant))
                .resourceAuthentication(resourceAuthentication())
                .redirectOnChallenge(isOn(ConnectionProperty.REDIRECT_ON_CHALLENGE))
                .endpoints(endpoints(myDomain))
                .client(new ClientCredential(
                        required(ConnectionProperty.USER),
                        secret(ConnectionProperty.PASSWORD, ConnectionProperty.PASSWORD_REF)))
                .parameters(parameters());
        SigningKey key = signingKey();
        if (key != null) {
            provider.signingKey(key);
        }
        if (grant instanceof Grant.ResourceOwnerPassword) {
            provider.resourceOwner(new ResourceOwnerCredential(
                    required(ConnectionProperty.RESOURCE_OWNER),
                    secret(
                            ConnectionProperty.RESOURCE_OWNER_PASSWORD,
                            ConnectionProperty.RESOURCE_OWNER_PASSWORD_REF)));
        }
        OAuthProvider built = provider.build();
        require(built);
        return built;
    }

    /** The token that stands in for a person, with the grant Refresh Token; null with any other. */
    @Nullable
    Secret refreshToken() throws SQLException {
        if (!"Refresh Token".equals(ConnectionProperty.GRANT.of(values))) {
            return null;
        }
        Secret token = secret(ConnectionProperty.REFRESH_TOKEN, ConnectionProperty.REFRESH_TOKEN_REF);
        if (token == null) {
            throw missing(ConnectionProperty.REFRESH_TOKEN);
        }
        return token;
    }

    /** What is missing is told by the property's name here, and not by the command that a stored provider needs. */
    private void require(OAuthProvider provider) throws SQLException {
        if (provider.clientAuthentication().needsSecret()
                && provider.credentials().client().clientSecret() == null) {
            throw missing(ConnectionProperty.PASSWORD);
        }
        boolean signs = provider.clientAuthentication() == ClientAuthentication.PRIVATE_KEY_JWT
                || provider.grant() instanceof Grant.JwtBearer
                || provider.grant() instanceof Grant.SamlBearer;
        if (signs && provider.credentials().signingKey() == null) {
            throw missing(ConnectionProperty.SIGNING_KEY);
        }
        ResourceOwnerCredential owner = provider.credentials().resourceOwner();
        if (owner != null && owner.password() == null) {
            throw missing(ConnectionProperty.RESOURCE_OWNER_PASSWORD);
        }
        provider.validate();
    }

    private Grant grant() throws SQLException {
        String grant = required(ConnectionProperty.GRANT);
        List<String> scopes = scopes();
        String audience = text(ConnectionProperty.AUDIENCE);
        return switch (grant) {
            case "JWT Bearer" ->
                new Grant.JwtBearer(
                        scopes, required(ConnectionProperty.SUBJECT), text(ConnectionProperty.ISSUER), audience);
            case "SAML 2.0 Bearer" ->
                new Grant.SamlBearer(
                        scopes,
                        required(ConnectionProperty.SUBJECT),
                        text(ConnectionProperty.ISSUER),
                        audience,
                        text(ConnectionProperty.RECIPIENT));
            case "Resource Owner Password Credentials" -> new Grant.ResourceOwnerPassword(scopes, audience);
            // A refresh token is what a person's sign-in has left behind.
            case "Refresh Token" -> new Grant.AuthorizationCode(scopes, audience);
            default -> new Grant.ClientCredentials(scopes, audience);
        };
    }

    private List<String> scopes() {
        String scopes = ConnectionProperty.SCOPES.of(values);
        return scopes == null
                ? List.of()
                : Splitter.on(' ').omitEmptyStrings().trimResults().splitToList(scopes);
    }

    private ClientAuthentication clientAuthentication(Grant grant) {
        String label = ConnectionProperty.CLIENT_AUTHENTICATION.of(values);
        if (label == null) {
            boolean asserts = grant instanceof Grant.JwtBearer || grant instanceof Grant.SamlBearer;
            return asserts ? ClientAuthentication.NONE : ClientAuthentication.BASIC;
        }
        return Stream.of(ClientAuthentication.values())
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private ResourceAuthentication resourceAuthentication() throws SQLException {
        return switch (required(ConnectionProperty.RESOURCE_AUTHENTICATION)) {
            case "Header" ->
                new ResourceAuthentication.Header(
                        required(ConnectionProperty.HEADER_NAME),
                        String.valueOf(ConnectionProperty.HEADER_SCHEME.of(values)));
            case "Query" -> new ResourceAuthentication.Query(required(ConnectionProperty.PARAMETER_NAME));
            case "Form" -> new ResourceAuthentication.Form(required(ConnectionProperty.PARAMETER_NAME));
            default -> ResourceAuthentication.BEARER;
        };
    }

    private Endpoints endpoints(URI myDomain) {
        Endpoints salesforce = Endpoints.salesforce(myDomain);
        String token = text(ConnectionProperty.TOKEN_ENDPOINT);
        String issuer = text(ConnectionProperty.OPEN_ID_ISSUER);
        URI tokenEndpoint = token == null ? null : Endpoints.parse("tokenEndpoint", token);
        if (issuer == null) {
            return tokenEndpoint == null
                    ? salesforce
                    : new Endpoints(salesforce.authorization(), tokenEndpoint, salesforce.userInfo());
        }
        return new Endpoints(null, tokenEndpoint, null, null, null, Endpoints.parse("openIdIssuer", issuer));
    }

    private ProviderParameters parameters() throws SQLException {
        return new ProviderParameters(
                expiresIn(),
                isOn(ConnectionProperty.LOG_PII),
                false,
                requestHeaders(),
                isOn(ConnectionProperty.IGNORE_TLS_ERRORS),
                Map.of(),
                tokenParameters());
    }

    private @Nullable Duration expiresIn() throws SQLException {
        String seconds = ConnectionProperty.EXPIRES_IN.of(values);
        if (seconds == null) {
            return null;
        }
        if (!seconds.matches("[1-9]\\d{0,8}")) {
            throw JdbcUrl.invalid(
                    "The property expiresIn is " + seconds + ". It takes a number of seconds, 1 or more.");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private Map<String, Secret> requestHeaders() throws SQLException {
        Map<String, Secret> headers = new TreeMap<>();
        String lines = text(ConnectionProperty.REQUEST_HEADERS);
        for (String line : lines == null ? List.<String>of() : lines.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.substring(colon + 1).isBlank()) {
                throw JdbcUrl.invalid(
                        "A line of the property requestHeaders is no header. Write each like X-Team: sales");
            }
            headers.put(
                    line.substring(0, colon).strip(),
                    Secret.of(line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private Map<String, String> tokenParameters() throws SQLException {
        Map<String, String> parameters = new TreeMap<>();
        String form = text(ConnectionProperty.TOKEN_PARAMETERS);
        for (String pair : form == null ? List.<String>of() : Splitter.on('&').splitToList(form)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw JdbcUrl.invalid("The property tokenParameters is no form. Write it like resource=crm&tenant=7");
            }
            parameters.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private @Nullable SigningKey signingKey() throws SQLException {
        String key = text(ConnectionProperty.SIGNING_KEY);
        String file = text(ConnectionProperty.SIGNING_KEY_FILE);
        if (key == null && file == null) {
            return null;
        }
        String content = key == null ? content(String.valueOf(file)) : key;
        return new SigningKey(
                content.contains(PEM_START) ? SigningKey.Format.PEM : SigningKey.Format.PKCS12,
                Secret.of(content),
                secret(ConnectionProperty.SIGNING_KEY_PASSWORD, ConnectionProperty.SIGNING_KEY_PASSWORD_REF));
    }

    private static String content(String file) throws SQLException {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (bytes.length == 0) {
                throw JdbcUrl.invalid("The file of signingKeyFile is empty: " + file);
            }
            return text.contains(PEM_START) ? text : Base64.getEncoder().encodeToString(bytes);
        } catch (IOException | InvalidPathException e) {
            throw JdbcUrl.invalid("The file of signingKeyFile cannot be read: " + file
                    + ". Check that it is there and that the user that runs this may read it.");
        }
    }

    private @Nullable Secret secret(ConnectionProperty given, ConnectionProperty reference) {
        String value = text(given);
        if (value != null) {
            return Secret.of(value);
        }
        String place = text(reference);
        return place == null ? null : Secret.at(SecretReference.parse(place));
    }

    private boolean isOn(ConnectionProperty property) {
        return Boolean.parseBoolean(property.of(values));
    }

    private @Nullable String text(ConnectionProperty property) {
        String value = property.of(values);
        return value == null || value.isBlank() ? null : value;
    }

    private String required(ConnectionProperty property) throws SQLException {
        String value = text(property);
        if (value == null) {
            throw missing(property);
        }
        return value;
    }

    private static SQLException missing(ConnectionProperty property) {
        return JdbcUrl.invalid("The property " + property.propertyName() + " is missing. " + property.description());
    }
}
