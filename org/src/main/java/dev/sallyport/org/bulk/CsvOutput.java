package dev.sallyport.org.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes CSV as Salesforce does, each value in quotes, and knows how many bytes it has written. */
public final class CsvOutput implements AutoCloseable {
    private final OutputStream stream;
    private final StringWriter row = new StringWriter();
    private final CsvWriter csv;
    private long position;

    /**
     * @param position how many bytes are before the stream's start
     */
    public CsvOutput(OutputStream stream, CsvFormat format, long position) {
        this.stream = stream;
        this.position = position;
        this.csv = CsvWriter.builder()
                .fieldSeparator(format.columnDelimiter().character())
                .lineDelimiter(format.lineEnding() == LineEnding.LF ? LineDelimiter.LF : LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .bufferSize(0)
                .build(row);
    }

    /** Writes a row; null is written like an empty text. */
    public void write(List<@Nullable String> values) {
        csv.writeRecord(values);
        byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
        row.getBuffer().setLength(0);
        try {
            stream.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a row", e);
        }
        position += bytes.length;
    }

    /** Bytes so far. */
    public long position() {
        return position;
    }

    /** Hands over to the operating system what is written. */
    public void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the rows", e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the rows", e);
        }
    }
}
