package dev.sallyport.cli;

import dev.sallyport.auth.Endpoints;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A provider's three endpoints: one by one, or all by the name of the org's host. */
final class EndpointOptions {
    @Option(
            names = "--salesforce",
            paramLabel = "HOST",
            description = "Fill the three endpoints for an org by its My Domain, such as acme.my.salesforce.com.")
    private @Nullable String salesforce;

    @Option(names = "--authorization-endpoint", paramLabel = "URL", description = "Where people sign in and consent.")
    private @Nullable String authorization;

    @Option(names = "--token-endpoint", paramLabel = "URL", description = "Where tokens are issued.")
    private @Nullable String token;

    @Option(names = "--user-info-endpoint", paramLabel = "URL", description = "Where a token tells whose it is.")
    private @Nullable String userInfo;

    Endpoints endpoints() {
        if (salesforce == null && token == null) {
            throw new CommandException(
                    "The provider has no token endpoint.",
                    "Give --salesforce with your org's My Domain, such as acme.my.salesforce.com, or --token-endpoint.");
        }
        Endpoints preset = salesforce == null ? null : Endpoints.salesforce(myDomain(salesforce));
        URI issuer = token != null ? uri("--token-endpoint", token) : preset == null ? null : preset.token();
        if (issuer == null) {
            throw new IllegalStateException("Either the preset or the option gives the token endpoint.");
        }
        return new Endpoints(
                authorization != null
                        ? uri("--authorization-endpoint", authorization)
                        : preset == null ? null : preset.authorization(),
                issuer,
                userInfo != null ? uri("--user-info-endpoint", userInfo) : preset == null ? null : preset.userInfo());
    }

    private static URI myDomain(String host) {
        URI uri = uri("--salesforce", host.contains("://") ? host : "https://" + host);
        if (uri.getHost() == null || !uri.getPath().matches("/?")) {
            throw new CommandException(
                    "--salesforce is not the address of an org: " + host,
                    "Give the host alone, as Setup shows it under My Domain, such as acme.my.salesforce.com.");
        }
        return uri;
    }

    private static URI uri(String option, String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new CommandException(
                    option + " has a character that no address has: " + e.getReason() + ".",
                    "Write it like https://acme.my.salesforce.com/services/oauth2/token.");
        }
    }
}
