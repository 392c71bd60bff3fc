package dev.sallyport.jdbc;

import com.google.common.collect.ImmutableList;
import dev.sallyport.sql.read.ReadOptions;
import java.sql.DriverPropertyInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every property of a connection, told once: parsing, checks, documentation and {@link DriverPropertyInfo} follow. */
enum ConnectionProperty {
    USER("user", Kind.PLAIN, null, "The connected app's consumer key (client id)."),
    PASSWORD("password", Kind.SECRET, null, "The connected app's consumer secret (client secret)."),
    PASSWORD_REF(
            "passwordRef",
            Kind.PLAIN,
            null,
            "Where the consumer secret is, in place of the secret: env:NAME or file:PATH."),
    GRANT(
            "grant",
            Kind.PLAIN,
            "Client Credentials",
            "How a token is asked for.",
            "Client Credentials",
            "JWT Bearer",
            "SAML 2.0 Bearer",
            "Resource Owner Password Credentials",
            "Refresh Token"),
    CLIENT_AUTHENTICATION(
            "clientAuthentication",
            Kind.PLAIN,
            null,
            "How the client proves itself at the token endpoint; by default Basic, and None with JWT Bearer and SAML 2.0"
                    + " Bearer.",
            "Basic",
            "Post",
            "Private Key JWT",
            "None"),
    SCOPES("scopes", Kind.PLAIN, null, "What to ask for, separated by blanks; by default what the app has."),
    SUBJECT("subject", Kind.PLAIN, null, "Whom an assertion's token is for: a Salesforce username."),
    ISSUER("issuer", Kind.PLAIN, null, "Who says so in an assertion; by default the consumer key."),
    AUDIENCE(
            "audience",
            Kind.PLAIN,
            null,
            "Whom an assertion is meant for, by default the authorization server; of other grants, what some servers want"
                    + " to be told."),
    RECIPIENT("recipient", Kind.PLAIN, null, "Where a SAML assertion is brought to; by default the token endpoint."),
    SIGNING_KEY(
            "signingKey",
            Kind.SECRET,
            null,
            "The private key that signs assertions: PEM text (PKCS#8), or a PKCS#12 file in Base64."),
    SIGNING_KEY_FILE("signingKeyFile", Kind.PLAIN, null, "The file of the private key: PEM (PKCS#8) or PKCS#12."),
    SIGNING_KEY_PASSWORD("signingKeyPassword", Kind.SECRET, null, "What opens the private key."),
    SIGNING_KEY_PASSWORD_REF(
            "signingKeyPasswordRef", Kind.PLAIN, null, "Where that password is: env:NAME or file:PATH."),
    RESOURCE_OWNER(
            "resourceOwner",
            Kind.PLAIN,
            null,
            "The person's user name, with the grant Resource Owner Password Credentials."),
    RESOURCE_OWNER_PASSWORD("resourceOwnerPassword", Kind.SECRET, null, "The person's password."),
    RESOURCE_OWNER_PASSWORD_REF(
            "resourceOwnerPasswordRef", Kind.PLAIN, null, "Where that password is: env:NAME or file:PATH."),
    REFRESH_TOKEN("refreshToken", Kind.SECRET, null, "The refresh token, with the grant Refresh Token."),
    REFRESH_TOKEN_REF("refreshTokenRef", Kind.PLAIN, null, "Where the refresh token is: env:NAME or file:PATH."),
    RESOURCE_AUTHENTICATION(
            "resourceAuthentication",
            Kind.PLAIN,
            "Bearer",
            "How the token travels to Salesforce.",
            "Bearer",
            "Header",
            "Query",
            "Form"),
    HEADER_NAME("headerName", Kind.PLAIN, "Authorization", "The header of the resource authentication Header."),
    HEADER_SCHEME("headerScheme", Kind.PLAIN, "", "The word before the token in that header."),
    PARAMETER_NAME(
            "parameterName",
            Kind.PLAIN,
            "access_token",
            "The parameter of the resource authentications Query and Form."),
    TOKEN_ENDPOINT(
            "tokenEndpoint",
            Kind.PLAIN,
            null,
            "Where tokens are issued; by default /services/oauth2/token on the host."),
    OPEN_ID_ISSUER(
            "openIdIssuer",
            Kind.PLAIN,
            null,
            "The authorization server's issuer, whose metadata tells the token endpoint where none is given."),
    TOKEN_PARAMETERS(
            "tokenParameters",
            Kind.PLAIN,
            null,
            "What the token request says beyond the standard, as a form: resource=crm&tenant=7. No secrets."),
    REQUEST_HEADERS(
            "requestHeaders",
            Kind.SECRET,
            null,
            "Headers that every request carries: a line Name: value each. Their values may be secrets."),
    EXPIRES_IN(
            "expiresIn",
            Kind.PLAIN,
            null,
            "Seconds that a token lives, where Salesforce does not say; by default until Salesforce refuses it."),
    REDIRECT_ON_CHALLENGE(
            "redirectOnChallenge",
            Kind.PLAIN,
            "true",
            "Whether a request that Salesforce refuses with 401 is sent once more with a new token.",
            "true",
            "false"),
    LOG_PII("logPII", Kind.PLAIN, "false", "Whether logs may name people.", "true", "false"),
    IGNORE_TLS_ERRORS(
            "ignoreTlsErrors",
            Kind.PLAIN,
            "false",
            "Whether any certificate is believed; for set-up alone.",
            "true",
            "false"),
    API_VERSION("apiVersion", Kind.PLAIN, "62.0", "The version of the Salesforce APIs to call, such as 62.0."),
    SSL(
            "ssl",
            Kind.PLAIN,
            "true",
            "Whether to speak https; http is for a local org on this machine only.",
            "true",
            "false"),
    ALL_OR_NONE(
            "allOrNone",
            Kind.ANY_URL,
            "false",
            "Whether a statement writes no row if Salesforce refuses one; it can then write 200 rows at most.",
            "true",
            "false"),
    API(
            "api",
            Kind.ANY_URL,
            "auto",
            "By which API records are read: auto for the one that takes the fewest calls; a query that the API does not take"
                    + " goes by another.",
            "auto",
            "rest",
            "ranges",
            "bulk"),
    BULK_FETCH_THRESHOLD(
            "bulkFetchThreshold",
            Kind.ANY_URL,
            String.valueOf(ReadOptions.BULK_FETCH_THRESHOLD),
            "With api=auto, from how many records on a query goes by Bulk API 2.0."),
    RANGES_THRESHOLD(
            "rangesThreshold",
            Kind.ANY_URL,
            String.valueOf(ReadOptions.RANGES_THRESHOLD),
            "With api=auto, from how many records on a query that Bulk API 2.0 does not take goes in ranges of ids at once."),
    APPLICATION_NAME(
            "applicationName",
            Kind.ANY_URL,
            null,
            "The program that sends the requests, as Salesforce's logs are to name it; also setClientInfo's"
                    + " ApplicationName."),
    DATA_FOLDER(
            "dataFolder",
            Kind.PROFILE,
            null,
            "The data folder of a profile; by default SALLYPORT_DATA of the environment, or ~/.sallyport."),
    TOKEN_USER(
            "tokenUser",
            Kind.PROFILE,
            null,
            "Whose tokens a profile uses, where its security provider's token owner is User: who has signed in by"
                    + " sallyport provider sign-in.");

    /** Where a property may stand, and what it belongs to. */
    enum Kind {
        /** Of a host's URL, in the URL or beside it. */
        PLAIN,
        /** Of a host's URL, never in it. */
        SECRET,
        /** Of a profile's URL alone. */
        PROFILE,
        /** Of any URL. */
        ANY_URL
    }

    private final String propertyName;
    private final Kind kind;
    private final @Nullable String defaultValue;
    private final String description;
    private final ImmutableList<String> choices;

    ConnectionProperty(
            String propertyName, Kind kind, @Nullable String defaultValue, String description, String... choices) {
        this.propertyName = propertyName;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.description = description;
        this.choices = ImmutableList.copyOf(choices);
    }

    String propertyName() {
        return propertyName;
    }

    String description() {
        return description;
    }

    @Nullable
    String defaultValue() {
        return defaultValue;
    }

    /** The choices in the spelling that they have here; empty if any text will do. */
    List<String> choices() {
        return choices;
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** Whether a URL of that target takes it. */
    boolean isOf(JdbcUrl.Target target) {
        return switch (kind) {
            case PLAIN, SECRET -> target instanceof JdbcUrl.Org;
            case PROFILE -> target instanceof JdbcUrl.Profile;
            case ANY_URL -> true;
        };
    }

    /** The choice that a text means, in any case and with or without blanks, hyphens and underscores; null if none. */
    @Nullable
    String choice(String text) {
        return choices.stream()
                .filter(choice -> folded(choice).equals(folded(text)))
                .findFirst()
                .orElse(null);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ ._-]", "");
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
        info.required = this == USER;
        info.choices = choices.isEmpty() ? null : choices.toArray(String[]::new);
        return info;
    }

    /** The property of that name in any case; null if there is none. */
    static @Nullable ConnectionProperty named(String name) {
        for (ConnectionProperty property : values()) {
            if (property.propertyName.equalsIgnoreCase(name)) {
                return property;
            }
        }
        return null;
    }
}
