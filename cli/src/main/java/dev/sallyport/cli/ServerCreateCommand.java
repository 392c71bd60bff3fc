package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.DataServerType;
import dev.sallyport.salesforce.OAuthServerUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Create a data server.")
final class ServerCreateCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The data server's name.")
    private String name = "";

    @Option(names = "--type", defaultValue = "Salesforce", description = "Default: ${DEFAULT-VALUE}.")
    private String type = "";

    @Option(
            names = "--security-provider",
            required = true,
            paramLabel = "PROVIDER",
            description = "The security provider that authorises its requests.")
    private String securityProvider = "";

    @Option(
            names = "--oauth-server-url",
            required = true,
            paramLabel = "URL",
            description = "Such as https://acme.my.salesforce.com/services/Soap/c/55.0.")
    private String oauthServerUrl = "";

    @Override
    public Integer call() {
        DataServer server = new DataServer(
                name,
                Choices.choose("--type", DataServerType.values(), DataServerType::label, type),
                securityProvider,
                OAuthServerUrl.parse(oauthServerUrl));
        try (Catalog catalog = openCatalog()) {
            catalog.servers().create(server);
        }
        err().println("Created the data server " + name + ". Try it: sallyport server test " + name);
        return DONE;
    }
}
