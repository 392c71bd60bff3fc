package dev.sallyport.org.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes CSV as Salesforce does, each value in quotes, and knows how many bytes it has written. */
public final class CsvOutput implements AutoCloseable {
    private final OutputStream stream;
    private final StringBuilder row = new StringBuilder();
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
                .build(new Row(row));
    }

    /** Writes a row; null is written like an empty text. */
    public void write(List<@Nullable String> values) {
        csv.writeRecord(values);
        byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
        row.setLength(0);
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

    /** A {@link java.io.StringWriter} takes a lock for each value, of which there are millions. */
    private static final class Row extends Writer {
        private final StringBuilder text;

        Row(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void write(int character) {
            text.append((char) character);
        }

        @Override
        public void write(String string, int offset, int length) {
            text.append(string, offset, offset + length);
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            text.append(characters, offset, length);
        }

        @Override
        public void flush() {
            // Nothing is on its way.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
