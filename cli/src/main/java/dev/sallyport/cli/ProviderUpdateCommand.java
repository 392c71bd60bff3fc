package dev.sallyport.cli;

import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description = "Change a security provider: what no option names stays. It asks for secrets that are missing.",
        modelTransformer = SecretOptions.class)
final class ProviderUpdateCommand extends ProviderEditCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name; it stays, and so does the type.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            SecurityProvider provider =
                    SecretOptions.ask(changed(catalog.providers().get(name), false));
            catalog.providers().update(provider);
            err().println("Updated the security provider " + name + ".");
            Remarks.print(provider, err());
        }
        return DONE;
    }
}
