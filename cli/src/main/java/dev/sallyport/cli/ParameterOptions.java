package dev.sallyport.cli;

import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A provider's further parameters. */
final class ParameterOptions {
    @Option(
            names = "--expires-in",
            paramLabel = "SECONDS",
            description = "How long a token lives where neither its answer nor a 401 tells. Empty: until a 401.")
    private @Nullable String expiresIn;

    @Option(
            names = "--log-pii",
            arity = "1",
            paramLabel = "BOOLEAN",
            description = "Whether logs may name people. Default: false.")
    private @Nullable Boolean logPii;

    @Option(
            names = "--replace-issuer-tenant-id",
            arity = "1",
            paramLabel = "BOOLEAN",
            description = "Whether {tenantid} in the metadata's issuer stands for the ID token's tid. Default: false.")
    private @Nullable Boolean replaceIssuerTenantId;

    @Option(
            names = "--ignore-tls-errors",
            arity = "1",
            paramLabel = "BOOLEAN",
            description = "Whether any certificate is believed; for set-up alone. Default: false.")
    private @Nullable Boolean ignoreTlsErrors;

    @Option(
            names = "--request-header",
            paramLabel = "NAME=PLACE",
            description =
                    "A header that every request carries; its value is read now from file:PATH or env:VARIABLE and"
                            + " stored encrypted. NAME= takes it away.")
    private List<String> requestHeaders = List.of();

    @Option(
            names = "--request-header-ref",
            paramLabel = "NAME=REF",
            description =
                    "The same, but the value stays at env:VARIABLE or file:PATH and is read whenever it is needed.")
    private List<String> requestHeaderReferences = List.of();

    @Option(
            names = "--authorization-parameter",
            paramLabel = "NAME=VALUE",
            description =
                    "What the authorization request says beyond the standard, such as prompt=login. NAME= takes it"
                            + " away.")
    private List<String> authorizationParameters = List.of();

    @Option(
            names = "--token-parameter",
            paramLabel = "NAME=VALUE",
            description =
                    "What the token request says beyond the standard, such as resource=…; no secrets. NAME= takes it"
                            + " away.")
    private List<String> tokenParameters = List.of();

    /** The parameters with what the options change. */
    ProviderParameters apply(ProviderParameters before, Surroundings surroundings) {
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(before.requestHeaders());
        each("--request-header", requestHeaders, (name, place) -> {
            headers.remove(name);
            if (!place.isEmpty()) {
                headers.put(name, new SecretInput("header " + name, surroundings).ofPlace(place));
            }
        });
        each("--request-header-ref", requestHeaderReferences, (name, reference) -> {
            headers.remove(name);
            if (!reference.isEmpty()) {
                headers.put(name, SecretOptions.reference(reference));
            }
        });
        return new ProviderParameters(
                expiresIn(before.expiresIn()),
                logPii == null ? before.logPii() : logPii,
                replaceIssuerTenantId == null ? before.replaceIssuerTenantId() : replaceIssuerTenantId,
                headers,
                ignoreTlsErrors == null ? before.ignoreTlsErrors() : ignoreTlsErrors,
                changed("--authorization-parameter", before.authorizationParameters(), authorizationParameters),
                changed("--token-parameter", before.tokenParameters(), tokenParameters));
    }

    private @Nullable Duration expiresIn(@Nullable Duration before) {
        if (expiresIn == null) {
            return before;
        }
        try {
            return expiresIn.isBlank() ? null : Duration.ofSeconds(Long.parseLong(expiresIn.strip()));
        } catch (NumberFormatException e) {
            throw new CommandException(
                    "--expires-in is no whole number of seconds.", "Write it like --expires-in 3600.");
        }
    }

    private static Map<String, String> changed(String option, Map<String, String> before, List<String> given) {
        Map<String, String> parameters = new TreeMap<>(before);
        each(option, given, (name, value) -> {
            if (value.isEmpty()) {
                parameters.remove(name);
            } else {
                parameters.put(name, value);
            }
        });
        return parameters;
    }

    /** The pairs of an option. What is no pair is not quoted: it may be a secret. */
    private static void each(String option, List<String> pairs, BiConsumer<String, String> pair) {
        for (String text : pairs) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new CommandException(option + " needs a name, = and what it is to be.", "See --help.");
            }
            pair.accept(text.substring(0, equals).strip(), text.substring(equals + 1));
        }
    }
}
