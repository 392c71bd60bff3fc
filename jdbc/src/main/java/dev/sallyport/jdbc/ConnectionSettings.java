package dev.sallyport.jdbc;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.salesforce.OAuthServerUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a URL and its properties ask for.
 *
 * @param provider how requests are authorised
 * @param oauthServerUrl the org and the API version
 */
record ConnectionSettings(OAuthProvider provider, OAuthServerUrl oauthServerUrl) {
    /** What every URL of this driver begins with. */
    static final String URL_PREFIX = "jdbc:sallyport:salesforce:";

    private static final String EXAMPLE = URL_PREFIX + "//acme.my.salesforce.com?apiVersion=62.0";

    /**
     * Reads them.
     *
     * @throws SQLException with SQLState 08001 and what to change if something is wrong or missing
     */
    static ConnectionSettings parse(String url, Properties properties) throws SQLException {
        URI address = address(url);
        Map<ConnectionProperty, String> values = values(address, properties);
        String scheme = Boolean.parseBoolean(ConnectionProperty.SSL.of(values)) ? "https" : "http";
        URI myDomain = URI.create(scheme + "://" + address.getRawAuthority());
        Endpoints endpoints = Endpoints.salesforce(myDomain);
        String tokenEndpoint = ConnectionProperty.TOKEN_ENDPOINT.of(values);
        if (tokenEndpoint != null) {
            endpoints = new Endpoints(endpoints.authorization(), uri(tokenEndpoint), endpoints.userInfo());
        }
        OAuthProvider provider = OAuthProvider.named("jdbc")
                .clientAuthentication(clientAuthentication(values))
                .redirectOnChallenge(Boolean.parseBoolean(ConnectionProperty.REDIRECT_ON_CHALLENGE.of(values)))
                .endpoints(endpoints)
                .client(new ClientCredential(
                        required(values, ConnectionProperty.USER),
                        Secret.of(required(values, ConnectionProperty.PASSWORD))))
                .parameters(ProviderParameters.NONE.withExpiresIn(expiresIn(values)))
                .build();
        String version = required(values, ConnectionProperty.API_VERSION);
        return new ConnectionSettings(provider, OAuthServerUrl.parse(myDomain + "/services/Soap/c/" + version));
    }

    /** The properties that a URL and a set of properties give, the URL's first; unknown ones are refused. */
    static Map<ConnectionProperty, String> values(URI address, Properties properties) throws SQLException {
        Map<ConnectionProperty, String> values = new EnumMap<>(ConnectionProperty.class);
        for (String name : properties.stringPropertyNames()) {
            put(values, name, properties.getProperty(name));
        }
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        for (String pair :
                Splitter.on(CharMatcher.anyOf("&;")).omitEmptyStrings().split(query)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            ConnectionProperty property = put(values, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            if (property.isSecret()) {
                throw invalid("The URL holds a password. URLs end up in logs: give it as the connection's password"
                        + " or as the property \"password\" instead.");
            }
        }
        return values;
    }

    /** The URL behind {@link #URL_PREFIX}. */
    static URI address(String url) throws SQLException {
        URI address = uri(url.substring(URL_PREFIX.length()));
        if (address.getHost() == null) {
            throw invalid("The URL names no host. Write the org's My Domain host behind two slashes, as in " + EXAMPLE);
        }
        if (address.getRawPath() != null && address.getRawPath().length() > 1) {
            throw invalid("The URL goes on behind the host with " + address.getRawPath()
                    + ". Properties follow the host after a question mark, as in " + EXAMPLE);
        }
        return address;
    }

    private static ConnectionProperty put(Map<ConnectionProperty, String> values, String name, String value)
            throws SQLException {
        ConnectionProperty property = ConnectionProperty.named(name);
        if (property == null) {
            throw invalid("There is no connection property " + name + ". There are: "
                    + Stream.of(ConnectionProperty.values())
                            .map(ConnectionProperty::propertyName)
                            .collect(Collectors.joining(", ")));
        }
        if (!property.choices().isEmpty() && !property.choices().contains(value)) {
            throw invalid("The property " + property.propertyName() + " is " + value + ". It takes "
                    + String.join(" or ", property.choices()) + ".");
        }
        values.put(property, value);
        return property;
    }

    private static ClientAuthentication clientAuthentication(Map<ConnectionProperty, String> values) {
        String label = ConnectionProperty.CLIENT_AUTHENTICATION.of(values);
        return Stream.of(ClientAuthentication.values())
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Duration expiresIn(Map<ConnectionProperty, String> values) throws SQLException {
        String seconds = ConnectionProperty.EXPIRES_IN.of(values);
        if (seconds == null) {
            return null;
        }
        if (!seconds.matches("[1-9]\\d{0,8}")) {
            throw invalid("The property expiresIn is " + seconds + ". It takes a number of seconds, 1 or more.");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static String required(Map<ConnectionProperty, String> values, ConnectionProperty property)
            throws SQLException {
        String value = property.of(values);
        if (value == null || value.isBlank()) {
            throw invalid("The property " + property.propertyName() + " is missing. " + property.description());
        }
        return value;
    }

    private static URI uri(String text) throws SQLException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new SQLException("This is no URL: " + text + ". Write it as in " + EXAMPLE, "08001", e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static SQLException invalid(String message) {
        return new SQLException(message, "08001");
    }
}
