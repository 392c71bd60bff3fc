package dev.sallyport.salesforce;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Rows as the compressed CSV of an ingest job, made while it is read: some rows at a time are in memory as CSV. */
final class IngestCsv extends InputStream {
    /** How an ingest job's CSV says null; an empty value leaves a field as it is. */
    static final String NULL = "#N/A";

    private static final int ROWS_AT_ONCE = 500;

    private final Iterator<@Nullable Object[]> rows;
    private final Buffer made = new Buffer();
    private final Writer text;
    private final CsvWriter csv;
    private int position;
    private boolean ended;

    /** Bytes that can be read without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    IngestCsv(List<String> fields, Iterator<@Nullable Object[]> rows) {
        this.rows = rows;
        try {
            this.text = new OutputStreamWriter(new GZIPOutputStream(made), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot be written.", e);
        }
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(text);
        csv.writeRecord(fields);
    }

    /** A row's values as they stand in the CSV. */
    static List<String> texts(@Nullable Object[] row) {
        List<String> texts = new ArrayList<>(row.length);
        for (Object value : row) {
            texts.add(text(value));
        }
        return texts;
    }

    private static String text(@Nullable Object value) {
        if (value == RecordWrite.AS_IT_IS) {
            return "";
        }
        return value == null || value.equals("") ? NULL : SentValue.text(value);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == made.size() && !ended) {
            made.reset();
            position = 0;
            make();
        }
        if (position == made.size()) {
            return -1;
        }
        int count = Math.min(length, made.size() - position);
        System.arraycopy(made.bytes(), position, target, offset, count);
        position += count;
        return count;
    }

    private void make() throws IOException {
        for (int row = 0; row < ROWS_AT_ONCE && rows.hasNext(); row++) {
            csv.writeRecord(texts(rows.next()));
        }
        if (rows.hasNext()) {
            csv.flush();
        } else {
            csv.close();
            ended = true;
        }
    }
}
