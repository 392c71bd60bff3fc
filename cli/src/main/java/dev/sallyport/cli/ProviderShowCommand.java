package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.RowWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show all of a security provider but its secrets.")
final class ProviderShowCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog();
                RowWriter rows = rows("property", "value")) {
            new ProviderProperties(rows).write(catalog.providers().get(name));
        }
        return DONE;
    }
}
