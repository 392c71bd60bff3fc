package dev.sallyport.cli;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.ColumnMapping;
import dev.sallyport.transfer.Load;
import dev.sallyport.transfer.LoadCheck;
import dev.sallyport.transfer.LoadResult;
import dev.sallyport.transfer.Loader;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        description =
                "Load files into a table: CSV, JSON Lines, Parquet, and folders that sallyport export has made. A column"
                        + " called Account.External_Id__c sets the parent that has this value. What becomes of each row is in"
                        + " success.csv or error.csv, in the form of Data Loader's. If a load is cut off, the same command goes on"
                        + " where it was. Exit code 1 if a row failed.")
final class LoadCommand extends SallyportCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table = "";

    @Parameters(
            index = "1",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files that end in .csv, .jsonl or .parquet (else say --format), or folders of exports, or folders that"
                            + " Spark has written.")
    private List<Path> files = List.of();

    @Option(
            names = "--operation",
            required = true,
            paramLabel = "OPERATION",
            description = "What becomes of the rows: ${COMPLETION-CANDIDATES}.")
    private WriteOperation operation = WriteOperation.INSERT;

    @Option(
            names = "--external-id",
            paramLabel = "COLUMN",
            description = "Of an upsert: the table's column that finds the records which are there.")
    private @Nullable String externalId;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description =
                    "The folder for success.csv, error.csv and what is noted of the load: a new one, an empty one, or"
                            + " that of the same load. Needed but for --dry-run.")
    private @Nullable Path folder;

    @Option(
            names = "--map",
            paramLabel = "SOURCE=TARGET|FILE",
            description =
                    "Which column of the files goes into which of the table, where the names differ, or into a parent's by"
                            + " which the parent is found (Company=Account.External_Id__c); or a mapping file of Data Loader"
                            + " (.sdl), whose columns alone are loaded then. May be repeated.")
    private List<String> map = List.of();

    @Option(
            names = "--skip",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of the files that are not loaded.")
    private List<String> skip = List.of();

    @Mixin
    private DelimiterOption delimiter = new DelimiterOption();

    @Option(
            names = "--empty",
            paramLabel = "MEANING",
            description =
                    "What an empty value does: ignore leaves the field as it is, null empties it. #N/A is null in any"
                            + " case. Default: ignore.")
    private Load.Empty empty = Load.Empty.IGNORE;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "The zone of times that name none, such as Europe/Vienna. Default: UTC.")
    private String zone = "UTC";

    @Option(names = "--day-first", description = "Dates such as 03/04/2024 are of April: the day comes first.")
    private boolean dayFirst;

    @Option(
            names = "--bulk",
            description =
                    "By Bulk API 2.0 however few rows there are: then it is known of each row whether it was sent, even"
                            + " after a kill. Default: from 2,000 rows on.")
    private boolean bulk;

    @Option(names = "--rows-per-job", paramLabel = "N", description = "The most rows of a bulk job. Default: 100,000.")
    private @Nullable Integer rowsPerJob;

    @Option(names = "--all-or-none", description = "No row is written if one is refused; for at most 200 rows.")
    private boolean allOrNone;

    @Option(
            names = "--dry-run",
            description = "Check the columns and every row, tell how many would be sent, and send nothing.")
    private boolean dryRun;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() throws SQLException, IOException {
        if (folder == null && !dryRun) {
            throw new CommandException("A folder for the results is missing.", "Name one: --to DIR");
        }
        InstantSource clock = InstantSource.system();
        TransferProgress progress =
                new TransferProgress(err(), sallyport().surroundings().terminal(), clock);
        try (ServerTables tables = ServerTables.open(this, server, user, !dryRun)) {
            Loader loader = new Loader(tables.client(), tables.tables(), progress);
            Load load = load(tables);
            try (EndedBySignal signal = EndedBySignal.calling(loader::cancel)) {
                if (folder == null || dryRun) {
                    return told(loader.check(load));
                }
                LoadResult result = loaded(loader, load, folder, signal);
                if (result == null) {
                    progress.end("Interrupted. Nothing was aborted in Salesforce: the same command goes on from here."
                            + " Salesforce keeps a bulk job for seven days.");
                    return REFUSED;
                }
                long calls = tables.client().usage().calls();
                progress.end(sentence(result, folder) + " " + calls + (calls == 1 ? " API call." : " API calls."));
                return result.failed() == 0 ? DONE : REFUSED;
            }
        }
    }

    /** Null if a signal has ended it. */
    private static @Nullable LoadResult loaded(Loader loader, Load load, Path folder, EndedBySignal signal)
            throws SQLException, IOException {
        try {
            return loader.run(load, folder);
        } catch (SQLException | IOException | SallyportException e) {
            if (signal.hasCome()) {
                return null;
            }
            throw e;
        }
    }

    private Load load(ServerTables tables) {
        RowsFormat format = sallyport()
                .namedFormat()
                .map(name -> Choices.choose(
                        "--format", ExportCommand.FORMATS.toArray(RowsFormat[]::new), RowsFormat::ending, name))
                .orElse(null);
        ColumnMapping mapping = ColumnMapping.BY_NAME;
        for (String line : map) {
            mapping = line.indexOf('=') < 0 ? mapping.with(Path.of(line)) : mapping.with(line);
        }
        return new Load(
                tables.org(),
                table,
                files,
                format,
                delimiter.chosen().orElse(null),
                operation,
                externalId,
                mapping.without(skip),
                new Load.Values(empty, zone(), dayFirst),
                new Load.Sending(bulk, allOrNone, rowsPerJob));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new CommandException(
                    "--time-zone cannot be \"" + zone + "\".", "Name one such as Europe/Vienna, UTC or +02:00.");
        }
    }

    private int told(LoadCheck check) {
        check.examples().forEach(err()::println);
        String sent = check.unfit() == 0 ? rows(check.rows()) : check.sent() + " of " + rows(check.rows());
        String way = check.bulk() ? "by Bulk API 2.0" : "in collections";
        String unfit = "";
        if (check.unfit() > 0) {
            unfit = "; " + check.unfit() + (check.unfit() == 1 ? " does" : " do") + " not fit"
                    + (allOrNone ? ", and it is all or none" : " and would be in the error file");
        }
        err().println(sent + " would be sent " + way + unfit + ". Nothing was sent.");
        return check.unfit() == 0 ? DONE : REFUSED;
    }

    private static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }

    private static String sentence(LoadResult result, Path folder) {
        String there = rows(result.written()) + " written, " + result.failed() + " failed.";
        if (result.nothingToDo()) {
            return "It is complete: " + there + " Nothing was sent; name a new folder to load the files again.";
        }
        return result.failed() == 0 ? there : there + " See " + folder.resolve("error.csv") + ".";
    }
}
