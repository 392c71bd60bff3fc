package dev.sallyport.org.setup;

import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Salesforce asks of an app's definition, and how it makes the parts that it makes itself. */
final class AppDefinitions {
    private static final Pattern API_NAME = Pattern.compile("[A-Za-z](?:_?[A-Za-z0-9])*");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Every consumer key starts so: the version of the key's form. */
    private static final String KEY_START = "3MVG9";

    private static final int KEY_LENGTH = 85;
    private static final String KEY_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    private static final int SECRET_BYTES = 32;

    private AppDefinitions() {}

    /** Makes an API name of a label as Salesforce's form does: what is neither letter nor digit becomes underscore. */
    static String apiNameOf(String name) {
        String underscored = name.strip().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return !underscored.isEmpty() && Character.isDigit(underscored.charAt(0)) ? "X" + underscored : underscored;
    }

    static void requireValid(String name, String apiName, String contactEmail, @Nullable OAuthSettings oauth) {
        if (name.isBlank()) {
            throw SetupErrors.required(List.of("name"));
        }
        SetupErrors.requireLength("Name", "name", name, 80);
        SetupErrors.requireLength("API Name", "apiName", apiName, 80);
        SetupErrors.requireLength("Contact Email", "contactEmail", contactEmail, 128);
        requireApiName(apiName, "The API name");
        if (!EMAIL.matcher(contactEmail).matches()) {
            throw SetupErrors.invalid(
                    "INVALID_EMAIL_ADDRESS", "Contact Email: invalid email address: " + contactEmail, "contactEmail");
        }
        if (oauth != null) {
            requireValid(oauth);
        }
    }

    /** Refuses a developer name that is not of Salesforce's form; the message begins with what it names. */
    static void requireApiName(String apiName, String subject) {
        if (!API_NAME.matcher(apiName).matches()) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    subject + " can only contain underscores and alphanumeric characters. It must be unique, begin"
                            + " with a letter, not include spaces, not end with an underscore, and not contain two"
                            + " consecutive underscores.",
                    "apiName");
        }
    }

    static void requireFree(String apiName, List<? extends OAuthApp> apps) {
        if (apps.stream().anyMatch(app -> app.apiName().equalsIgnoreCase(apiName))) {
            throw SetupErrors.invalid(
                    "DUPLICATE_DEVELOPER_NAME", "The API name '" + apiName + "' is already in use", "apiName");
        }
    }

    private static void requireValid(OAuthSettings oauth) {
        if (oauth.callbackUrls().isEmpty()) {
            throw SetupErrors.required(List.of("callbackUrls"));
        }
        if (oauth.scopes().isEmpty()) {
            throw SetupErrors.required(List.of("scopes"));
        }
        SetupErrors.requireLength("Callback URL", "callbackUrls", String.join("\n", oauth.callbackUrls()), 20_000);
        @Nullable String certificate = oauth.certificate();
        SetupErrors.requireLength("Certificate", "certificate", certificate, 20_000);
        if (certificate != null && !isCertificate(certificate)) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD", "The certificate must be an X.509 certificate in PEM", "certificate");
        }
        for (String url : oauth.callbackUrls()) {
            if (!isAllowedCallback(url)) {
                throw SetupErrors.invalid(
                        "INVALID_FIELD",
                        "Invalid callback URL '" + url + "'. Use https, a custom scheme, or http on localhost",
                        "callbackUrls");
            }
        }
    }

    /** Refuses policies whose numbers are not of their range. */
    static void requireValid(OAuthApp.Policies policies) {
        @Nullable Integer timeout = policies.sessionTimeoutMinutes();
        if (timeout != null && (timeout < 15 || timeout > 24 * 60)) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD", "The session timeout is 15 minutes to 24 hours", "sessionTimeoutMinutes");
        }
        @Nullable Duration life = policies.refreshTokenLife();
        boolean lifeNeeded =
                switch (policies.refreshTokenPolicy()) {
                    case EXPIRE_IF_NOT_USED, EXPIRE_AFTER -> true;
                    case VALID_UNTIL_REVOKED, IMMEDIATELY_EXPIRE -> false;
                };
        if (lifeNeeded && (life == null || life.toHours() < 1)) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "A refresh token policy that expires tokens says after how many hours",
                    "refreshTokenHours");
        }
    }

    private static boolean isCertificate(String pem) {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static boolean isAllowedCallback(String url) {
        Optional<URI> parsed = parse(url).filter(URI::isAbsolute);
        if (parsed.isEmpty()) {
            return false;
        }
        return switch (parsed.get().getScheme().toLowerCase(Locale.ROOT)) {
            case "http" ->
                parsed.get().getHost() != null
                        && LOOPBACK_HOSTS.contains(parsed.get().getHost());
            case "https" -> parsed.get().getHost() != null;
            case "javascript", "data", "file" -> false;
            default -> true;
        };
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static String newConsumerKey(SecureRandom random) {
        StringBuilder key = new StringBuilder(KEY_START);
        while (key.length() < KEY_LENGTH) {
            key.append(KEY_CHARACTERS.charAt(random.nextInt(KEY_CHARACTERS.length())));
        }
        return key.toString();
    }

    static String newConsumerSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().withUpperCase().formatHex(secret);
    }
}
