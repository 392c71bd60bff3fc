package dev.sallyport.transfer;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.transfer.Manifest.Column;
import dev.sallyport.transfer.Manifest.Run;
import dev.sallyport.transfer.Manifest.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exports tables and the rows of queries into folders. A table's export that was cut off, by a kill too, goes on where it
 * was: no row is lost and none is there twice. For one export at a time.
 */
public final class Exporter {
    /** Of a query, where nobody says otherwise. */
    private static final long ROWS_PER_FILE = 250_000;

    private final SalesforceClient client;
    private final SObjects tables;
    private final SalesforceDatabase database;
    private final TransferListener listener;
    private final InstantSource clock;
    private volatile @Nullable QueryExport query;
    private volatile @Nullable Thread worker;
    private volatile boolean cancelled;

    /**
     * An exporter that has not called anything yet.
     *
     * @param client reaches the org; it stays open
     * @param tables what there is to export
     * @param listener is told how an export comes along
     * @param clock for what the manifest says of runs
     */
    public Exporter(SalesforceClient client, SObjects tables, TransferListener listener, InstantSource clock) {
        this.client = client;
        this.tables = tables;
        this.database = new SalesforceDatabase(client, tables, SoqlListener.NONE);
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Exports, or goes on with the same export.
     *
     * @param folder for the files; it is made if it is not there
     * @throws TransferException if there is no such table or column, the folder holds something else, or the thread is
     *     interrupted
     * @throws SQLException if the query or condition cannot be run, or Salesforce refuses while rows come
     * @throws IOException if a file cannot be written
     */
    public ExportResult run(Export export, Path folder) throws SQLException, IOException {
        worker = Thread.currentThread();
        try {
            if (cancelled) {
                throw TransferException.interrupted();
            }
            return exported(export, folder);
        } finally {
            worker = null;
            query = null;
        }
    }

    /**
     * Ends the export, from another thread, or the one that is about to begin: this exporter exports no more. The jobs of a
     * query are aborted in Salesforce; a table's stays, for it can be gone on with.
     *
     * @throws SQLException if a query cannot be ended
     */
    public void cancel() throws SQLException {
        cancelled = true;
        QueryExport running = query;
        Thread working = worker;
        if (running != null) {
            running.cancel();
        } else if (working != null) {
            working.interrupt();
        }
    }

    private ExportResult exported(Export export, Path folder) throws SQLException, IOException {
        if (export.source() instanceof Export.Table table) {
            SObjectDescribe describe = tables.describe(table.name())
                    .orElseThrow(() -> TransferException.invalid(
                            "There is no table " + table.name() + ".",
                            "Check the name for a typo. If it is there in Salesforce, import it first."));
            // Every spelling of the same names is the same export.
            List<String> selected = table.columns().isEmpty()
                    ? List.of()
                    : TableStatement.columns(describe, table.columns(), table.incremental());
            Export.Table named = new Export.Table(describe.name(), selected, table.where(), table.incremental());
            Export normal = new Export(export.org(), named, export.format(), export.delimiter(), export.rowsPerFile());
            try (ExportFolder open = ExportFolder.open(folder)) {
                return table(normal, named, describe, folder, open);
            }
        }
        try (ExportFolder open = ExportFolder.open(folder)) {
            return query(export, (Export.Query) export.source(), folder, open);
        }
    }

    private ExportResult query(Export export, Export.Query source, Path folder, ExportFolder open)
            throws SQLException, IOException {
        Manifest manifest = manifest(export, folder, open);
        Optional<Run> complete = manifest.last().filter(run -> run.state() == State.COMPLETE);
        if (complete.isPresent()) {
            return nothingToDo(complete.get());
        }
        if (manifest.unfinished().isPresent()) {
            listener.remark(
                    "An export of a query was cut off here; half a query cannot be gone on with: it begins anew.");
        }
        ExportRun run = run(open, export, manifest.withoutUnfinished(), null);
        run.discard(run.run());
        Integer rowsPerFile = export.rowsPerFile();
        QueryExport running =
                new QueryExport(database, source.sql(), rowsPerFile == null ? ROWS_PER_FILE : rowsPerFile);
        query = running;
        return running.run(run);
    }

    private ExportResult table(
            Export export, Export.Table table, SObjectDescribe describe, Path folder, ExportFolder open)
            throws SQLException, IOException {
        Manifest manifest = manifest(export, folder, open);
        Optional<Run> last = manifest.last();
        boolean complete = last.isPresent() && last.get().state() == State.COMPLETE;
        if (complete && !table.incremental()) {
            return nothingToDo(last.get());
        }
        List<String> columns = columns(table, describe, manifest);
        Instant until = null;
        if (table.incremental() && manifest.unfinished().isEmpty()) {
            until = client.changesCoveredUntil(describe.name());
            Instant mark = manifest.highWaterMark();
            if (mark != null && !until.isAfter(mark)) {
                return nothingToDo(last.orElseThrow());
            }
        }
        open.removeAllBut(manifest.files());
        ExportRun run = run(open, export, manifest, until);
        TableStatement statement = new TableStatement(database, describe.name(), columns, table.where());
        return new TableExport(client, statement, describe.name(), export.rowsPerFile(), run).run();
    }

    /** A later run has the columns of the first: files of one export are alike. */
    private List<String> columns(Export.Table table, SObjectDescribe describe, Manifest manifest) {
        List<String> now = TableStatement.columns(describe, table.columns(), table.incremental());
        List<String> before = manifest.columns().stream().map(Column::name).toList();
        if (before.isEmpty()) {
            List<String> leftOut = table.columns().isEmpty() ? TableStatement.leftOut(describe) : List.of();
            if (!leftOut.isEmpty()) {
                listener.remark("Left out, for Bulk API 2.0 reads neither compound nor binary fields: "
                        + String.join(", ", leftOut) + ".");
            }
            return now;
        }
        List<String> added = now.stream().filter(name -> !before.contains(name)).toList();
        if (!added.isEmpty()) {
            listener.remark("Not in the files, for they came after the first run: " + String.join(", ", added)
                    + ". A new folder has them.");
        }
        return before;
    }

    private Manifest manifest(Export export, Path folder, ExportFolder open) {
        Optional<Manifest> there = open.manifest();
        if (there.isPresent() && !there.get().isOf(export)) {
            throw TransferException.invalid(
                    "The folder " + folder + " holds another export: " + shown(there.get()) + ".",
                    "Name another folder by --to, or give the same table, columns, condition, format and delimiter as then.");
        }
        return there.orElseGet(() -> Manifest.of(export));
    }

    private static String shown(Manifest manifest) {
        String what = manifest.table() == null ? "the query " + manifest.query() : "the table " + manifest.table();
        String columns = manifest.selected() == null ? "" : ", columns " + String.join(", ", manifest.selected());
        String where = manifest.where() == null ? "" : ", where " + manifest.where();
        String incremental = manifest.incremental() ? ", incremental" : "";
        String delimiter = manifest.delimiter() == null ? "" : " with the delimiter " + manifest.delimiter();
        return what + columns + where + incremental + ", as " + manifest.format() + delimiter + ", of "
                + manifest.org();
    }

    private ExportRun run(ExportFolder open, Export export, Manifest manifest, @Nullable Instant until) {
        Run run = manifest.unfinished()
                .orElseGet(
                        () -> Run.begun(manifest.runs().size() + 1, clock.instant(), manifest.highWaterMark(), until));
        return new ExportRun(open, export, listener, clock, manifest, run);
    }

    private static ExportResult nothingToDo(Run last) {
        return new ExportResult(last.rows(), last.files().size(), last.until(), true);
    }
}
