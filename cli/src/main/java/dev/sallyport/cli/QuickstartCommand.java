package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.cli.quickstart.Progress;
import dev.sallyport.cli.quickstart.Quickstart;
import dev.sallyport.org.LocalOrg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "quickstart",
        description =
                "Walk the whole connection guide against a local org: from a connected app to rows on the screen.")
final class QuickstartCommand extends SallyportCommand {
    @Option(names = "--keep-running", description = "Leave the org up, until this command is ended.")
    private boolean keepRunning;

    @Option(names = "--json", description = "Print one JSON document instead of the walk.")
    private boolean json;

    @Override
    public Integer call() throws SQLException, IOException {
        Path folder = sallyport().namedData().isPresent()
                ? sallyport().namedData().get()
                : Files.createTempDirectory("sallyport-quickstart-");
        try (LocalOrg org = startOrg(folder)) {
            if (json) {
                QuickstartDocument document = new QuickstartDocument(folder, org.instanceUrl());
                walk(folder, org, document);
                out().println(document.text());
                out().flush();
            } else {
                out().println("Data folder: " + folder);
                out().println("Local org:   " + org.instanceUrl());
                walk(folder, org, new QuickstartScreen(out(), ansi()));
                close(folder, org);
            }
            if (keepRunning) {
                UntilEnded.await(org);
            }
        }
        return DONE;
    }

    private void walk(Path folder, LocalOrg org, Progress progress) throws SQLException {
        try (Catalog catalog = sallyport().openCatalog(folder)) {
            Quickstart.walk(org, catalog, progress);
        }
    }

    /** On the port of an earlier run if it is free, so that what was configured then stays right. */
    private LocalOrg startOrg(Path folder) {
        int port;
        try (Catalog catalog = sallyport().openCatalog(folder)) {
            List<DataServer> servers = catalog.servers().list();
            port = servers.size() == 1
                    ? servers.get(0).oauthServerUrl().instance().getPort()
                    : 0;
        }
        return LocalOrg.builder()
                .dataFolder(folder.resolve("org"))
                .port(isFree(port) ? port : 0)
                .resetAdministratorPassword(true)
                .start();
    }

    private static boolean isFree(int port) {
        if (port <= 0) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void close(Path folder, LocalOrg org) {
        out().println();
        if (keepRunning) {
            out().println("The org stays up at " + org.instanceUrl() + " until this command is ended. Next:");
            out().println("  sallyport sql --data " + folder + " \"" + Quickstart.exampleStatement() + "\"");
        } else {
            out().println("Everything is in " + folder
                    + ". To go on with it: sallyport quickstart --keep-running --data " + folder);
        }
        out().flush();
    }
}
