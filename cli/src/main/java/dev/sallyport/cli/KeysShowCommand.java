package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Keys.KeyDescription;
import dev.sallyport.cli.output.RowWriter;
import java.util.Arrays;
import picocli.CommandLine.Command;

@Command(name = "show", description = "Show the keys' ids, since when they are in use, and which one encrypts.")
final class KeysShowCommand extends SallyportCommand {
    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog();
                RowWriter rows = rows("key", "id", "primary", "since")) {
            for (KeyDescription key : catalog.keys().list()) {
                rows.row(Arrays.asList(key.kind().label(), key.id(), key.primary(), key.since()));
            }
        }
        return DONE;
    }
}
