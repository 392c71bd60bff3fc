package dev.sallyport.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 4180 with a header. */
final class CsvRowWriter implements RowWriter {
    private final CsvWriter csv;
    private final PrintWriter out;

    CsvRowWriter(List<String> columns, PrintWriter out) {
        this.out = out;
        CsvWriter.CsvWriterBuilder builder = CsvWriter.builder().lineDelimiter(LineDelimiter.PLATFORM);
        if (columns.size() == 1) {
            // Readers skip empty lines, and a row without its value would be one.
            builder.quoteStrategy(QuoteStrategies.EMPTY);
        }
        csv = builder.build((Writer) out);
        csv.writeRecord(columns);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        csv.writeRecord(values.stream().map(CsvRowWriter::text).toList());
    }

    @Override
    public void close() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
