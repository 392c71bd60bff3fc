package dev.sallyport.cli;

import dev.sallyport.catalog.Backup;
import dev.sallyport.catalog.Catalog;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Write all that is set up, imported and recorded into one file, as it is at this moment. With PostgreSQL servers"
                    + " and commands may go on meanwhile.",
            "Secrets are in it encrypted. The master key is not: keep it in another place."
        })
final class BackupCommand extends SallyportCommand {
    @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path file;

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            Backup backup = catalog.backUp(file);
            err().println(backup.rows() + " rows of " + backup.tables().size() + " tables are in " + file + ".");
        }
        err().println(
                        "The master key is not in it, and without it the secrets cannot be read. Keep a copy of it in another place: "
                                + sallyport().catalogSettings().key().place() + ".");
        return DONE;
    }
}
