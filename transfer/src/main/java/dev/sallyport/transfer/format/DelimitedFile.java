package dev.sallyport.transfer.format;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of CSV (RFC 4180) whose first row has the names. */
final class DelimitedFile implements RowsReader {
    /** In characters; Salesforce has at most 131,072 in a field. */
    private static final int LONGEST_VALUE = 4_000_000;

    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> names;

    private DelimitedFile(Path file, Delimiter delimiter) throws IOException {
        csv = CsvReader.builder()
                .fieldSeparator(delimiter.character())
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_VALUE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(TextFile.open(file));
        records = csv.iterator();
        try {
            CsvRecord header = record();
            names = header == null ? List.of() : header.getFields();
        } catch (IOException e) {
            csv.close();
            throw e;
        }
    }

    static DelimitedFile open(Path file, Delimiter delimiter) throws IOException {
        return new DelimitedFile(file, delimiter);
    }

    static List<String> columns(Path file, Delimiter delimiter) throws IOException {
        try (DelimitedFile rows = new DelimitedFile(file, delimiter)) {
            return rows.names;
        }
    }

    @Override
    public @Nullable List<@Nullable String> next() throws IOException {
        CsvRecord record = record();
        if (record == null) {
            return null;
        }
        if (record.getFieldCount() != names.size()) {
            throw new IOException("The row at line " + record.getStartingLineNumber() + " has " + record.getFieldCount()
                    + " values, and the header has " + names.size());
        }
        return new ArrayList<>(record.getFields());
    }

    private @Nullable CsvRecord record() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | CsvParseException e) {
            throw told(e);
        }
    }

    private static IOException told(RuntimeException failure) {
        return failure.getCause() instanceof IOException own ? own : new IOException(failure.getMessage(), failure);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
