package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data server a command is about; where there is only one, it need not be named. */
final class ServerOption {
    @Option(names = "--server", paramLabel = "SERVER", description = "The data server; needed if there are several.")
    private @Nullable String server;

    DataServer choose(Catalog catalog) {
        if (server != null) {
            return catalog.servers().get(server);
        }
        List<DataServer> servers = catalog.servers().list();
        if (servers.size() == 1) {
            return servers.get(0);
        }
        if (servers.isEmpty()) {
            throw new CommandException(
                    "There is no data server yet.",
                    "Create one: sallyport provider create …, then sallyport server create …; or try: sallyport"
                            + " quickstart");
        }
        throw new CommandException(
                "There are several data servers: "
                        + servers.stream().map(DataServer::name).collect(Collectors.joining(", ")) + ".",
                "Name one by --server.");
    }
}
