package dev.sallyport.org.bulk;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV row by row, as strictly as Salesforce: a quote stands only around a value or doubled within one, nothing
 * follows a closing quote but a delimiter, each quote is closed, and the bytes are UTF-8. Blank lines are passed over.
 */
public final class CsvRows implements AutoCloseable {
    /** The longest value; "Data Loader and API limits" speak of 131,072 characters in a long text area. */
    private static final int MAX_VALUE = 400_000;

    private final CsvReader<List<String>> reader;
    private final CloseableIterator<List<String>> rows;

    private CsvRows(CsvReader<List<String>> reader) {
        this.reader = reader;
        this.rows = reader.iterator();
    }

    /** Reads CSV from a stream, which is closed with the rows. */
    public static CsvRows read(InputStream stream, ColumnDelimiter delimiter) {
        Reader text = new InputStreamReader(
                stream,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return new CsvRows(CsvReader.builder()
                .fieldSeparator(delimiter.character())
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .maxBufferSize(MAX_VALUE * 4)
                .build(new StrictRow(), text));
    }

    /**
     * The next row.
     *
     * @return empty after the last
     * @throws MalformedCsvException if it is none
     */
    public Optional<List<String>> next() {
        try {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (CsvParseException e) {
            throw refusal(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new MalformedCsvException("The data is not encoded in UTF-8");
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the job's data", e);
        }
    }

    private static MalformedCsvException refusal(CsvParseException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedCsvException refusal) {
                return refusal;
            }
            if (cause instanceof CharacterCodingException) {
                return new MalformedCsvException("The data is not encoded in UTF-8");
            }
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("after closing quote") || message.contains("Unexpected character")) {
            return new MalformedCsvException("Not expecting more text after end quote");
        }
        return message.contains("quote")
                ? new MalformedCsvException("EOF reached before closing an opened quote")
                : new MalformedCsvException("Exceeded max field size: " + MAX_VALUE);
    }

    /** A row's values. The library takes a quote in an unquoted value for a part of it; Salesforce does not. */
    private static final class StrictRow extends AbstractBaseCsvCallbackHandler<List<String>> {
        private List<String> values = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            values = new ArrayList<>(values.size());
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            String value = new String(buffer, offset, length);
            if (!quoted && value.indexOf('"') >= 0) {
                throw new MalformedCsvException("Found unescaped quote. A value with quote should be within a quote");
            }
            values.add(value);
        }

        @Override
        protected List<String> buildRecord() {
            return values;
        }
    }
}
