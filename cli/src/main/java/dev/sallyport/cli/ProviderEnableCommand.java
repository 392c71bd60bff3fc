package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "enable", description = "Let a security provider be used, such as one that was imported.")
final class ProviderEnableCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            catalog.providers().setEnabled(name, true);
            err().println("Enabled the security provider " + name + ".");
            Remarks.print(catalog.providers().get(name), err());
        }
        return DONE;
    }
}
