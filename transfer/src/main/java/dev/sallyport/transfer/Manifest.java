package dev.sallyport.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.transfer.format.Delimiter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a folder of exported files holds, as {@code manifest.json} there says it.
 *
 * @param version of this form
 * @param org the address of the org
 * @param table API name; null for a query
 * @param selected the columns that were asked for; null for all
 * @param where the SQL condition; null for none
 * @param query the SQL; null for a table
 * @param rowsPerFile as it was asked for; null if it was not
 * @param incremental whether later runs export changes
 * @param format the files' ending
 * @param delimiter of CSV; null for the comma
 * @param columns of the files
 * @param highWaterMark before when all changes are in the files of complete runs, by Salesforce's clock; null if none is
 *     or the export is not incremental
 * @param runs in their order; the last may be unfinished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Manifest(
        int version,
        URI org,
        @Nullable String table,
        @Nullable List<String> selected,
        @Nullable String where,
        @Nullable String query,
        @Nullable Integer rowsPerFile,
        boolean incremental,
        String format,
        @Nullable String delimiter,
        List<Column> columns,
        @Nullable Instant highWaterMark,
        List<Run> runs)
        implements WorkFolder.Noted {
    static final int VERSION = 1;

    Manifest {
        columns = List.copyOf(columns);
        runs = List.copyOf(runs);
    }

    /**
     * A column.
     *
     * @param type in SQL, such as {@code DECIMAL(18, 2)}
     */
    record Column(String name, String type) {}

    /** How far something is. */
    enum State {
        RUNNING,
        COMPLETE
    }

    /** Which way the rows of a run come. */
    enum Way {
        /** A job of Bulk API 2.0, a file for each set of its results. */
        BULK,
        /** REST, a file or several for each range of ids. */
        RANGES,
        /** The SQL engine. */
        SQL
    }

    /**
     * A file.
     *
     * @param name in the folder
     * @param rows without a header
     * @param bytes its length
     */
    record Part(String name, long rows, long bytes) {
        Part {
            // A folder that somebody else has made is not to name what lies elsewhere on this machine.
            if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.equals("..")) {
                throw new IllegalArgumentException("A file of an export lies in the export's folder.");
            }
        }
    }

    /**
     * A run.
     *
     * @param number from 1
     * @param startedAt by this machine's clock
     * @param completedAt the same; null while it is unfinished
     * @param from the changes that it exports are not older, by Salesforce's clock; null for all records
     * @param until they are older than this; null if the export is not incremental
     * @param jobId of Bulk API 2.0; null for other ways
     * @param soql what the job was asked; null for other ways
     * @param nextLocator of the first set that is not here yet; null for the first of all, and after the last
     * @param ranges conditions on ids; null for other ways
     * @param partsDone how many sets or ranges are here; those without rows have no file
     * @param files in their order
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Run(
            int number,
            State state,
            Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Instant from,
            @Nullable Instant until,
            Way way,
            @Nullable String jobId,
            @Nullable String soql,
            @Nullable String nextLocator,
            @Nullable List<String> ranges,
            int partsDone,
            List<Part> files) {
        Run {
            files = List.copyOf(files);
        }

        /** A run of which nothing is here yet. */
        static Run begun(int number, Instant startedAt, @Nullable Instant from, @Nullable Instant until) {
            return new Run(
                    number, State.RUNNING, startedAt, null, from, until, Way.SQL, null, null, null, null, 0, List.of());
        }

        /** Rows of its files. */
        long rows() {
            return files.stream().mapToLong(Part::rows).sum();
        }

        Run by(Way newWay, @Nullable String newJobId, @Nullable String newSoql, @Nullable List<String> newRanges) {
            return new Run(
                    number, state, startedAt, null, from, until, newWay, newJobId, newSoql, null, newRanges, 0, files);
        }

        /** With one more set or range, which has no file if it has no rows. */
        Run and(List<Part> parts, @Nullable String newLocator) {
            List<Part> all = new ArrayList<>(files);
            all.addAll(parts);
            return new Run(
                    number,
                    state,
                    startedAt,
                    null,
                    from,
                    until,
                    way,
                    jobId,
                    soql,
                    newLocator,
                    ranges,
                    partsDone + 1,
                    all);
        }

        Run completed(Instant at) {
            return new Run(
                    number,
                    State.COMPLETE,
                    startedAt,
                    at,
                    from,
                    until,
                    way,
                    jobId,
                    soql,
                    null,
                    ranges,
                    partsDone,
                    files);
        }
    }

    /** A manifest without runs. */
    static Manifest of(Export export) {
        return of(export, List.of(), null, List.of());
    }

    private static Manifest of(Export export, List<Column> columns, @Nullable Instant mark, List<Run> runs) {
        String format = export.format().ending();
        String delimiter = export.delimiter() == Delimiter.COMMA
                ? null
                : export.delimiter().label();
        if (export.source() instanceof Export.Table table) {
            return new Manifest(
                    VERSION,
                    export.org(),
                    table.name(),
                    table.columns().isEmpty() ? null : table.columns(),
                    table.where(),
                    null,
                    export.rowsPerFile(),
                    table.incremental(),
                    format,
                    delimiter,
                    columns,
                    mark,
                    runs);
        }
        Export.Query query = (Export.Query) export.source();
        return new Manifest(
                VERSION,
                export.org(),
                null,
                null,
                null,
                query.sql(),
                export.rowsPerFile(),
                false,
                format,
                delimiter,
                columns,
                mark,
                runs);
    }

    /** How far the export is. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    State state() {
        return unfinished().isPresent() || runs.isEmpty() ? State.RUNNING : State.COMPLETE;
    }

    /** Whether it is of this export. */
    boolean isOf(Export export) {
        return equals(of(export, columns, highWaterMark, runs));
    }

    /** The run that was cut off. */
    Optional<Run> unfinished() {
        return last().filter(run -> run.state() == State.RUNNING);
    }

    Optional<Run> last() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** All files of all runs. */
    List<Part> files() {
        return runs.stream().flatMap(run -> run.files().stream()).toList();
    }

    Manifest with(List<Column> newColumns) {
        return new Manifest(
                version,
                org,
                table,
                selected,
                where,
                query,
                rowsPerFile,
                incremental,
                format,
                delimiter,
                newColumns,
                highWaterMark,
                runs);
    }

    /** With a run, in the place of the unfinished one if there is one. */
    Manifest with(Run run) {
        List<Run> all = new ArrayList<>(withoutUnfinished().runs);
        all.add(run);
        boolean moves = run.state() == State.COMPLETE && run.until() != null;
        return with(all, moves ? run.until() : highWaterMark);
    }

    Manifest withoutUnfinished() {
        return with(runs.stream().filter(run -> run.state() == State.COMPLETE).toList(), highWaterMark);
    }

    private Manifest with(List<Run> newRuns, @Nullable Instant newMark) {
        return new Manifest(
                version,
                org,
                table,
                selected,
                where,
                query,
                rowsPerFile,
                incremental,
                format,
                delimiter,
                columns,
                newMark,
                newRuns);
    }
}
