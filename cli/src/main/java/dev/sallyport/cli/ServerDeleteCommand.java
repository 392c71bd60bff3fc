package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a data server and the tables imported from it.")
final class ServerDeleteCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The data server's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            catalog.servers().delete(name);
        }
        err().println("Deleted the data server " + name + ".");
        return DONE;
    }
}
