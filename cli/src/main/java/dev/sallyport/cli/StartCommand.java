package dev.sallyport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import dev.sallyport.server.job.JobOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
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
    private static final String EXPORTS_VARIABLE = "SALLYPORT_EXPORTS";

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

    @Option(
            names = "--flight-port",
            paramLabel = "PORT",
            description = "Answer Arrow Flight SQL too, on this port; 0 for a free one. Default: not at all.")
    private @Nullable Integer flightPort;

    @Option(
            names = "--flight-certificate",
            paramLabel = "FILE",
            description = "TLS for Flight SQL: the certificate, PEM, with its issuers' after it.")
    private @Nullable Path flightCertificate;

    @Option(
            names = "--flight-key",
            paramLabel = "FILE",
            description = "The certificate's private key, PEM (PKCS #8), not encrypted.")
    private @Nullable Path flightKey;

    @Option(
            names = "--flight-without-tls",
            description = "Let other machines reach Flight SQL without a certificate, because TLS ends in front of it.")
    private boolean flightWithoutTls;

    @Option(
            names = "--exports",
            paramLabel = "DIR",
            description = "The folder for files of exports that are kept; servers over one database share it."
                    + " Default: SALLYPORT_EXPORTS, or exports in the data folder.")
    private @Nullable Path exports;

    @Option(names = "--json", description = "Print one line of JSON when the server is ready, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        InetAddress address = bindAddress == null ? InetAddress.getLoopbackAddress() : bindAddress;
        ServerOptions options = options(address);
        if (!address.isLoopbackAddress() && !options.overTls()) {
            err().println("Warning: other machines can reach this server, and passwords cross the network in the clear."
                    + " Put TLS in front of it, and set SALLYPORT_URL to the https address.");
        }
        Logging.structured();
        try (Server server = Server.start(options)) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("url", server.address().toString());
            server.flightAddress().ifPresent(flight -> facts.put("flight", flight.toString()));
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

    private ServerOptions options(InetAddress address) {
        ServerOptions options = new ServerOptions(sallyport().catalogSettings(), address, port).with(jobs());
        FlightOptions flight = flight();
        return flight == null ? options : options.with(flight);
    }

    private JobOptions jobs() {
        String named = sallyport().surroundings().environment().getOrDefault(EXPORTS_VARIABLE, "");
        Path folder = exports == null && !named.isBlank() ? Path.of(named) : exports;
        return folder == null ? JobOptions.DEFAULT : JobOptions.DEFAULT.withExports(folder);
    }

    private @Nullable FlightOptions flight() {
        if (flightPort == null) {
            if (flightCertificate != null || flightKey != null || flightWithoutTls) {
                throw new CommandException(
                        "Options of Flight SQL are given, and it has no port.",
                        "Name one by --flight-port, such as " + FlightOptions.USUAL_PORT + ".");
            }
            return null;
        }
        FlightOptions options = FlightOptions.onPort(flightPort);
        if (flightCertificate != null && flightKey != null) {
            options = options.withCertificate(new FlightOptions.Certificate(flightCertificate, flightKey));
        } else if (flightCertificate != null || flightKey != null) {
            throw new CommandException(
                    "Of the certificate for Flight SQL and its key one is missing.",
                    "Name both, by --flight-certificate and --flight-key.");
        }
        return flightWithoutTls ? options.reachableWithoutTls() : options;
    }

    private void tell(Map<String, String> facts) {
        String setUp = facts.get("setUp");
        String flight = facts.get("flight");
        out().println("Sallyport is at " + facts.get("url"));
        if (flight != null) {
            out().println("Flight SQL is at " + flight);
        }
        if (setUp != null) {
            out().println("Make the first administrator at " + setUp);
        }
        out().println("It runs until this command is ended.");
    }
}
