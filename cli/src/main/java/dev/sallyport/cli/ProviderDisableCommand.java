package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "disable", description = "Keep a security provider from being used.")
final class ProviderDisableCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            catalog.providers().setEnabled(name, false);
            err().println("Disabled the security provider " + name + ".");
        }
        return DONE;
    }
}
