package dev.sallyport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.setup.Edition;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description =
                "Start a local org and keep it up until the process is ended. With --data it is kept from one start"
                        + " to the next; without, it is in memory.")
final class OrgStartCommand extends SallyportCommand {
    @Option(names = "--port", defaultValue = "0", description = "The port on loopback. Default: a free one.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on, 0.0.0.0 for all. Default: 127.0.0.1, which no other machine reaches.")
    private @Nullable InetAddress bindAddress;

    @Option(
            names = "--tls",
            arity = "0..1",
            paramLabel = "FOLDER",
            fallbackValue = "",
            description = "Answer HTTPS, with a key and certificate that are kept in the folder and made if they are"
                    + " missing. Default: tls in the --data folder, or else a temporary folder.")
    private @Nullable Path tls;

    @Option(names = "--records", paramLabel = "N", description = "About how many records a new org has.")
    private @Nullable Integer records;

    @Option(
            names = "--custom-objects",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many custom objects of 40 fields a new org has beside its own, up to 11000. Default: none.")
    private int customObjects;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = LatencyConverter.class,
            defaultValue = "0ms",
            description = "How long each request takes at least, such as 80ms or 1s. Default: ${DEFAULT-VALUE}.")
    private Duration latency = Duration.ZERO;

    @Option(names = "--edition", defaultValue = "ENTERPRISE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Edition edition = Edition.ENTERPRISE;

    @Option(names = "--sandbox", description = "The org is a sandbox.")
    private boolean sandbox;

    @Option(
            names = "--ready-app",
            description = "Make the guide's profile, integration user and connected app at once.")
    private boolean readyApp;

    @Option(
            names = "--reset-admin-password",
            description =
                    "Give the administrator a new password, and print it. Without this an org in the --data folder"
                            + " keeps the password that was printed when it was made.")
    private boolean resetAdminPassword;

    @Option(names = "--json", description = "Print one line of JSON when the org is ready, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        LocalOrg.Builder builder = LocalOrg.builder()
                .port(port)
                .latency(latency)
                .edition(edition)
                .sandbox(sandbox)
                .resetAdministratorPassword(resetAdminPassword);
        sallyport().namedData().ifPresent(builder::dataFolder);
        if (records != null) {
            builder.records(records);
        }
        try {
            builder.customObjects(customObjects);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + ".", "Give --custom-objects a number in between.");
        }
        if (tls != null) {
            builder.tls(tlsFolder(tls));
        }
        if (bindAddress != null) {
            builder.bindAddress(bindAddress);
            warnOfOtherMachines(bindAddress);
        }
        try (LocalOrg org = builder.start()) {
            Map<String, String> facts = facts(org);
            if (json) {
                out().println(new ObjectMapper().writeValueAsString(facts));
            } else {
                facts.forEach((name, value) -> out().printf("%-15s %s%n", name, value));
                out().println("The org runs until this command is ended.");
            }
            out().flush();
            UntilEnded.await(org);
        }
        return DONE;
    }

    private Path tlsFolder(Path named) throws IOException {
        if (!named.toString().isEmpty()) {
            return named;
        }
        Optional<Path> data = sallyport().namedData();
        return data.isPresent() ? data.get().resolve("tls") : Files.createTempDirectory("sallyport-tls");
    }

    private void warnOfOtherMachines(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            err().println("Warning: other machines can reach this org. It is made for rehearsals and guards nothing.");
        }
    }

    private Map<String, String> facts(LocalOrg org) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("instanceUrl", org.instanceUrl().toString());
        facts.put("setupUrl", org.setupUrl().toString());
        facts.put("apiVersion", org.apiVersion());
        facts.put("orgId", org.organizationId());
        org.certificate().ifPresent(certificate -> {
            facts.put("certificate", certificate.certificateFile().toString());
            facts.put("trustStore", certificate.trustStoreFile().toString());
        });
        if (readyApp) {
            ReadyApp app = org.readyApp();
            facts.put("consumerKey", app.consumerKey());
            facts.put("consumerSecret", app.consumerSecret());
        }
        facts.put("adminUsername", org.administrator().username());
        org.administrator().knownPassword().ifPresent(password -> facts.put("adminPassword", password));
        return facts;
    }
}
