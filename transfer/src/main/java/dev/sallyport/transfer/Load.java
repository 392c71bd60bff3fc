package dev.sallyport.transfer;

import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is loaded, and how. The same load into the same folder goes on with what was cut off.
 *
 * @param org the address of the org
 * @param table in any case
 * @param sources files, and folders of complete exports, whose rows are loaded in this order; all have the same columns
 * @param format of all files; null for what their names' endings say
 * @param delimiter of files that are CSV, and of the files of results; null for the comma, and for what the folder of an
 *     export says
 * @param operation what becomes of the rows
 * @param externalId of an upsert: the column of the table by whose values records are found; else null
 * @param mapping which column of the files goes where
 * @param values how texts are read
 * @param sending how rows travel
 */
public record Load(
        URI org,
        String table,
        List<Path> sources,
        @Nullable RowsFormat format,
        @Nullable Delimiter delimiter,
        WriteOperation operation,
        @Nullable String externalId,
        ColumnMapping mapping,
        Values values,
        Sending sending) {
    public Load {
        sources = List.copyOf(sources);
    }

    /** A load of columns by their names, with what is usual for the rest. */
    public static Load of(URI org, String table, WriteOperation operation, List<Path> sources) {
        return new Load(
                org,
                table,
                sources,
                null,
                null,
                operation,
                null,
                ColumnMapping.BY_NAME,
                Values.DEFAULT,
                Sending.DEFAULT);
    }

    /** The same, with records found by the values of a column of the table. */
    public Load by(String idColumn) {
        return new Load(org, table, sources, format, delimiter, operation, idColumn, mapping, values, sending);
    }

    /** The same, with columns that go elsewhere. */
    public Load with(ColumnMapping columns) {
        return new Load(org, table, sources, format, delimiter, operation, externalId, columns, values, sending);
    }

    /** The same, of CSV with another delimiter. */
    public Load with(Delimiter between) {
        return new Load(org, table, sources, format, between, operation, externalId, mapping, values, sending);
    }

    /** The same, with texts that are read in another way. */
    public Load with(Values texts) {
        return new Load(org, table, sources, format, delimiter, operation, externalId, mapping, texts, sending);
    }

    /** The same, with rows that travel in another way. */
    public Load with(Sending rows) {
        return new Load(org, table, sources, format, delimiter, operation, externalId, mapping, values, rows);
    }

    /** What a value that is empty means; {@code #N/A} is null in any case. */
    public enum Empty {
        /** The row says nothing of the field. */
        IGNORE,
        /** The field is to be empty. */
        NULL
    }

    /**
     * How texts become values.
     *
     * @param empty what one without characters means
     * @param zone of times that name none
     * @param dayFirst whether dates with slashes begin with the day, and not with the month
     */
    public record Values(Empty empty, ZoneId zone, boolean dayFirst) {
        /** Empty values are ignored, times are UTC's, dates with slashes begin with the month. */
        public static final Values DEFAULT = new Values(Empty.IGNORE, ZoneId.of("UTC"), false);
    }

    /**
     * How rows travel.
     *
     * @param bulk whether they go by Bulk API 2.0 however few they are
     * @param allOrNone whether none is written if one is refused; up to 200 rows
     * @param rowsPerJob the most rows of a bulk job; null for what suits Salesforce
     */
    public record Sending(
            boolean bulk, boolean allOrNone, @Nullable Integer rowsPerJob) {
        /** Few rows in collections, many by bulk jobs, each row on its own. */
        public static final Sending DEFAULT = new Sending(false, false, null);

        public Sending {
            if (rowsPerJob != null && rowsPerJob < 1) {
                throw TransferException.invalid("A job cannot have at most " + rowsPerJob + " rows.", "Give it more.");
            }
            if (bulk && allOrNone) {
                throw TransferException.invalid(
                        "A bulk job writes each row on its own: it has no all-or-none.",
                        "Leave out one of --bulk and --all-or-none.");
            }
        }
    }
}
