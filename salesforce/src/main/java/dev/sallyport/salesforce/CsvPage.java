package dev.sallyport.salesforce;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sallyport.auth.http.TransportException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One set of a bulk query's results (Bulk API 2.0 and Bulk API Developer Guide, "Get Results for a Query Job"). Null and
 * the empty text look alike in it, and Salesforce stores no empty text: both are null.
 */
final class CsvPage implements AutoCloseable {
    private static final String ASKED = "result of a bulk query";
    /** The longest value: Salesforce has at most 131,072 characters in a field, rich text some more. */
    static final int MAX_VALUE = 4_000_000;

    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final int status;
    private final FieldType[] types;
    private final int[] places;

    private CsvPage(CsvReader<CsvRecord> csv, List<QueryColumn> columns, int status) throws IOException {
        this.csv = csv;
        this.records = csv.iterator();
        this.status = status;
        this.types = columns.stream().map(QueryColumn::type).toArray(FieldType[]::new);
        this.places = places(columns);
    }

    /** Opens a set of results. */
    static CsvPage open(Answer answer, List<QueryColumn> columns) {
        CsvReader<CsvRecord> csv = null;
        try {
            csv = CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .skipEmptyLines(false)
                    .maxBufferSize(MAX_VALUE)
                    .ofCsvRecord(new InputStreamReader(
                            answer.content(),
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
            return new CsvPage(csv, columns, answer.status());
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            close(csv);
            throw unreadable(answer.status(), e);
        }
    }

    /** The next row's values; null after the last. */
    @Nullable
    Object @Nullable [] next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            @Nullable Object[] values = new @Nullable Object[places.length];
            for (int column = 0; column < places.length; column++) {
                String text = places[column] < 0 ? "" : record.getField(places[column]);
                values[column] = text.isEmpty() ? null : WireValue.parse(text, types[column]);
            }
            return values;
        } catch (IOException | UncheckedIOException | CsvParseException | IndexOutOfBoundsException e) {
            throw unreadable(status, e);
        }
    }

    @Override
    public void close() {
        close(csv);
    }

    /** Where each column stands in the rows: the header has the paths, with points. A column that is not there is null. */
    private int[] places(List<QueryColumn> columns) throws IOException {
        if (!records.hasNext()) {
            throw new IOException("The result has no header.");
        }
        List<String> header = records.next().getFields();
        Map<String, Integer> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int place = 0; place < header.size(); place++) {
            byName.put(header.get(place), place);
        }
        return columns.stream()
                .mapToInt(column -> byName.getOrDefault(String.join(".", column.path()), -1))
                .toArray();
    }

    /** The parser wraps what its stream throws. */
    private static SalesforceException unreadable(int status, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransportException broken) {
                return SalesforceException.of(broken);
            }
        }
        IOException cause = e instanceof IOException own ? own : new IOException("The CSV cannot be read.", e);
        return SalesforceException.unreadable(ASKED, status, cause);
    }

    private static void close(@Nullable CsvReader<CsvRecord> csv) {
        if (csv == null) {
            return;
        }
        try {
            csv.close();
        } catch (IOException e) {
            // It reads from memory: there is nothing that could fail to close.
            throw new IllegalStateException(e);
        }
    }
}
