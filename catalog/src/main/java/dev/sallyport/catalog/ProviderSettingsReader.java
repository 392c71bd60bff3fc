package dev.sallyport.catalog;

import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.ProviderWords.ResourceKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a document's settings. */
final class ProviderSettingsReader {
    private static final String STANDARD_HEADER = "Authorization";
    private static final String STANDARD_PARAMETER = "access_token";

    private final DocumentObject settings;
    private final DocumentSecrets secrets;

    ProviderSettingsReader(DocumentObject settings, DocumentSecrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    List<String> scopes() {
        return parts(text(SettingNames.SCOPES, ""), "\\s+");
    }

    /**
     * The resource authentication.
     *
     * @param kind null for the standard one
     */
    ResourceAuthentication resourceAuthentication(@Nullable ResourceKind kind) {
        if (kind == null) {
            return ResourceAuthentication.BEARER;
        }
        return switch (kind) {
            case BEARER -> ResourceAuthentication.BEARER;
            case FORM -> new ResourceAuthentication.Form(text(SettingNames.PARAMETER_NAME, STANDARD_PARAMETER));
            case QUERY -> new ResourceAuthentication.Query(text(SettingNames.PARAMETER_NAME, STANDARD_PARAMETER));
            case HEADER ->
                new ResourceAuthentication.Header(
                        text(SettingNames.HEADER_NAME, STANDARD_HEADER), text(SettingNames.HEADER_SCHEME, ""));
        };
    }

    HttpAuthentication apiKey(@Nullable Secret key) {
        HttpAuthentication.ApiKey.Location location =
                settings.choice(SettingNames.API_KEY_LOCATION, ProviderWords.KEY_LOCATION);
        return new HttpAuthentication.ApiKey(
                location == null ? HttpAuthentication.ApiKey.Location.HEADER : location,
                text(SettingNames.API_KEY_NAME, ""),
                key);
    }

    ProviderParameters parameters() {
        return new ProviderParameters(
                expiresIn(),
                settings.flag(SettingNames.LOG_PII, false),
                settings.flag(SettingNames.REPLACE_ISSUER_TENANT_ID, false),
                requestHeaders(),
                settings.flag(SettingNames.IGNORE_TLS_ERRORS, false),
                form(SettingNames.AUTHORIZATION_PARAMETERS),
                form(SettingNames.TOKEN_PARAMETERS));
    }

    private @Nullable Duration expiresIn() {
        String seconds = settings.setting(SettingNames.EXPIRES_IN);
        try {
            return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds.strip()));
        } catch (NumberFormatException e) {
            throw settings.invalid(SettingNames.EXPIRES_IN, "must be a whole number of seconds");
        }
    }

    /** Header fields as RFC 7230 writes them, a line each, without folding. */
    private Map<String, Secret> requestHeaders() {
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : parts(text(SettingNames.REQUEST_HEADERS, ""), "\\R")) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw settings.invalid(SettingNames.REQUEST_HEADERS, "has a line that is not like Name: value");
            }
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            Secret secret = secrets.read(value.isEmpty() ? null : value, SecretSlot.requestHeader(name));
            if (secret == null) {
                settings.note(
                        SettingNames.REQUEST_HEADERS,
                        "has no value for " + DocumentObject.shown(name) + ". Give it: --request-header.");
            } else if (headers.put(name, secret) != null) {
                throw settings.invalid(SettingNames.REQUEST_HEADERS, "has the same header twice");
            }
        }
        return headers;
    }

    /** Parameters as a form has them (WHATWG URL, application/x-www-form-urlencoded). */
    private Map<String, String> form(String setting) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : parts(text(setting, ""), "&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw settings.invalid(setting, "must be like name=value&name=value");
            }
            try {
                String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                if (parameters.put(name, value) != null) {
                    throw settings.invalid(setting, "has the same name twice");
                }
            } catch (IllegalArgumentException e) {
                throw settings.invalid(setting, "has a % without two digits behind it");
            }
        }
        return parameters;
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .filter(part -> !part.isBlank())
                .toList();
    }

    private String text(String setting, String fallback) {
        String text = settings.setting(setting);
        return text == null ? fallback : text;
    }
}
