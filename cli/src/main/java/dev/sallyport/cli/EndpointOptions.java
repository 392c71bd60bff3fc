package dev.sallyport.cli;

import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.ProviderType;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A provider's endpoints: one by one, or all by the name of the org's host. An empty text takes one away. */
final class EndpointOptions {
    @Option(
            names = "--salesforce",
            paramLabel = "HOST",
            description = "Fill the endpoints for an org by its My Domain, such as acme.my.salesforce.com.")
    private @Nullable String salesforce;

    @Option(names = "--authorization-endpoint", paramLabel = "URL", description = "Where people sign in and consent.")
    private @Nullable String authorization;

    @Option(names = "--token-endpoint", paramLabel = "URL", description = "Where tokens are issued.")
    private @Nullable String token;

    @Option(names = "--user-info-endpoint", paramLabel = "URL", description = "Where a token tells whose it is.")
    private @Nullable String userInfo;

    @Option(names = "--revocation-endpoint", paramLabel = "URL", description = "Where tokens are ended.")
    private @Nullable String revocation;

    @Option(
            names = "--jwks-endpoint",
            paramLabel = "URL",
            description = "Where the keys are that ID tokens are signed with.")
    private @Nullable String jwks;

    @Option(
            names = "--openid-issuer",
            paramLabel = "URL",
            description = "OpenID Connect Issuer: endpoints that are not given are read from its metadata.")
    private @Nullable String issuer;

    /** Whether the endpoints are a Salesforce org's. */
    boolean salesforce() {
        return salesforce != null;
    }

    /** The endpoints with what the options change. */
    Endpoints apply(Endpoints before, ProviderType type) {
        Endpoints base = salesforce == null ? before : preset(myDomain(salesforce), type);
        Endpoints endpoints = new Endpoints(
                either("--authorization-endpoint", authorization, base.authorization()),
                either("--token-endpoint", token, base.token()),
                either("--user-info-endpoint", userInfo, base.userInfo()),
                either("--revocation-endpoint", revocation, base.revocation()),
                either("--jwks-endpoint", jwks, base.jwks()),
                either("--openid-issuer", issuer, base.issuer()));
        if (endpoints.token() == null && endpoints.issuer() == null) {
            throw new CommandException(
                    "The provider has no token endpoint.",
                    "Give --salesforce with your org's My Domain, such as acme.my.salesforce.com, --token-endpoint, or"
                            + " --openid-issuer.");
        }
        return endpoints;
    }

    private static Endpoints preset(URI myDomain, ProviderType type) {
        return switch (type) {
            case OAUTH -> Endpoints.salesforce(myDomain);
            // The org publishes its metadata, and there the rest is.
            case OPENID_CONNECT -> Endpoints.ofIssuer(myDomain);
            case HTTP -> throw new IllegalArgumentException("A provider of type HTTP has no endpoints.");
        };
    }

    private static @Nullable URI either(String option, @Nullable String given, @Nullable URI otherwise) {
        if (given == null) {
            return otherwise;
        }
        return given.isBlank() ? null : uri(option, given);
    }

    private static URI myDomain(String host) {
        URI uri = uri("--salesforce", host.contains("://") ? host : "https://" + host);
        if (uri.getHost() == null || !uri.getPath().matches("/?")) {
            throw new CommandException(
                    "--salesforce is not the address of an org: " + host,
                    "Give the host alone, as Setup shows it under My Domain, such as acme.my.salesforce.com.");
        }
        return uri.getPath().isEmpty()
                ? uri
                : uri("--salesforce", uri.toString().replaceFirst("/+$", ""));
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
