package dev.sallyport.salesforce;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sallyport.salesforce.RowResult.Outcome;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which row of an ingest job each of its results is about. A job gives its results in no order, each with the row as it
 * was sent. Rows that have a key (an id, an external id) are found by it, for a job has no key twice; others by all their
 * values. Rows with the same values are the same row twice: which result is whose makes no difference.
 */
final class IngestMatch {
    private static final String ASKED = "results of a bulk job";

    private final RecordWrite write;
    private final List<@Nullable Object[]> rows;
    private final @Nullable RowResult[] results;
    private final Map<List<String>, Deque<Integer>> waiting = new HashMap<>();
    private int strangers;
    private boolean onlySuccesses = true;

    private interface Reading {
        RowResult of(CsvRecord record);
    }

    IngestMatch(RecordWrite write, List<@Nullable Object[]> rows) {
        this.write = write;
        this.rows = rows;
        this.results = new @Nullable RowResult[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            waiting.computeIfAbsent(nameOf(IngestCsv.texts(rows.get(row))), absent -> new ArrayDeque<>(1))
                    .add(row);
        }
    }

    /** The results of a job that has written every row, and whose new ids nobody wants. */
    WriteResults allWritten() {
        List<RowResult> written = new ArrayList<>(rows.size());
        for (@Nullable Object[] row : rows) {
            written.add(RowResult.written(ownId(row), write.operation() == WriteOperation.INSERT));
        }
        return new WriteResults(written, null);
    }

    /** Takes note of {@code successfulResults}. */
    void succeeded(Answer answer) {
        read(answer, 2, record -> {
            String id = record.getField(0);
            return RowResult.written(id.isEmpty() ? null : id, Boolean.parseBoolean(record.getField(1)));
        });
    }

    /** Takes note of {@code failedResults}. */
    void failed(Answer answer) {
        read(answer, 2, record -> RowResult.refused(List.of(error(record.getField(1)))));
    }

    /** Takes note of {@code unprocessedrecords}. */
    void unprocessed(Answer answer) {
        read(answer, 0, record -> RowResult.without(Outcome.NOT_WRITTEN));
    }

    /**
     * A result for each row. If Salesforce has sent rows back in other words, those that are left are told as written if
     * nothing but successes is left, else as not known.
     */
    List<RowResult> results() {
        long left = Arrays.stream(results).filter(result -> result == null).count();
        RowResult rest = left == strangers && onlySuccesses
                ? RowResult.written(null, write.operation() == WriteOperation.INSERT)
                : RowResult.without(Outcome.UNKNOWN);
        List<RowResult> all = new ArrayList<>(results.length);
        for (RowResult result : results) {
            all.add(result == null ? rest : result);
        }
        return all;
    }

    private void read(Answer answer, int ownColumns, Reading reading) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowUnclosedQuote(false)
                .maxBufferSize(CsvPage.MAX_VALUE)
                .ofCsvRecord(new InputStreamReader(answer.content(), StandardCharsets.UTF_8))) {
            CloseableIterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                return;
            }
            int[] places = places(records.next().getFields(), ownColumns);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                put(nameOf(texts(record, places)), reading.of(record));
            }
        } catch (IOException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), e);
        } catch (UncheckedIOException | CsvParseException | IndexOutOfBoundsException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), new IOException("The CSV cannot be read.", e));
        }
    }

    private void put(List<String> name, RowResult result) {
        Deque<Integer> candidates = waiting.get(name);
        Integer row = candidates == null ? null : candidates.poll();
        if (row != null) {
            results[row] = result;
        } else {
            strangers++;
            onlySuccesses &= result.outcome() == Outcome.WRITTEN;
        }
    }

    private int[] places(List<String> header, int ownColumns) throws IOException {
        int[] places = new int[write.fields().size()];
        for (int field = 0; field < places.length; field++) {
            int place = -1;
            for (int i = ownColumns; i < header.size(); i++) {
                if (header.get(i).equalsIgnoreCase(write.fields().get(field))) {
                    place = i;
                }
            }
            if (place < 0) {
                throw new IOException(
                        "The results have no column " + write.fields().get(field) + ".");
            }
            places[field] = place;
        }
        return places;
    }

    private static List<String> texts(CsvRecord record, int[] places) {
        List<String> texts = new ArrayList<>(places.length);
        for (int place : places) {
            texts.add(record.getField(place));
        }
        return texts;
    }

    /** What tells a row from others. Line ends are the first thing that changes on the way. */
    private List<String> nameOf(List<String> texts) {
        int key = write.keyPosition();
        if (key >= 0) {
            String text = texts.get(key);
            return List.of(write.operation() == WriteOperation.UPSERT ? text.toLowerCase(Locale.ROOT) : text);
        }
        return texts.stream().map(text -> text.replace("\r\n", "\n")).toList();
    }

    private @Nullable String ownId(@Nullable Object[] row) {
        boolean keyIsId = write.operation() == WriteOperation.UPDATE || write.operation() == WriteOperation.DELETE;
        Object id = keyIsId ? row[write.keyPosition()] : null;
        return id == null ? null : SentValue.text(id);
    }

    /** {@code CODE:message:Field Other --}; the message may have colons of its own. */
    static RecordError error(String text) {
        int code = text.indexOf(':');
        int fields = text.lastIndexOf(':');
        if (code < 0 || fields == code || !text.endsWith("--")) {
            return new RecordError("UNKNOWN_EXCEPTION", text, List.of());
        }
        String names = text.substring(fields + 1, text.length() - 2).strip();
        return new RecordError(
                text.substring(0, code),
                text.substring(code + 1, fields),
                names.isEmpty() ? List.of() : List.of(names.split("[ ,]+")));
    }
}
