package dev.sallyport.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** How rows are shown. */
public enum Format {
    /** Aligned columns for people. */
    TABLE,
    /** RFC 4180, with a header. */
    CSV,
    /** An array of objects. */
    JSON;

    /** The name that people choose. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

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
