package dev.sallyport.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.sallyport.transfer.format.Delimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as Data Loader writes it: each value in quotes. */
final class QuotedCsv {
    private final CsvWriter csv;

    /** Writes to a stream, which is its owner's to close. */
    QuotedCsv(OutputStream target, Delimiter delimiter) {
        csv = CsvWriter.builder()
                .fieldSeparator(delimiter.character())
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(new OutputStreamWriter(target, StandardCharsets.UTF_8));
    }

    void write(List<@Nullable String> row) throws IOException {
        try {
            csv.writeRecord(row);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void flush() throws IOException {
        csv.flush();
    }
}
