package dev.sallyport.transfer.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows as CSV (RFC 4180). */
final class DelimitedRows implements RowsWriter {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final CsvWriter csv;
    private final int width;
    private final boolean guarded;

    /**
     * Begins with a row of names.
     *
     * @param guarded whether no text is to be run as a formula
     */
    DelimitedRows(OutputStream target, ResultSetMetaData columns, Delimiter delimiter, boolean guarded)
            throws SQLException, IOException {
        this.guarded = guarded;
        width = columns.getColumnCount();
        CsvWriter.CsvWriterBuilder builder =
                CsvWriter.builder().fieldSeparator(delimiter.character()).lineDelimiter(LineDelimiter.CRLF);
        if (width == 1) {
            // Readers skip empty lines, and such a row would be one.
            builder.quoteStrategy(QuoteStrategies.EMPTY);
        }
        csv = builder.build(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        write(ColumnNames.of(columns));
    }

    @Override
    public void write(ResultSet row) throws SQLException, IOException {
        List<String> cells = new ArrayList<>(width);
        for (int column = 1; column <= width; column++) {
            cells.add(cell(ShownValue.of(row, column)));
        }
        write(cells);
    }

    private void write(List<String> cells) throws IOException {
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean formula = value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return guarded && formula && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }

    @Override
    public void close() {
        // What is buffered of a file that is not whole is of no use to anybody.
    }
}
