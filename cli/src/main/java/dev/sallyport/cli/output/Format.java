package dev.sallyport.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** How rows are shown. */
public enum Format {
    /** Aligned columns for people. */
    TABLE,
    /** RFC 4180, with a header. */
    CSV,
    /** An array of objects. */
    JSON;

    /**
     * A writer of rows.
     *
     * @param columns their names
     * @param out where to; it stays open
     */
    public RowWriter open(List<String> columns, PrintWriter out) {
        return switch (this) {
            case TABLE -> new TableWriter(columns, out);
            case CSV -> new CsvRowWriter(columns, out);
            case JSON -> new JsonRowWriter(columns, out);
        };
    }
}
