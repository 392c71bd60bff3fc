package dev.sallyport.cli;

import dev.sallyport.catalog.Backup;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Write all that is set up, imported and recorded into one file, as it is at this moment. With PostgreSQL servers"
                    + " and commands may go on meanwhile; a server over the embedded database is asked by --from.",
            "Secrets are in it encrypted. The master key is not: keep it in another place."
        })
final class BackupCommand extends SallyportCommand {
    @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path file;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "Ask the server that runs there, such as http://localhost:8088, with the API token of an"
                    + " administrator; it goes on. Default: the data folder or database itself.")
    private @Nullable URI from;

    @Mixin
    private TokenOptions token = new TokenOptions();

    @Override
    public Integer call() throws IOException {
        if (from == null) {
            requireNoToken();
            try (Catalog catalog = open()) {
                tell(catalog.backUp(file));
            }
            keep("a copy of it", ": " + sallyport().catalogSettings().key().place());
            return DONE;
        }
        RunningServer server = new RunningServer(from, token.read(sallyport().surroundings()));
        try (InputStream backup = server.backup()) {
            tell(Backup.keep(file, backup));
        }
        keep("a copy of the server's", "");
        return DONE;
    }

    /** Where a server has the embedded database open, there is a way that needs no waiting. */
    private Catalog open() {
        try {
            return openCatalog();
        } catch (CatalogException e) {
            if (e.reason() != CatalogException.Reason.LOCKED) {
                throw e;
            }
            throw new RunningServerException(
                    e.getMessage(),
                    "If it is a server, ask it by --from, such as --from http://localhost:8088; else wait until it has"
                            + " ended.",
                    e);
        }
    }

    private void requireNoToken() {
        if (token.isGiven()) {
            throw new CommandException(
                    "An API token is given, and no server to ask with it.", "Name the server by --from.");
        }
    }

    private void tell(Backup backup) {
        err().println(backup.rows() + " rows of " + backup.tables().size() + " tables are in " + file + ".");
    }

    private void keep(String what, String where) {
        err().println("The master key is not in it, and without it the secrets cannot be read. Keep " + what
                + " in another place" + where + ".");
    }
}
