package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a security provider that no data server uses, and end its tokens.")
final class ProviderDeleteCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            catalog.tokens().deleteWithProvider(name).forEach(token -> err().println(RevocationLine.of(token)));
        }
        err().println("Deleted the security provider " + name + ".");
        return DONE;
    }
}
