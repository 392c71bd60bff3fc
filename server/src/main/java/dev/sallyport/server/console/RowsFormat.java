package dev.sallyport.server.console;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.sallyport.server.query.QueryRuns.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What rows are exported as. */
enum RowsFormat {
    /** RFC 4180, each value as it is. */
    CSV("CSV", "text/csv", "csv"),
    /** The same for people who open it in a spreadsheet: a text that it would run as a formula gets an apostrophe. */
    SPREADSHEET("CSV for spreadsheets", "text/csv", "csv"),
    /** A JSON object a line. */
    JSON_LINES("JSON Lines", "application/jsonl", "jsonl");

    private final String label;
    private final String mediaType;
    private final String ending;

    RowsFormat(String label, String mediaType, String ending) {
        this.label = label;
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /** Takes rows. */
    interface Sink extends AutoCloseable {
        void write(List<List<@Nullable Object>> rows) throws IOException;

        @Override
        void close() throws IOException;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(format -> format.label).toList();
    }

    /** What is not among the choices was not made by the page: the first stands for it. */
    static RowsFormat of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElse(CSV);
    }

    String mediaType() {
        return mediaType;
    }

    String ending() {
        return ending;
    }

    Sink open(OutputStream target, List<Column> columns) {
        Writer writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        return switch (this) {
            case CSV -> new Csv(writer, columns, false);
            case SPREADSHEET -> new Csv(writer, columns, true);
            case JSON_LINES -> new JsonLines(writer, columns);
        };
    }

    private static final class Csv implements Sink {
        private final CsvWriter csv;
        private final boolean guarded;

        Csv(Writer writer, List<Column> columns, boolean guarded) {
            this.guarded = guarded;
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
            csv.writeRecord(columns.stream().map(Column::name).toList());
        }

        @Override
        public void write(List<List<@Nullable Object>> rows) {
            for (List<@Nullable Object> row : rows) {
                csv.writeRecord(row.stream().map(this::cell).toList());
            }
        }

        private String cell(@Nullable Object value) {
            if (value == null) {
                return "";
            }
            String text = value.toString();
            boolean formula = value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
            return guarded && formula && !text.matches("[+-]?\\d+(\\.\\d+)?") ? "'" + text : text;
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }

    private static final class JsonLines implements Sink {
        private static final JsonMapper JSON = JsonMapper.shared();

        private final Writer writer;
        private final List<Column> columns;

        JsonLines(Writer writer, List<Column> columns) {
            this.writer = writer;
            this.columns = columns;
        }

        @Override
        public void write(List<List<@Nullable Object>> rows) {
            try {
                for (List<@Nullable Object> row : rows) {
                    Map<String, @Nullable Object> object = new LinkedHashMap<>();
                    for (int column = 0; column < columns.size(); column++) {
                        object.put(columns.get(column).name(), row.get(column));
                    }
                    writer.write(JSON.writeValueAsString(object));
                    writer.write('\n');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
