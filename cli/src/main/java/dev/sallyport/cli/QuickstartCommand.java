package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.cli.QuickstartReport.Console;
import dev.sallyport.cli.quickstart.Progress;
import dev.sallyport.cli.quickstart.Quickstart;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "quickstart",
        description =
                "Walk the whole connection guide against a local org: from a connected app to rows on the screen.")
final class QuickstartCommand extends SallyportCommand {
    @ArgGroup(exclusive = false)
    private @Nullable KeepRunning keepRunning;

    @Option(names = "--json", description = "Print one JSON document instead of the walk.")
    private boolean json;

    /** What stays up after the walk. */
    private static final class KeepRunning {
        @Option(
                names = "--keep-running",
                required = true,
                description =
                        "Leave the org up, with the console over the data folder, until this command is ended. A browser"
                                + " opens where there is a desktop.")
        @SuppressWarnings("unused") // it is there, or the whole group is not
        private boolean wanted;

        @Option(names = "--port", defaultValue = "0", description = "The console's port. Default: a free one.")
        private int port;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Path folder = sallyport().namedData().isPresent()
                ? sallyport().namedData().get()
                : Files.createTempDirectory("sallyport-quickstart-");
        try (LocalOrg org = startOrg(folder)) {
            QuickstartReport report = json
                    ? new QuickstartDocument(out(), folder, org.instanceUrl())
                    : new QuickstartScreen(out(), ansi(), folder, org.instanceUrl());
            walk(folder, org, report);
            if (keepRunning == null) {
                report.end();
            } else {
                keepRunning(org, folder, keepRunning.port, report);
            }
        }
        return DONE;
    }

    private void keepRunning(LocalOrg org, Path folder, int port, QuickstartReport report) {
        ServerOptions options = ServerOptions.onLoopback(sallyport().catalogSettings(folder), port);
        try (Server server = Server.start(options)) {
            Console console = new Console(
                    server.address(),
                    server.address().resolve(Quickstart.RESULT_PAGE),
                    server.setUpLink(Quickstart.RESULT_PAGE).orElse(null));
            report.end(console);
            if (!json && sallyport().surroundings().terminal()) {
                DesktopBrowser.open(console.entrance());
            }
            UntilEnded.await(server, org);
        }
    }

    private void walk(Path folder, LocalOrg org, Progress progress) throws SQLException {
        try (Catalog catalog = Catalog.open(sallyport().catalogSettings(folder))) {
            Quickstart.walk(org, catalog, progress);
        }
    }

    /** On the port of an earlier run if it is free, so that what was configured then stays right. */
    private LocalOrg startOrg(Path folder) {
        int port;
        try (Catalog catalog = Catalog.open(sallyport().catalogSettings(folder))) {
            List<DataServer> servers = catalog.servers().list();
            port = servers.size() == 1 && servers.get(0) instanceof SalesforceServer org
                    ? org.oauthServerUrl().instance().getPort()
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
}
