package dev.sallyport.salesforce;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sallyport.salesforce.RowResult.Outcome;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final List<@Nullable RowResult> results = new ArrayList<>();
    private final List<@Nullable String> ownIds = new ArrayList<>();
    private final Map<String, Deque<Integer>> waiting = new HashMap<>();
    private final MessageDigest digest = sha256();
    private int strangers;
    private boolean onlySuccesses = true;

    private interface Reading {
        RowResult of(CsvRecord record);
    }

    /**
     * A match that has no results yet.
     *
     * @param rows as they were sent; no row is kept
     */
    IngestMatch(RecordWrite write, Iterable<@Nullable Object[]> rows) {
        this.write = write;
        for (@Nullable Object[] row : rows) {
            waiting.computeIfAbsent(nameOf(IngestCsv.texts(row)), absent -> new ArrayDeque<>(1))
                    .add(results.size());
            results.add(null);
            ownIds.add(ownId(row));
        }
    }

    /** How many rows there are. */
    int rows() {
        return results.size();
    }

    /** The results of a job that has written every row, and whose new ids nobody wants. */
    WriteResults allWritten() {
        List<RowResult> written = new ArrayList<>(rows());
        for (String id : ownIds) {
            written.add(RowResult.written(id, write.operation() == WriteOperation.INSERT));
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
        long left = results.stream().filter(result -> result == null).count();
        RowResult rest = left == strangers && onlySuccesses
                ? RowResult.written(null, write.operation() == WriteOperation.INSERT)
                : RowResult.without(Outcome.UNKNOWN);
        List<RowResult> all = new ArrayList<>(rows());
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

    private void put(String name, RowResult result) {
        Deque<Integer> candidates = waiting.get(name);
        Integer row = candidates == null ? null : candidates.poll();
        if (row != null) {
            results.set(row, result);
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

    /**
     * What tells a row from others: its key, or a digest of its values, for rows are many and may be long. Line ends are the
     * first thing that changes on the way.
     */
    private String nameOf(List<String> texts) {
        int key = write.keyPosition();
        String text = key < 0 ? "" : texts.get(key);
        if (!text.isEmpty() && !text.equals(IngestCsv.NULL)) {
            return write.keyIsId() ? text : text.toLowerCase(Locale.ROOT);
        }
        for (String value : texts) {
            byte[] bytes = value.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new String(digest.digest(), StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private @Nullable String ownId(@Nullable Object[] row) {
        boolean named = write.keyIsId() && write.keyOf(row) != null;
        Object id = named ? row[write.keyPosition()] : null;
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
