package dev.sallyport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description =
                "Start the server, with console and REST API over what is in the data folder, and keep it up until"
                        + " the process is ended. The first start prints the link by which the first administrator is made.")
final class StartCommand extends SallyportCommand {
    @Option(
            names = "--port",
            defaultValue = "" + ServerOptions.USUAL_PORT,
            description = "The port; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on, 0.0.0.0 for all. Default: 127.0.0.1, which no other machine reaches.")
    private @Nullable InetAddress bindAddress;

    @Option(names = "--json", description = "Print one line of JSON when the server is ready, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        InetAddress address = bindAddress == null ? InetAddress.getLoopbackAddress() : bindAddress;
        ServerOptions options = new ServerOptions(sallyport().catalogSettings(), address, port);
        if (!address.isLoopbackAddress() && !options.overTls()) {
            err().println("Warning: other machines can reach this server, and passwords cross the network in the clear."
                    + " Put TLS in front of it, and set SALLYPORT_URL to the https address.");
        }
        Logging.structured();
        try (Server server = Server.start(options)) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("url", server.address().toString());
            server.setUpLink().ifPresent(link -> facts.put("setUp", link.toString()));
            if (json) {
                out().println(new ObjectMapper().writeValueAsString(facts));
            } else {
                tell(facts);
            }
            out().flush();
            UntilEnded.await(server);
        }
        return DONE;
    }

    private void tell(Map<String, String> facts) {
        String setUp = facts.get("setUp");
        out().println("Sallyport is at " + facts.get("url"));
        if (setUp != null) {
            out().println("Make the first administrator at " + setUp);
        }
        out().println("It runs until this command is ended.");
    }
}
