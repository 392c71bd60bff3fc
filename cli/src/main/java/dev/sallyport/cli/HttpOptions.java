package dev.sallyport.cli;

import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpAuthentication.ApiKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a provider of type HTTP has. */
final class HttpOptions {
    private static final HttpAuthentication[] KINDS = {
        new HttpAuthentication.Anonymous(),
        new HttpAuthentication.Basic("", null),
        new ApiKey(ApiKey.Location.HEADER, "", null),
        new HttpAuthentication.BearerToken(null)
    };

    @Option(names = "--user-name", paramLabel = "USER", description = "User name of the authentication type Basic.")
    private @Nullable String userName;

    @Option(
            names = "--api-key-location",
            description = "Where the key of the authentication type API Key travels: Header or Query. Default: Header.")
    private @Nullable String keyLocation;

    @Option(
            names = "--api-key-name",
            paramLabel = "NAME",
            description = "The header or the parameter that the key travels in, such as X-API-Key.")
    private @Nullable String keyName;

    /**
     * The authentication with what the options change.
     *
     * @param authenticationType null for the one that it had
     */
    HttpAuthentication apply(HttpAuthentication before, @Nullable String authenticationType) {
        HttpAuthentication kind = authenticationType == null
                ? before
                : Choices.choose("--authentication-type", KINDS, HttpAuthentication::label, authenticationType);
        // Of the same kind, it keeps what no option changes.
        HttpAuthentication old = kind.getClass() == before.getClass() ? before : kind;
        refuseStray(kind);
        if (old instanceof HttpAuthentication.Basic basic) {
            return new HttpAuthentication.Basic(userName == null ? basic.userName() : userName, basic.password());
        }
        if (old instanceof ApiKey key) {
            return new ApiKey(
                    keyLocation == null
                            ? key.location()
                            : Choices.choose(
                                    "--api-key-location",
                                    ApiKey.Location.values(),
                                    ApiKey.Location::label,
                                    keyLocation),
                    keyName == null ? key.name() : keyName,
                    key.key());
        }
        return old;
    }

    private void refuseStray(HttpAuthentication kind) {
        if (userName != null && !(kind instanceof HttpAuthentication.Basic)) {
            throw stray("--user-name", kind);
        }
        if (keyLocation != null && !(kind instanceof ApiKey)) {
            throw stray("--api-key-location", kind);
        }
        if (keyName != null && !(kind instanceof ApiKey)) {
            throw stray("--api-key-name", kind);
        }
    }

    private static CommandException stray(String option, HttpAuthentication kind) {
        return new CommandException(
                option + " has no meaning with the authentication type " + kind.label() + ".",
                "Leave it out, or choose --authentication-type Basic, \"API Key\" or \"Bearer Token\".");
    }
}
