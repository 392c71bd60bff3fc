package dev.sallyport.transfer;

import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.transfer.LoadManifest.Part;
import dev.sallyport.transfer.LoadManifest.PartState;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A load that is under way: its parts, what became of their rows, and what is noted of both. */
final class LoadRun implements AutoCloseable {
    static final String MANIFEST = "load.json";
    static final String UNPROCESSED = "unprocessed.csv";

    private static final String UNKNOWN =
            "This row was sent, and no answer came: it may have been written. Look whether"
                    + " it is there before it is sent again.";

    private final WorkFolder folder;
    private final LoadSource source;
    private final LoadRows.Terms terms;
    private final TransferListener listener;
    private final ResultFiles files;

    /** Places in the files, each of which moves forwards: what is sent, found in a job's results, written into files. */
    private SourceCursor sending;

    private final SourceCursor matching;
    private final SourceCursor settling;

    /** Whoever sent from them may still be reading. */
    private final List<SourceCursor> givenUp = new ArrayList<>();

    private LoadManifest manifest;

    /**
     * Begins a load, or goes on with it.
     *
     * @param manifest is noted before there is any other file: a folder with files and without it is not a load's
     */
    LoadRun(
            WorkFolder folder,
            LoadSource source,
            LoadRows.Terms terms,
            TransferListener listener,
            LoadManifest manifest)
            throws SQLException, IOException {
        folder.keep(MANIFEST, manifest);
        this.folder = folder;
        this.source = source;
        this.terms = terms;
        this.listener = listener;
        this.manifest = manifest;
        this.files = ResultFiles.open(folder, source, manifest.results());
        this.sending = new SourceCursor(source);
        this.settling = new SourceCursor(source);
        this.matching = new SourceCursor(source);
    }

    LoadManifest manifest() {
        return manifest;
    }

    LoadRows.Terms terms() {
        return terms;
    }

    void remark(String text) {
        listener.remark(text);
    }

    /** Notes that the load is as it is now. */
    void note(LoadManifest now) throws IOException, SQLException {
        folder.keep(MANIFEST, now);
        manifest = now;
    }

    /** The rows that are unsent, from their first on. */
    LoadRows unsent() {
        return new LoadRows(sending, terms, manifest.unsent());
    }

    /** The same, for who may be reading on in another thread is not to be disturbed. */
    LoadRows unsentAgain() {
        givenUp.add(sending);
        sending = new SourceCursor(source);
        return unsent();
    }

    /** The values that were sent of a part. */
    Iterable<@Nullable Object[]> sent(Part part) {
        return new LoadRows(matching, terms, part.rows()).sent();
    }

    /** Tells how many rows there are results of, with some that are not in the files yet. */
    void progress(long more) {
        listener.progress(manifest.settled() + more, OptionalLong.of(manifest.rows()));
    }

    /**
     * Writes what became of a part's rows, and notes it: first the files' ends reach the disk, then where these are. What was
     * not written is unsent again, and so is, after a failure, what may have been written and can be written twice.
     *
     * @param results of those that were sent, in their order
     */
    void settle(Part part, WriteResults results) throws IOException, SQLException {
        boolean again = results.failure() != null && isRepeatable();
        List<Long> back = new ArrayList<>();
        List<Long> unanswered = new ArrayList<>();
        Iterator<RowResult> next = results.rows().iterator();
        LoadRows rows = new LoadRows(settling, terms, part.rows());
        for (LoadRows.Row row = rows.next(); row != null; row = rows.next()) {
            if (row.error() != null) {
                files.failed(row.texts(), ResultFiles.words(List.of(row.error())));
                continue;
            }
            RowResult result = next.next();
            switch (result.outcome()) {
                case WRITTEN -> files.written(row.texts(), idOf(row, result), status(result));
                case REFUSED -> refused(row, result);
                case UNKNOWN -> {
                    if (again) {
                        unanswered.add(row.number());
                    } else {
                        files.failed(row.texts(), UNKNOWN);
                    }
                }
                case NOT_WRITTEN -> back.add(row.number());
            }
        }
        note(manifest.settled(part, RowRanges.of(back), RowRanges.of(unanswered), files.certain()));
        if (!unanswered.isEmpty()) {
            remark("No answer came of " + unanswered.size() + (unanswered.size() == 1 ? " row" : " rows")
                    + ". The same command sends again what names its record, for that does no harm.");
        }
        progress(0);
        if (Thread.currentThread().isInterrupted()) {
            throw TransferException.interrupted();
        }
    }

    private void refused(LoadRows.Row row, RowResult result) throws IOException {
        if (isDeletedByUs(row, result)) {
            files.written(row.texts(), idOf(row, result), status(result));
        } else {
            files.failed(row.texts(), ResultFiles.words(result.errors()));
        }
    }

    /** The id that Salesforce tells, or that the row was sent with. */
    private @Nullable String idOf(LoadRows.Row row, RowResult result) {
        int position = terms.write().fields().indexOf("Id");
        @Nullable Object @Nullable [] values = row.values();
        return result.id() != null || position < 0 || values == null ? result.id() : (String) values[position];
    }

    /** Whether a record is not there any more because an earlier call deleted it, whose answer did not come. */
    private boolean isDeletedByUs(LoadRows.Row row, RowResult result) {
        return terms.write().operation() == WriteOperation.DELETE
                && manifest.unanswered().contains(row.number())
                && result.errors().stream().anyMatch(error -> error.statusCode().equals("ENTITY_IS_DELETED"));
    }

    /** Takes back a part of which nothing was written, or which may be written twice. */
    void takeBack(Part part) throws IOException, SQLException {
        note(manifest.without(part));
    }

    /** Whether what a part does may be done twice: it names its records. */
    boolean isRepeatable() {
        return terms.write().operation() != WriteOperation.INSERT;
    }

    /** Results of rows that were sent and of which nothing is known. */
    WriteResults unknown(Part part) {
        RowResult unknown = new RowResult(Outcome.UNKNOWN, null, false, List.of());
        return new WriteResults(Collections.nCopies(Math.toIntExact(part.rows().count()), unknown), null);
    }

    private String status(RowResult result) {
        return switch (terms.write().operation()) {
            case DELETE -> "Item Deleted";
            case INSERT -> "Item Created";
            case UPDATE -> "Item Updated";
            case UPSERT -> result.created() ? "Item Created" : "Item Updated";
        };
    }

    /** Writes the rows that jobs have given back into a file of their own; there is none if there are none. */
    void writeUnprocessed() throws IOException, SQLException {
        if (manifest.unprocessed().isEmpty()) {
            Files.deleteIfExists(folder.file(UNPROCESSED));
            return;
        }
        try (SourceCursor cursor = new SourceCursor(source)) {
            folder.write(UNPROCESSED, target -> {
                QuotedCsv csv = new QuotedCsv(target, source.delimiter());
                csv.write(source.columns());
                for (RowRanges.Range range : manifest.unprocessed().ranges()) {
                    for (long row = range.from(); row < range.to(); row++) {
                        csv.write(cursor.row(row));
                    }
                }
                csv.flush();
            });
        }
    }

    /** Notes that every row has its result. */
    LoadResult complete() throws IOException, SQLException {
        writeUnprocessed();
        note(manifest.complete(files.certain()));
        return result(manifest, false);
    }

    static LoadResult result(LoadManifest manifest, boolean nothingToDo) {
        return new LoadResult(
                manifest.rows(),
                manifest.results().written(),
                manifest.results().failed(),
                nothingToDo);
    }

    /** A part that is noted and has no results yet; null if there is none. */
    @Nullable
    Part unsettled() {
        return manifest.parts().stream()
                .filter(part -> part.state() == PartState.UPLOADED || part.state() == PartState.SENT)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException {
        givenUp.forEach(SourceCursor::close);
        sending.close();
        settling.close();
        matching.close();
        files.close();
    }
}
