package dev.sallyport.cli;

import dev.sallyport.catalog.Backup;
import dev.sallyport.catalog.Catalog;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Make a catalogue of a backup, in a new data folder or a PostgreSQL database without tables, whichever of the two"
                    + " it was made from.",
            "The master key has to be there first: in SALLYPORT_KEY, SALLYPORT_KEY_FILE, SALLYPORT_KEYSTORE, or as"
                    + " sallyport.key in the data folder."
        })
final class RestoreCommand extends SallyportCommand {
    @Parameters(paramLabel = "FILE", description = "As sallyport backup has written it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path file;

    @Override
    public Integer call() {
        Backup backup = Catalog.restore(sallyport().catalogSettings(), file);
        err().println(backup.rows() + " rows are back, as they were on " + backup.madeAt() + ".");
        return DONE;
    }
}
