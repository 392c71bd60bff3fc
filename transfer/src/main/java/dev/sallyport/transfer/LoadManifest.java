package dev.sallyport.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a load has done and is doing, as {@code load.json} says it. Each row of the files is either unsent, or in one part.
 *
 * @param version of this form
 * @param terms what is loaded
 * @param rows of the files
 * @param state how far it is
 * @param unsent rows that Salesforce has not got, or has given back
 * @param unprocessed of these those that jobs have given back
 * @param unanswered rows that were sent once, and no answer came; they are or were among the unsent again
 * @param parts in the order in which they were sent
 * @param results how long the files of results are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LoadManifest(
        int version,
        Terms terms,
        long rows,
        State state,
        RowRanges unsent,
        RowRanges unprocessed,
        RowRanges unanswered,
        List<Part> parts,
        Results results)
        implements WorkFolder.Noted {
    static final int VERSION = 1;

    LoadManifest {
        parts = List.copyOf(parts);
    }

    /**
     * What makes two loads the same.
     *
     * @param delimiter of CSV; null for the comma
     * @param columns the files' columns and the fields into which they go
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            URI org,
            String table,
            String operation,
            @Nullable String externalId,
            List<File> files,
            @Nullable String delimiter,
            List<String> columns,
            String empty,
            String zone,
            boolean dayFirst,
            boolean bulk,
            boolean allOrNone) {
        Terms {
            files = List.copyOf(files);
            columns = List.copyOf(columns);
        }

        /** In which way another load is not this one, as a clause. */
        String difference(Terms other) {
            if (!files.equals(other.files)) {
                List<String> names = files.stream().map(File::name).toList();
                boolean changed =
                        names.equals(other.files.stream().map(File::name).toList());
                return "of the files " + String.join(", ", names) + (changed ? ", which have changed since" : "");
            }
            if (!table.equals(other.table) || !operation.equals(other.operation) || !org.equals(other.org)) {
                return operation + " of " + table + " at " + org;
            }
            return columns.equals(other.columns)
                    ? "with other options"
                    : "of other columns, " + String.join(", ", columns);
        }
    }

    /**
     * A file.
     *
     * @param name without its folder
     * @param bytes its length
     * @param sha256 in hexadecimal digits
     */
    record File(String name, long bytes, String sha256) {}

    /** How far a load is. */
    enum State {
        RUNNING,
        COMPLETE
    }

    /** How far a part is. */
    enum PartState {
        /** A job is made, and its rows are on their way: it has not been closed, so none of them is written. */
        OPEN,
        /** The job has all rows. It has not been closed. */
        UPLOADED,
        /** The rows are written or will be: the job is closed, or was about to be; the collection is sent, or was about to. */
        SENT,
        /** The results are in the files. */
        DONE
    }

    /**
     * Rows that are sent together.
     *
     * @param jobId of Bulk API 2.0; null for a collection, and where no row of them was fit to be sent
     * @param rows those of the part; of an open one none, they are still among the unsent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(PartState state, @Nullable String jobId, RowRanges rows) {
        Part in(PartState now) {
            return new Part(now, jobId, rows);
        }
    }

    /**
     * The files of results.
     *
     * @param written rows in the success file
     * @param failed rows in the error file
     * @param successBytes length of the success file
     * @param errorBytes length of the error file
     */
    record Results(long written, long failed, long successBytes, long errorBytes) {}

    static LoadManifest begun(Terms terms, long rows) {
        return new LoadManifest(
                VERSION,
                terms,
                rows,
                State.RUNNING,
                RowRanges.until(rows),
                RowRanges.NONE,
                RowRanges.NONE,
                List.of(),
                new Results(0, 0, 0, 0));
    }

    /** How many rows are in the files of results. */
    long settled() {
        return results.written() + results.failed();
    }

    /** With a part more. */
    LoadManifest and(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return with(unsent, unprocessed, unanswered, more, results);
    }

    /** With a part in the place of one that is there. */
    LoadManifest with(Part old, Part now) {
        return with(
                unsent,
                unprocessed,
                unanswered,
                parts.stream().map(part -> part.equals(old) ? now : part).toList(),
                results);
    }

    /** Without a part, whose rows are unsent again. */
    LoadManifest without(Part part) {
        RowRanges perhapsWritten = part.state() == PartState.SENT ? part.rows() : RowRanges.NONE;
        return with(
                unsent.and(part.rows()),
                unprocessed,
                unanswered.without(perhapsWritten).and(perhapsWritten),
                parts.stream().filter(other -> !other.equals(part)).toList(),
                results);
    }

    /** Without the first unsent rows, which a part has now. */
    LoadManifest sending(long count) {
        return with(unsent.after(count), unprocessed.without(unsent.first(count)), unanswered, parts, results);
    }

    /**
     * With the results of a part.
     *
     * @param back rows of it that were not written, and are unsent again
     * @param again rows of it of which no answer came, and which are unsent again
     */
    LoadManifest settled(Part part, RowRanges back, RowRanges again, Results now) {
        return with(part, part.in(PartState.DONE))
                .with(
                        unsent.and(back).and(again),
                        unprocessed.and(back),
                        unanswered.without(again).and(again),
                        now);
    }

    /** With all rows in the files of results. */
    LoadManifest complete(Results now) {
        return new LoadManifest(version, terms, rows, State.COMPLETE, unsent, unprocessed, unanswered, parts, now);
    }

    private LoadManifest with(
            RowRanges newUnsent, RowRanges newUnprocessed, RowRanges newUnanswered, Results newResults) {
        return with(newUnsent, newUnprocessed, newUnanswered, parts, newResults);
    }

    private LoadManifest with(
            RowRanges newUnsent,
            RowRanges newUnprocessed,
            RowRanges newUnanswered,
            List<Part> newParts,
            Results newResults) {
        return new LoadManifest(
                version, terms, rows, state, newUnsent, newUnprocessed, newUnanswered, newParts, newResults);
    }
}
