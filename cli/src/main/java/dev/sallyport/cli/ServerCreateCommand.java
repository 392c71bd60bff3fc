package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.DataServerType;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.OAuthServerUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(name = "create", aliases = "add", description = "Create a data server.")
final class ServerCreateCommand extends SallyportCommand {
    private static final List<String> OF_SALESFORCE = List.of("--security-provider", "--oauth-server-url");
    private static final List<String> OF_JDBC =
            List.of("--jdbc-url", "--user", "--schema", "--password-file", "--password-env", "--password-stdin");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The data server's name; of a database, its name in SQL too.")
    private String name = "";

    @Option(
            names = "--type",
            defaultValue = "Salesforce",
            description = "Salesforce (or Salesforce ADO.NET, as guides to App Builder say), or JDBC for a PostgreSQL"
                    + " database. Default: ${DEFAULT-VALUE}.")
    private String type = "";

    @Option(
            names = "--security-provider",
            paramLabel = "PROVIDER",
            description = "Salesforce: the security provider that authorises its requests.")
    private @Nullable String securityProvider;

    @Option(
            names = "--oauth-server-url",
            paramLabel = "URL",
            description = "Salesforce: such as https://acme.my.salesforce.com/services/Soap/c/55.0.")
    private @Nullable String oauthServerUrl;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description =
                    "JDBC: such as jdbc:postgresql://db.example.com:5432/warehouse; no user and no password in it.")
    private @Nullable String jdbcUrl;

    @Option(names = "--user", description = "JDBC: the database user.")
    private @Nullable String user;

    @Option(
            names = "--schema",
            description = "JDBC: a schema whose tables are seen; may be repeated. Default: all that are no system's.")
    private List<String> schemas = List.of();

    @ArgGroup
    private Password password = new Password();

    /** Where the database user's password comes from; asked for at the terminal if none of them is given. */
    static final class Password {
        @Option(names = "--password-file", paramLabel = "FILE", description = "JDBC: read the password from a file.")
        private @Nullable String file;

        @Option(
                names = "--password-env",
                paramLabel = "VARIABLE",
                description = "JDBC: read the password from an environment variable.")
        private @Nullable String variable;

        @Option(names = "--password-stdin", description = "JDBC: read the password from standard input.")
        private boolean standardInput;

        @Nullable
        Secret read(Surroundings surroundings) {
            SecretInput input = new SecretInput("password", surroundings);
            if (file != null) {
                return input.ofFile(file);
            }
            if (variable != null) {
                return input.ofVariable(variable);
            }
            if (standardInput) {
                return input.ofStandardInput();
            }
            return Keyboard.askHidden("Password: ")
                    .filter(text -> !text.isBlank())
                    .map(Secret::of)
                    .orElse(null);
        }
    }

    @Override
    public Integer call() {
        DataServer server =
                switch (Choices.choose(
                        "--type", DataServerType.values(), DataServerType::label, DataServerType::guideName, type)) {
                    case SALESFORCE -> salesforce();
                    case JDBC -> database();
                };
        try (Catalog catalog = openCatalog()) {
            catalog.servers().create(server);
        }
        err().println("Created the data server " + name + ". Try it: sallyport server test " + name);
        return DONE;
    }

    private SalesforceServer salesforce() {
        refuse(OF_JDBC);
        return new SalesforceServer(
                name,
                needed("--security-provider", securityProvider),
                OAuthServerUrl.parse(needed("--oauth-server-url", oauthServerUrl)));
    }

    private JdbcServer database() {
        refuse(OF_SALESFORCE);
        JdbcServer open = new JdbcServer(name, needed("--jdbc-url", jdbcUrl), needed("--user", user), null, schemas);
        return open.withPassword(password.read(sallyport().surroundings()));
    }

    private void refuse(List<String> ofOtherType) {
        ParseResult given = spec.commandLine().getParseResult();
        for (String option : ofOtherType) {
            if (given.hasMatchedOption(option)) {
                throw new CommandException(
                        "A data server of type " + type + " has no " + option + ".",
                        "Leave it out, or give --type. See what each type needs: sallyport help server create");
            }
        }
    }

    private String needed(String option, @Nullable String value) {
        if (value == null) {
            throw new CommandException(
                    "A data server of type " + type + " needs " + option + ".",
                    "See what each type needs: sallyport help server create");
        }
        return value;
    }
}
