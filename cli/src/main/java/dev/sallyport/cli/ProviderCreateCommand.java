package dev.sallyport.cli;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.catalog.Catalog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Create a security provider. Without an option for the client secret it asks for it.")
final class ProviderCreateCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "Part of the callback URL signin-NAME; case-sensitive.")
    private String name = "";

    @Option(names = "--type", defaultValue = "OAuth", description = "Default: ${DEFAULT-VALUE}.")
    private String type = "";

    @Option(names = "--authentication-type", defaultValue = "OAuth", description = "Default: ${DEFAULT-VALUE}.")
    private String authenticationType = "";

    @Option(names = "--grant", defaultValue = "Client Credentials", description = "Default: ${DEFAULT-VALUE}.")
    private String grant = "";

    @Option(names = "--client-authentication", defaultValue = "Basic", description = "Basic or Post. Default: Basic.")
    private String clientAuthentication = "";

    @Option(names = "--resource-authentication", defaultValue = "Bearer", description = "Default: ${DEFAULT-VALUE}.")
    private String resourceAuthentication = "";

    @Option(names = "--token-owner", defaultValue = "Client", description = "Default: ${DEFAULT-VALUE}.")
    private String tokenOwner = "";

    @Option(
            names = "--redirect-on-challenge",
            arity = "1",
            defaultValue = "true",
            description = "Whether a 401 fetches a new token. Default: ${DEFAULT-VALUE}.")
    private boolean redirectOnChallenge = true;

    @Option(names = "--client-id", required = true, paramLabel = "ID", description = "The Consumer Key.")
    private String clientId = "";

    @Option(
            names = "--expires-in",
            paramLabel = "SECONDS",
            description = "How long a token lives where neither its answer nor a 401 tells.")
    private @Nullable Long expiresIn;

    @Mixin
    private EndpointOptions endpoints = new EndpointOptions();

    @ArgGroup
    private @Nullable ClientSecretOptions clientSecret;

    @Override
    public Integer call() {
        Choices.choose("--authentication-type", ProviderType.values(), ProviderType::label, authenticationType);
        OAuthProvider provider = OAuthProvider.named(name)
                .type(Choices.choose("--type", ProviderType.values(), ProviderType::label, type))
                .grant(grant())
                .clientAuthentication(Choices.choose(
                        "--client-authentication",
                        ClientAuthentication.values(),
                        ClientAuthentication::label,
                        clientAuthentication))
                .resourceAuthentication(Choices.choose(
                        "--resource-authentication",
                        new ResourceAuthentication[] {ResourceAuthentication.BEARER},
                        ResourceAuthentication::label,
                        resourceAuthentication))
                .tokenOwner(Choices.choose("--token-owner", TokenOwner.values(), TokenOwner::label, tokenOwner))
                .redirectOnChallenge(redirectOnChallenge)
                .endpoints(endpoints.endpoints())
                .client(new ClientCredential(
                        clientId,
                        ClientSecretOptions.read(clientSecret, sallyport().surroundings())))
                .parameters(
                        ProviderParameters.NONE.withExpiresIn(expiresIn == null ? null : Duration.ofSeconds(expiresIn)))
                .build();
        try (Catalog catalog = openCatalog()) {
            catalog.providers().create(provider);
        }
        err().println("Created the security provider " + name + ".");
        return DONE;
    }

    private Grant grant() {
        Grant[] grants = {new Grant.ClientCredentials()};
        return Choices.choose("--grant", grants, Grant::label, grant);
    }
}
