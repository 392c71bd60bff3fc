package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be told wrong about a security provider before anything is called. */
final class SecurityProviderRules {
    private static final Duration LONGEST_LIFE = Duration.ofDays(36_500);

    /** A header's name (RFC 9110, section 5.6.2), short enough for the slot that its value is kept in. */
    private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}";

    /** What {@code java.net.http} sets itself and refuses to be told. */
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    /** What the protocol itself says in its requests: set otherwise, it would break them, or show a secret. */
    private static final Set<String> PROTOCOL_PARAMETERS = Set.of(
            "assertion",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "code",
            "code_challenge",
            "code_challenge_method",
            "code_verifier",
            "grant_type",
            "nonce",
            "password",
            "redirect_uri",
            "refresh_token",
            "response_type",
            "scope",
            "state",
            "username");

    private SecurityProviderRules() {}

    static void check(SecurityProvider provider) {
        Names.check("security provider", provider.name());
        try {
            provider.validate();
            ProviderDocument document = ProviderDocument.of(provider);
            for (SecretReference reference : document.references().values()) {
                // Whether there is a source of that kind; nothing is read from it.
                SecretReference.parse(reference.toString());
            }
            document.secrets().forEach(SecurityProviderRules::checkSecret);
        } catch (AuthorizationException e) {
            // The message may quote what stands in a document, and that must not steer a terminal.
            throw new CatalogException(
                    INVALID,
                    e.getMessage().replaceAll("\\p{Cntrl}", "?"),
                    e.advice(),
                    e,
                    e.place().orElse(null));
        }
        checkParameters(provider.parameters());
        if (provider instanceof HttpProvider http
                && http.authentication() instanceof HttpAuthentication.ApiKey key
                && key.location() == HttpAuthentication.ApiKey.Location.HEADER) {
            checkHeaderName("settings.ApiKeyName", key.name());
        }
    }

    private static void checkParameters(ProviderParameters parameters) {
        checkExpiresIn(parameters.expiresIn());
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : parameters.requestHeaders().keySet()) {
            checkHeaderName("settings.RequestHeaders", name);
            if (!names.add(name)) {
                throw CatalogException.invalid(
                        "settings.RequestHeaders",
                        "RequestHeaders has " + name + " twice.",
                        "Case does not count in names of headers.");
            }
        }
        checkProtocol(SettingNames.AUTHORIZATION_PARAMETERS, parameters.authorizationParameters());
        checkProtocol(SettingNames.TOKEN_PARAMETERS, parameters.tokenParameters());
    }

    private static void checkExpiresIn(@Nullable Duration expiresIn) {
        if (expiresIn == null) {
            return;
        }
        if (expiresIn.toSeconds() < 1) {
            throw CatalogException.invalid(
                    "settings.ExpiresIn",
                    "ExpiresIn is less than a second.",
                    "Leave it out: Salesforce's tokens live until the org ends them, and a 401 tells so.");
        }
        if (expiresIn.compareTo(LONGEST_LIFE) > 0) {
            throw CatalogException.invalid(
                    "settings.ExpiresIn",
                    "ExpiresIn is more than a hundred years.",
                    "Leave it out if tokens live until a 401.");
        }
    }

    private static void checkHeaderName(String place, String name) {
        if (!name.matches(HEADER_NAME) || CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw CatalogException.invalid(
                    place,
                    "\"" + DocumentObject.shown(name) + "\" cannot be the name of a header that requests carry.",
                    "Choose one such as X-Api-Key; those that belong to the connection, such as Host, are set by it.");
        }
    }

    private static void checkProtocol(String setting, Map<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (name.isBlank() || PROTOCOL_PARAMETERS.contains(name)) {
                throw CatalogException.invalid(
                        "settings." + setting,
                        setting + " cannot have \"" + DocumentObject.shown(name) + "\".",
                        "Give only what the standard does not have, such as prompt or resource; for the rest there are"
                                + " properties of their own.");
            }
        }
    }

    private static void checkSecret(String slot, Secret secret) {
        String text = secret.reveal();
        boolean travelsInHeader = slot.equals(SecretSlot.API_KEY)
                || slot.equals(SecretSlot.BEARER_TOKEN)
                || slot.startsWith(SecretSlot.requestHeader(""));
        if (travelsInHeader && text.chars().anyMatch(Character::isISOControl)) {
            throw CatalogException.invalid(
                    "secrets." + slot,
                    "The secret for " + slot + " has a line break or another control character in it.",
                    "Give the secret alone, on one line.");
        }
        if ((travelsInHeader || slot.equals(SecretSlot.CLIENT)) && !text.strip().equals(text)) {
            throw CatalogException.invalid(
                    "secrets." + slot,
                    slot.equals(SecretSlot.CLIENT)
                            ? "The client secret has blanks or a line break around it."
                            : "The secret for " + slot + " has blanks around it.",
                    "Copy it anew. Salesforce's consumer secret: in Setup open App Manager, choose View on the app, then"
                            + " Manage Consumer Details.");
        }
    }
}
