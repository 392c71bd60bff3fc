package dev.sallyport.transfer;

import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is exported, and into which files. Two that are equal are the same export: the second goes on with what the first has left.
 *
 * @param org the address of the org
 * @param source which rows
 * @param format of the files
 * @param delimiter of CSV
 * @param rowsPerFile the most rows of a file, and of a range of ids about so many; null for what suits the source
 */
public record Export(
        URI org,
        Source source,
        RowsFormat format,
        Delimiter delimiter,
        @Nullable Integer rowsPerFile) {
    public Export {
        if (delimiter != Delimiter.COMMA && !format.isDelimited()) {
            throw TransferException.invalid(
                    "A delimiter is of CSV, and the files are " + format.ending() + ".", "Leave out --delimiter.");
        }
        if (rowsPerFile != null && rowsPerFile < 1) {
            throw TransferException.invalid("A file cannot have at most " + rowsPerFile + " rows.", "Give it more.");
        }
    }

    /** One whose CSV has commas. */
    public Export(URI org, Source source, RowsFormat format, @Nullable Integer rowsPerFile) {
        this(org, source, format, Delimiter.COMMA, rowsPerFile);
    }

    /** Where rows come from. */
    public sealed interface Source {}

    /**
     * A table.
     *
     * @param name in any case
     * @param columns in their order; empty for all that Bulk API 2.0 reads
     * @param where a SQL condition; null for all records
     * @param incremental whether later runs export what has changed since
     */
    public record Table(
            String name, List<String> columns, @Nullable String where, boolean incremental) implements Source {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The rows of a query.
     *
     * @param sql a statement that writes nothing
     */
    public record Query(String sql) implements Source {}
}
