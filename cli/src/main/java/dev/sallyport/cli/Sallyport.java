package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.cli.output.Format;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code sallyport} command. */
@Command(
        name = "sallyport",
        description = "The service entrance to Salesforce: service accounts, SQL, and a local org to rehearse on.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused by the remote side, or a check failed", "2:usage or bad input"},
        subcommands = {
            QuickstartCommand.class,
            StartCommand.class,
            OrgCommand.class,
            ProviderCommand.class,
            DoctorCommand.class,
            ServerCommand.class,
            TablesCommand.class,
            SqlCommand.class,
            ExportCommand.class,
            LoadCommand.class,
            TokensCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CompletionCommand.class
        })
public final class Sallyport implements Runnable {
    private static final String DATA_VARIABLE = "SALLYPORT_DATA";

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data folder. Default: SALLYPORT_DATA, or ~/.sallyport.")
    private @Nullable Path data;

    @Option(
            names = {"--format", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description =
                    "How lists and results are shown: table, csv or json. Default: table. Of an export or a load, what"
                            + " its files are: csv, jsonl or parquet. Default: csv; of a load what their names say.")
    private @Nullable String format;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the log on standard error.")
    private boolean verbose;

    private Sallyport(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logging.quiet();
        int exitCode = commandLine(Surroundings.ofProcess())
                .setOut(writer(new FileOutputStream(FileDescriptor.out)))
                .setErr(writer(new FileOutputStream(FileDescriptor.err)))
                .execute(arguments);
        System.exit(exitCode);
    }

    /** Always UTF-8: results go into files and other programs, whatever the locale of the terminal. */
    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new Sallyport(surroundings));
        Failures failures = new Failures();
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(result -> {
                    Sallyport root = commandLine.getCommand();
                    if (root.verbose) {
                        Logging.verbose();
                    }
                    return new CommandLine.RunLast().execute(result);
                })
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** The data folder that was named on the command line. */
    Optional<Path> namedData() {
        return Optional.ofNullable(data);
    }

    /** How lists and results are shown. */
    Format format() {
        return format == null ? Format.TABLE : Choices.choose("--format", Format.values(), Format::label, format);
    }

    /** The value of {@code --format} for a command that has formats of its own. */
    Optional<String> namedFormat() {
        return Optional.ofNullable(format);
    }

    /** Opens the catalogue in the data folder. */
    Catalog openCatalog() {
        return Catalog.open(catalogSettings());
    }

    /** The catalogue in the data folder, with the key and the database that the environment names. */
    CatalogSettings catalogSettings() {
        return catalogSettings(namedData().orElseGet(this::defaultData));
    }

    /** The catalogue in a folder, with the key and the database that the environment names. */
    CatalogSettings catalogSettings(Path folder) {
        return CatalogSettings.ofEnvironment(folder, surroundings.environment());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    private Path defaultData() {
        String named = surroundings.environment().getOrDefault(DATA_VARIABLE, "");
        return named.isBlank() ? surroundings.home().resolve(".sallyport") : Path.of(named);
    }
}
