package dev.sallyport.cli;

import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Create a security provider. It asks for secrets that no option names.",
        modelTransformer = SecretOptions.class)
final class ProviderCreateCommand extends ProviderEditCommand {
    @Parameters(paramLabel = "NAME", description = "Part of the callback URL signin-NAME; case-sensitive.")
    private String name = "";

    @Option(
            names = "--type",
            defaultValue = "OAuth",
            description = "OAuth, OpenID Connect or HTTP. Default: ${DEFAULT-VALUE}.")
    private String type = "";

    @Override
    public Integer call() {
        SecurityProvider provider = SecretOptions.ask(changed(blank(), true));
        if (provider instanceof OAuthProvider oauth) {
            OAuthOptions.requireNames(oauth);
            SigningKeyOptions.require(oauth);
        }
        SecretOptions.requireAll(provider);
        try (Catalog catalog = openCatalog()) {
            catalog.providers().create(provider);
        }
        err().println("Created the security provider " + name + ".");
        Remarks.print(provider, err());
        return DONE;
    }

    private SecurityProvider blank() {
        return switch (Choices.choose("--type", ProviderType.values(), ProviderType::label, type)) {
            case OAUTH -> OAuthProvider.named(name).build();
            case OPENID_CONNECT ->
                OAuthProvider.named(name)
                        .type(ProviderType.OPENID_CONNECT)
                        .grant(new Grant.AuthorizationCode(List.of(), null))
                        .build();
            case HTTP -> new HttpProvider(name, true, new HttpAuthentication.Anonymous(), ProviderParameters.NONE);
        };
    }
}
