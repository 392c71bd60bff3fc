package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.CsvFormat;
import dev.sallyport.org.bulk.CsvRows;
import dev.sallyport.org.bulk.InputRow;
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
     * @throws BulkException if a line ends in another way than the job says
     * @throws dev.sallyport.org.bulk.MalformedCsvException if the header is no CSV
     */
    static UploadedRows open(Path file, CsvFormat format) {
        try {
            if (Files.exists(file)) {
                UploadScan.checkLineEndings(file, format.lineEnding());
            }
            return read(file, format);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what was uploaded", e);
        }
    }

    /**
     * The header of an upload; empty where it is missing or empty.
     *
     * @throws dev.sallyport.org.bulk.MalformedCsvException if it is no CSV
     */
    static List<String> header(Path file, CsvFormat format) throws IOException {
        try (UploadedRows rows = read(file, format)) {
            return rows.header();
        }
    }

    private static UploadedRows read(Path file, CsvFormat format) throws IOException {
        InputStream stream = Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
        CsvRows rows = CsvRows.read(new BufferedInputStream(stream, 1 << 16), format.columnDelimiter());
        try {
            return new UploadedRows(rows, rows.next().orElse(List.of()));
        } catch (RuntimeException e) {
            rows.close();
            throw e;
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
}
