package dev.sallyport.transfer;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.NearestName;
import dev.sallyport.sql.SObjects;
import dev.sallyport.transfer.LoadColumns.Target;
import dev.sallyport.transfer.format.Delimiter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads files into tables. A load that was cut off, by a kill too, goes on where it was: no row is lost, and by bulk none is
 * written twice. For one load at a time.
 */
public final class Loader {
    private static final int EXAMPLES = 5;

    private final SalesforceClient client;
    private final SObjects tables;
    private final TransferListener listener;
    private volatile @Nullable Thread worker;

    /**
     * A loader that has not called anything yet.
     *
     * @param client reaches the org; it stays open
     * @param tables what can be loaded into
     * @param listener is told how a load comes along
     */
    public Loader(SalesforceClient client, SObjects tables, TransferListener listener) {
        this.client = client;
        this.tables = tables;
        this.listener = listener;
    }

    /** A load that is about to begin: all that can be told from the files and the table's description. */
    private record Prepared(LoadSource source, List<Target> targets, LoadRows.Terms terms, long rows, boolean bulk) {}

    /**
     * Loads, or goes on with the same load. What becomes of each row is in {@code success.csv} or {@code error.csv}.
     *
     * @param folder for the files of results; it is made if it is not there
     * @throws TransferException if something about the table, the columns or the files is wrong, before anything is sent;
     *     if the folder holds something else; or if the thread is interrupted
     * @throws dev.sallyport.auth.SallyportException if Salesforce cannot be reached or does not deal with rows; those that
     *     it has not got are sent by the same load again
     * @throws IOException if a file cannot be written
     */
    public LoadResult run(Load load, Path folder) throws SQLException, IOException {
        worker = Thread.currentThread();
        try {
            Prepared prepared = prepared(load);
            try (WorkFolder open = WorkFolder.open(folder, "load")) {
                return loaded(load, prepared, folder, open);
            }
        } catch (ClosedByInterruptException e) {
            throw TransferException.interrupted();
        } finally {
            worker = null;
        }
    }

    /**
     * Checks all that can be checked without a call: columns, mapping, and every value of every row.
     *
     * @throws TransferException as of {@link #run}
     */
    public LoadCheck check(Load load) {
        worker = Thread.currentThread();
        try {
            return checked(prepared(load), load.sending());
        } finally {
            worker = null;
        }
    }

    private static LoadCheck checked(Prepared prepared, Load.Sending sending) {
        long unfit = 0;
        List<String> examples = new ArrayList<>();
        RowRanges left = RowRanges.until(prepared.rows());
        try (SourceCursor cursor = new SourceCursor(prepared.source())) {
            while (!left.isEmpty()) {
                JobRows job = new JobRows(new LoadRows(cursor, prepared.terms(), left), sending.rowsPerJob());
                for (LoadRows.Row row = job.row(); row != null; row = job.row()) {
                    if (row.error() != null && unfit++ < EXAMPLES) {
                        examples.add("Row " + (row.number() + 1) + ": " + row.error());
                    }
                    if (Thread.currentThread().isInterrupted()) {
                        throw TransferException.interrupted();
                    }
                }
                left = left.after(job.taken());
            }
        }
        long sent = sending.allOrNone() && unfit > 0 ? 0 : prepared.rows() - unfit;
        return new LoadCheck(prepared.rows(), sent, unfit, examples, prepared.bulk());
    }

    /** Ends the load, from another thread. What runs in Salesforce is not aborted: the same load goes on with it. */
    public void cancel() {
        Thread working = worker;
        if (working != null) {
            working.interrupt();
        }
    }

    private Prepared prepared(Load load) {
        SObjectDescribe table = tables.describe(load.table())
                .orElseThrow(() -> TransferException.invalid(
                        "There is no table " + load.table() + ".",
                        NearestName.advice(load.table(), tables.names())
                                + "If it is there in Salesforce, import it first."));
        LoadSource source = LoadSource.of(load.sources(), load.format(), load.delimiter());
        List<Target> targets = LoadColumns.of(tables, table, load, source.columns());
        long rows = source.count();
        if (load.sending().allOrNone() && rows > SalesforceClient.COLLECTION) {
            throw TransferException.invalid(
                    "Salesforce writes at most " + SalesforceClient.COLLECTION
                            + " records all or none, and the files have " + rows + ": bulk jobs write each on its own.",
                    "Load them in parts, or without --all-or-none: then each row that is refused is in the error file.");
        }
        boolean bulk = load.sending().bulk() || rows >= SalesforceClient.BULK_FROM;
        LoadRows.Terms terms = new LoadRows.Terms(
                LoadColumns.write(table, load, targets),
                targets,
                new FieldText(load.values()),
                whyOnce(bulk, load.sending().allOrNone()));
        return new Prepared(source, targets, terms, rows, bulk);
    }

    private static @Nullable String whyOnce(boolean bulk, boolean allOrNone) {
        if (bulk) {
            return "a bulk job deals with its rows in no order";
        }
        return allOrNone ? "all or none are written by one call, which takes a record once" : null;
    }

    private LoadResult loaded(Load load, Prepared prepared, Path folder, WorkFolder open)
            throws SQLException, IOException {
        LoadManifest.Terms terms = terms(load, prepared);
        LoadManifest manifest = manifest(terms, prepared.rows(), folder, open);
        if (manifest.state() == LoadManifest.State.COMPLETE) {
            return LoadRun.result(manifest, true);
        }
        try (LoadRun run = new LoadRun(open, prepared.source(), prepared.terms(), listener, manifest)) {
            if (manifest.settled() > 0) {
                listener.remark(
                        "Goes on: " + manifest.settled() + " of " + manifest.rows() + " rows have their result.");
            }
            if (prepared.bulk()) {
                new BulkLoad(client, run, load.sending().rowsPerJob()).run();
            } else {
                new CollectionLoad(client, run, load.sending().allOrNone()).run();
            }
            return run.complete();
        }
    }

    private static LoadManifest.Terms terms(Load load, Prepared prepared) {
        return new LoadManifest.Terms(
                load.org(),
                prepared.terms().write().sObject(),
                load.operation().apiName(),
                prepared.terms().write().externalIdField(),
                prepared.source().fingerprints(),
                prepared.source().delimiter() == Delimiter.COMMA
                        ? null
                        : prepared.source().delimiter().label(),
                LoadColumns.described(prepared.source().columns(), prepared.targets()),
                load.values().empty().name().toLowerCase(Locale.ROOT),
                load.values().zone().getId(),
                load.values().dayFirst(),
                load.sending().bulk(),
                load.sending().allOrNone());
    }

    private static LoadManifest manifest(LoadManifest.Terms terms, long rows, Path folder, WorkFolder open) {
        Path file = open.file(LoadRun.MANIFEST);
        try {
            LoadManifest manifest = open.noted(LoadRun.MANIFEST, LoadManifest.class, LoadManifest.VERSION)
                    .orElseGet(() -> LoadManifest.begun(terms, rows));
            if (!manifest.terms().equals(terms)) {
                throw TransferException.invalid(
                        "The folder " + folder + " holds another load: "
                                + manifest.terms().difference(terms) + ".",
                        "Name another folder by --to. To go on with that load, give the same files, table and options as"
                                + " then.");
            }
            return manifest;
        } catch (IOException e) {
            throw TransferException.file(
                    file + " cannot be read as a load's.",
                    "It says which rows Salesforce has: look into Salesforce before you load them into a new folder.",
                    e);
        }
    }
}
