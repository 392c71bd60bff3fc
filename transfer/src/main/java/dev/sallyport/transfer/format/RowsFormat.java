package dev.sallyport.transfer.format;

import java.io.IOException;
import java.io.OutputStream;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What rows are exported as, and loaded from. */
public enum RowsFormat {
    /** RFC 4180, each value as it is. */
    CSV("CSV", "text/csv", "csv"),
    /** The same for people who open it in a spreadsheet: a text that it would run as a formula gets an apostrophe. */
    SPREADSHEET("CSV for spreadsheets", "text/csv", "csv"),
    /** A JSON object a line. */
    JSON_LINES("JSON Lines", "application/jsonl", "jsonl"),
    /** Apache Parquet: columns with their types, compressed. */
    PARQUET("Parquet", "application/vnd.apache.parquet", "parquet");

    private final String label;
    private final String mediaType;
    private final String ending;

    RowsFormat(String label, String mediaType, String ending) {
        this.label = label;
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /** The names that people choose from. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(format -> format.label).toList();
    }

    /** The format of a name that people choose; empty if there is none. */
    public static Optional<RowsFormat> labelled(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst();
    }

    /** The format of a media type without parameters, such as {@code text/csv}; empty if there is none. */
    public static Optional<RowsFormat> ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equalsIgnoreCase(mediaType))
                .findFirst();
    }

    /** The format whose files' names end so, without the dot; of CSV the plain one; empty if there is none. */
    public static Optional<RowsFormat> ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(format -> format.ending.equalsIgnoreCase(ending))
                .findFirst();
    }

    /** The value of {@code Content-Type}. */
    public String contentType() {
        return this == PARQUET ? mediaType : mediaType + ";charset=UTF-8";
    }

    /** How a file's name ends, without the dot. */
    public String ending() {
        return ending;
    }

    /**
     * Begins a file; if it is CSV, with commas.
     *
     * @param target gets it; it stays open
     * @param columns of the rows that will be written
     */
    public RowsWriter open(OutputStream target, ResultSetMetaData columns) throws SQLException, IOException {
        return open(target, columns, Delimiter.COMMA);
    }

    /**
     * Begins a file.
     *
     * @param target gets it; it stays open
     * @param columns of the rows that will be written
     * @param delimiter of CSV
     */
    public RowsWriter open(OutputStream target, ResultSetMetaData columns, Delimiter delimiter)
            throws SQLException, IOException {
        return open(target, columns, delimiter, RoundingMode.UNNECESSARY);
    }

    /**
     * Begins a file.
     *
     * @param target gets it; it stays open
     * @param columns of the rows that will be written
     * @param delimiter of CSV
     * @param rounding of decimals with more digits behind the point than their column, if the format has no room for them;
     *     {@link RoundingMode#UNNECESSARY} refuses them
     */
    public RowsWriter open(OutputStream target, ResultSetMetaData columns, Delimiter delimiter, RoundingMode rounding)
            throws SQLException, IOException {
        return switch (this) {
            case CSV -> new DelimitedRows(target, columns, delimiter, false);
            case SPREADSHEET -> new DelimitedRows(target, columns, delimiter, true);
            case JSON_LINES -> new JsonLinesRows(target, columns);
            case PARQUET -> ParquetRows.open(target, columns, rounding);
        };
    }

    /** Whether it is CSV. */
    public boolean isDelimited() {
        return this == CSV || this == SPREADSHEET;
    }

    /**
     * The names of a file's columns in their order.
     *
     * @param delimiter of CSV
     * @throws IOException if the file cannot be read or is not of this format; the message says where
     */
    public List<String> columns(Path file, Delimiter delimiter) throws IOException {
        return switch (this) {
            case CSV, SPREADSHEET -> DelimitedFile.columns(file, delimiter);
            case JSON_LINES -> JsonLinesFile.columns(file);
            case PARQUET -> ParquetFile.columns(file);
        };
    }

    /**
     * Begins to read a file.
     *
     * @param delimiter of CSV
     * @param columns those that the rows are to have; of CSV and Parquet the file's own
     */
    public RowsReader read(Path file, Delimiter delimiter, List<String> columns) throws IOException {
        return switch (this) {
            case CSV, SPREADSHEET -> DelimitedFile.open(file, delimiter);
            case JSON_LINES -> JsonLinesFile.open(file, columns);
            case PARQUET -> ParquetFile.open(file);
        };
    }
}
