package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.CsvFormat;
import dev.sallyport.org.bulk.CsvRows;
import dev.sallyport.org.bulk.InputRow;
import dev.sallyport.org.bulk.LineEnding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was uploaded to an ingest job, row by row. */
final class UploadedRows implements AutoCloseable {
    /** Sets a field to null. */
    private static final String NULL = "#N/A";

    private final CsvRows rows;
    private final List<String> header;

    private UploadedRows(CsvRows rows, List<String> header) {
        this.rows = rows;
        this.header = header;
    }

    /**
     * Opens an upload; one that is missing or empty has no header and no rows.
     *
     * @throws BulkException if its lines end in another way than the job says
     * @throws dev.sallyport.org.bulk.MalformedCsvException if the header is no CSV
     */
    static UploadedRows open(Path file, CsvFormat format) {
        try {
            InputStream stream = Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
            CsvRows rows = CsvRows.read(new BufferedInputStream(stream, 1 << 16), format.columnDelimiter());
            try {
                List<String> header = rows.next().orElse(List.of());
                checkLineEnding(file, format.lineEnding());
                return new UploadedRows(rows, header);
            } catch (RuntimeException e) {
                rows.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what was uploaded", e);
        }
    }

    List<String> header() {
        return header;
    }

    /**
     * The values of the next row.
     *
     * @throws BulkException if it has more values than the header has names
     */
    Optional<List<String>> next() {
        Optional<List<String>> row = rows.next();
        if (row.isPresent() && row.get().size() > header.size()) {
            throw new BulkException(
                    AsyncExceptionCode.CLIENT_INPUT_ERROR,
                    "Failed to parse CSV. A record has " + row.get().size() + " values, the header has "
                            + header.size());
        }
        return row;
    }

    /** Passes over rows. */
    void skip(long count) {
        for (long i = 0; i < count; i++) {
            rows.next();
        }
    }

    /** A row as a record: empty values are left out, {@code #N/A} empties its field. */
    InputRow record(List<String> row) {
        List<InputRow.Value> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            String text = row.get(i);
            if (!text.isEmpty()) {
                values.add(new InputRow.Value(header.get(i), text.equals(NULL) ? null : text, i));
            }
        }
        return new InputRow(values);
    }

    @Override
    public void close() {
        rows.close();
    }

    /** The parser takes any line ending; Salesforce only the one that the job names. The first line tells. */
    private static void checkLineEnding(Path file, LineEnding expected) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            boolean quoted = false;
            int previous = -1;
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                quoted ^= next == '"';
                if (next == '\n' && !quoted) {
                    boolean found = previous == '\r' == (expected == LineEnding.CRLF);
                    if (!found) {
                        throw new BulkException(
                                AsyncExceptionCode.CLIENT_INPUT_ERROR,
                                "LineEnding is invalid on user data. Current LineEnding setting is " + expected);
                    }
                    return;
                }
                previous = next;
            }
        }
    }
}
