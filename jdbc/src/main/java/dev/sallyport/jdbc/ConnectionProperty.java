package dev.sallyport.jdbc;

import com.google.common.collect.ImmutableList;
import java.sql.DriverPropertyInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every property of a connection, told once: parsing, checks, documentation and {@link DriverPropertyInfo} follow. */
enum ConnectionProperty {
    USER("user", null, "The connected app's consumer key (client id).", ImmutableList.of()),
    PASSWORD(
            "password",
            null,
            "The connected app's consumer secret (client secret). Not taken from the URL.",
            ImmutableList.of()),
    CLIENT_AUTHENTICATION(
            "clientAuthentication",
            "Basic",
            "How the client proves itself at the token endpoint: in the Authorization header or in the request body.",
            ImmutableList.of("Basic", "Post")),
    TOKEN_ENDPOINT(
            "tokenEndpoint",
            null,
            "Where tokens are issued; by default /services/oauth2/token on the host.",
            ImmutableList.of()),
    API_VERSION("apiVersion", "62.0", "The version of the Salesforce APIs to call, such as 62.0.", ImmutableList.of()),
    REDIRECT_ON_CHALLENGE(
            "redirectOnChallenge",
            "true",
            "Whether a request that Salesforce refuses with 401 is sent once more with a new token.",
            ImmutableList.of("true", "false")),
    EXPIRES_IN(
            "expiresIn",
            null,
            "Seconds that a token lives, where Salesforce does not say; by default until Salesforce refuses it.",
            ImmutableList.of()),
    SSL(
            "ssl",
            "true",
            "Whether to speak https; http is for a local org on this machine only.",
            ImmutableList.of("true", "false"));

    private final String propertyName;
    private final @Nullable String defaultValue;
    private final String description;
    private final ImmutableList<String> choices;

    ConnectionProperty(
            String propertyName, @Nullable String defaultValue, String description, ImmutableList<String> choices) {
        this.propertyName = propertyName;
        this.defaultValue = defaultValue;
        this.description = description;
        this.choices = choices;
    }

    String propertyName() {
        return propertyName;
    }

    String description() {
        return description;
    }

    /** The choices in the spelling that they have here; empty if any text will do. */
    List<String> choices() {
        return choices;
    }

    boolean isSecret() {
        return this == PASSWORD;
    }

    /** The value given, or the default, or null if there is neither. */
    @Nullable
    String of(Map<ConnectionProperty, String> values) {
        String value = values.get(this);
        return value == null ? defaultValue : value;
    }

    /** As a tool's connection dialog shows it. A secret's value is not repeated. */
    DriverPropertyInfo info(Map<ConnectionProperty, String> values) {
        DriverPropertyInfo info = new DriverPropertyInfo(propertyName, isSecret() ? null : of(values));
        info.description = description;
        info.required = this == USER || this == PASSWORD;
        info.choices = choices.isEmpty() ? null : choices.toArray(String[]::new);
        return info;
    }

    /** The property of that name in any case; null if there is none. */
    static @Nullable ConnectionProperty named(String name) {
        for (ConnectionProperty property : values()) {
            if (property.propertyName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return property;
            }
        }
        return null;
    }
}
