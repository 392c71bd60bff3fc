package dev.sallyport.cli;

import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.transfer.Export;
import dev.sallyport.transfer.ExportResult;
import dev.sallyport.transfer.Exporter;
import dev.sallyport.transfer.TransferException;
import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Export a table, or the rows of a query, into files: csv, jsonl or parquet (--format). If a"
                + " table's export is cut off, the same command goes on where it was. manifest.json in the folder says"
                + " what is there.")
final class ExportCommand extends SallyportCommand {
    static final List<RowsFormat> FORMATS = List.of(RowsFormat.CSV, RowsFormat.JSON_LINES, RowsFormat.PARQUET);

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "The table.")
    private @Nullable String table;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description = "Any query, in the place of a table. Cut off, it begins anew.")
    private @Nullable String query;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The folder for the files: a new one, an empty one, or that of the same export.")
    private Path folder = Path.of("");

    @Option(
            names = "--columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "The table's columns. Default: all but compound and binary ones, which Bulk API 2.0 does not"
                    + " read.")
    private List<String> columns = List.of();

    @Option(names = "--where", paramLabel = "CONDITION", description = "Of the table's records those alone, in SQL.")
    private @Nullable String where;

    @Option(
            names = "--incremental",
            description = "The first run exports all, each later one what has changed since, deleted records with"
                    + " IsDeleted = true among them.")
    private boolean incremental;

    @Mixin
    private DelimiterOption delimiter = new DelimiterOption();

    @Option(names = "--rows-per-file", paramLabel = "N", description = "The most rows of a file.")
    private @Nullable Integer rowsPerFile;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() throws SQLException, IOException {
        Export.Source source = source();
        RowsFormat format = sallyport()
                .namedFormat()
                .map(name -> Choices.choose("--format", FORMATS.toArray(RowsFormat[]::new), RowsFormat::ending, name))
                .orElse(RowsFormat.CSV);
        Delimiter between = delimiter.chosen().orElse(Delimiter.COMMA);
        try (ServerTables tables = ServerTables.open(this, server, user, true)) {
            InstantSource clock = InstantSource.system();
            TransferProgress progress =
                    new TransferProgress(err(), sallyport().surroundings().terminal(), clock);
            Exporter exporter = new Exporter(tables.client(), tables.tables(), progress, clock);
            try (EndedBySignal signal = EndedBySignal.calling(exporter::cancel)) {
                Export export = new Export(tables.org(), source, format, between, rowsPerFile);
                ExportResult result = exported(exporter, export, signal);
                if (result == null) {
                    progress.end(interrupted());
                    return REFUSED;
                }
                long calls = tables.client().usage().calls();
                progress.end(sentence(result) + " " + calls + (calls == 1 ? " API call." : " API calls."));
                return DONE;
            }
        }
    }

    /** Null if a signal has ended it. */
    private @Nullable ExportResult exported(Exporter exporter, Export export, EndedBySignal signal)
            throws SQLException, IOException {
        try {
            return exporter.run(export, folder);
        } catch (SQLException | IOException | SalesforceException | TransferException e) {
            if (signal.hasCome()) {
                return null;
            }
            throw e;
        }
    }

    private Export.Source source() {
        if ((table == null) == (query == null)) {
            throw new CommandException(
                    "An export is of a table or of a query.", "Give one of them: TABLE, or --query \"SELECT …\".");
        }
        if (query != null) {
            if (!columns.isEmpty() || where != null || incremental) {
                throw new CommandException(
                        "--columns, --where and --incremental are about a table.", "Say it in the query.");
            }
            return new Export.Query(query);
        }
        return new Export.Table(String.valueOf(table), columns, where, incremental);
    }

    private String interrupted() {
        return query == null
                ? "Interrupted. Nothing was aborted in Salesforce: the same command goes on from here. Salesforce keeps a"
                        + " bulk job for seven days."
                : "Interrupted. What ran in Salesforce was aborted: the same command begins the query anew.";
    }

    private String sentence(ExportResult result) {
        String there = result.rows()
                + (result.rows() == 1 ? " row in " : " rows in ")
                + result.files()
                + (result.files() == 1 ? " file." : " files.");
        String until = result.until() == null ? "" : " All changes before " + result.until() + " are exported.";
        if (!result.nothingToDo()) {
            return there + until;
        }
        return result.until() == null
                ? "It is complete: " + there + " Nothing was fetched; name a new folder to export what is there now."
                : "Nothing has to be done." + until;
    }
}
