package dev.sallyport.cli;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.TokenOwner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an OAuth or OpenID Connect provider has besides its grant and its endpoints. */
final class OAuthOptions {
    private static final String STANDARD_PARAMETER = "access_token";
    private static final ResourceAuthentication[] RESOURCE_AUTHENTICATIONS = {
        ResourceAuthentication.BEARER,
        new ResourceAuthentication.Header("", ""),
        new ResourceAuthentication.Query(""),
        new ResourceAuthentication.Form("")
    };

    @Option(
            names = "--client-authentication",
            description =
                    "Basic, Post, Private Key JWT or None. Default: Basic; None where an assertion speaks for itself.")
    private @Nullable String clientAuthentication;

    @Option(
            names = "--resource-authentication",
            description = "How the token travels to the resource: Bearer, Header, Query or Form. Default: Bearer.")
    private @Nullable String resourceAuthentication;

    @Option(
            names = "--header-name",
            paramLabel = "NAME",
            description = "The header of the resource authentication Header. Default: Authorization.")
    private @Nullable String headerName;

    @Option(
            names = "--header-scheme",
            paramLabel = "WORD",
            description = "What stands in that header before the token. Default: nothing.")
    private @Nullable String headerScheme;

    @Option(
            names = "--parameter-name",
            paramLabel = "NAME",
            description = "The parameter of the resource authentications Query and Form. Default: access_token.")
    private @Nullable String parameterName;

    @Option(
            names = "--token-owner",
            description = "Client or User. Default: User with the grant Authorization Code, else Client.")
    private @Nullable String tokenOwner;

    @Option(
            names = "--redirect-on-challenge",
            arity = "1",
            paramLabel = "BOOLEAN",
            description = "Whether a 401 fetches a new token, or sends the user to sign in. Default: true.")
    private @Nullable Boolean redirectOnChallenge;

    @Option(
            names = "--token-delete-on-sign-out",
            arity = "1",
            paramLabel = "BOOLEAN",
            description = "Whether a user's tokens end when the user signs out. Default: false.")
    private @Nullable Boolean tokenDeleteOnSignOut;

    @Option(names = "--client-id", paramLabel = "ID", description = "The Consumer Key.")
    private @Nullable String clientId;

    @Option(
            names = "--resource-owner",
            paramLabel = "USER",
            description = "User name of the grant Resource Owner Password Credentials.")
    private @Nullable String resourceOwner;

    /**
     * Changes a provider by what the options say.
     *
     * @param before the provider as it was
     * @param changed has the new grant already
     */
    void apply(OAuthProvider before, OAuthProviderBuilder changed) {
        if (clientAuthentication != null) {
            changed.clientAuthentication(Choices.choose(
                    "--client-authentication",
                    ClientAuthentication.values(),
                    ClientAuthentication::label,
                    clientAuthentication));
        }
        changed.resourceAuthentication(resourceAuthentication(before.resourceAuthentication()));
        if (tokenOwner != null) {
            changed.tokenOwner(Choices.choose("--token-owner", TokenOwner.values(), TokenOwner::label, tokenOwner));
        }
        if (redirectOnChallenge != null) {
            changed.redirectOnChallenge(redirectOnChallenge);
        }
        if (tokenDeleteOnSignOut != null) {
            changed.tokenDeleteOnSignOut(tokenDeleteOnSignOut);
        }
        if (clientId != null) {
            changed.client(
                    new ClientCredential(clientId, before.credentials().client().clientSecret()));
        }
        if (resourceOwner != null) {
            ResourceOwnerCredential old = before.credentials().resourceOwner();
            changed.resourceOwner(new ResourceOwnerCredential(resourceOwner, old == null ? null : old.password()));
        }
    }

    /** Gives a new provider what its grant makes usual, where no option says otherwise. */
    static void usual(Grant grant, OAuthProviderBuilder fresh) {
        if (grant instanceof Grant.AuthorizationCode) {
            fresh.tokenOwner(TokenOwner.USER);
        }
        if (grant instanceof Grant.JwtBearer || grant instanceof Grant.SamlBearer) {
            fresh.clientAuthentication(ClientAuthentication.NONE);
        }
    }

    /** Refuses a provider that lacks who the client is, or whose password is sent. */
    static void requireNames(OAuthProvider provider) {
        if (provider.credentials().client().clientId().isBlank()) {
            throw new CommandException(
                    "The client id is missing.",
                    "Give --client-id with the Consumer Key: in Setup open App Manager, choose View on the app, then Manage"
                            + " Consumer Details.");
        }
        ResourceOwnerCredential owner = provider.credentials().resourceOwner();
        if (provider.grant() instanceof Grant.ResourceOwnerPassword
                && (owner == null || owner.userName().isBlank())) {
            throw new CommandException(
                    "The resource owner is missing.",
                    "Give --resource-owner with the user name whose password is sent.");
        }
    }

    private ResourceAuthentication resourceAuthentication(ResourceAuthentication before) {
        ResourceAuthentication kind = resourceAuthentication == null
                ? before
                : Choices.choose(
                        "--resource-authentication",
                        RESOURCE_AUTHENTICATIONS,
                        ResourceAuthentication::label,
                        resourceAuthentication);
        refuseStray(kind);
        if (kind instanceof ResourceAuthentication.Header) {
            ResourceAuthentication.Header old = before instanceof ResourceAuthentication.Header header
                    ? header
                    : new ResourceAuthentication.Header("Authorization", "");
            return new ResourceAuthentication.Header(
                    headerName == null ? old.name() : headerName, headerScheme == null ? old.scheme() : headerScheme);
        }
        if (kind instanceof ResourceAuthentication.Query) {
            return new ResourceAuthentication.Query(parameter(before));
        }
        return kind instanceof ResourceAuthentication.Form ? new ResourceAuthentication.Form(parameter(before)) : kind;
    }

    private void refuseStray(ResourceAuthentication kind) {
        boolean header = kind instanceof ResourceAuthentication.Header;
        boolean parameter = kind instanceof ResourceAuthentication.Query || kind instanceof ResourceAuthentication.Form;
        if (!header && (headerName != null || headerScheme != null)) {
            throw new CommandException(
                    "--header-name and --header-scheme have no meaning with the resource authentication " + kind.label()
                            + ".",
                    "Add --resource-authentication Header.");
        }
        if (!parameter && parameterName != null) {
            throw new CommandException(
                    "--parameter-name has no meaning with the resource authentication " + kind.label() + ".",
                    "Add --resource-authentication Query or Form.");
        }
    }

    private String parameter(ResourceAuthentication before) {
        if (parameterName != null) {
            return parameterName;
        }
        if (before instanceof ResourceAuthentication.Query query) {
            return query.parameter();
        }
        return before instanceof ResourceAuthentication.Form form ? form.parameter() : STANDARD_PARAMETER;
    }
}
