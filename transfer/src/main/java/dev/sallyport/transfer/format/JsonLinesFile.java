package dev.sallyport.transfer.format;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of JSON objects, one a line, none of whose values is an object or an array. */
final class JsonLinesFile implements RowsReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BufferedReader lines;
    private final List<String> columns;
    private long line;

    private JsonLinesFile(Path file, List<String> columns) throws IOException {
        this.lines = TextFile.open(file);
        this.columns = columns;
    }

    static JsonLinesFile open(Path file, List<String> columns) throws IOException {
        return new JsonLinesFile(file, columns);
    }

    /** The names that any line has, in the order in which they come. */
    static List<String> columns(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (JsonLinesFile rows = new JsonLinesFile(file, List.of())) {
            for (JsonNode row = rows.object(); row != null; row = rows.object()) {
                row.fieldNames().forEachRemaining(names::add);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public @Nullable List<@Nullable String> next() throws IOException {
        JsonNode object = object();
        if (object == null) {
            return null;
        }
        List<@Nullable String> row = new ArrayList<>(columns.size());
        for (String column : columns) {
            JsonNode value = object.get(column);
            row.add(value == null || value.isNull() ? null : text(value));
        }
        return row;
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? PlainNumber.of(value.decimalValue()) : value.asText();
    }

    private @Nullable JsonNode object() throws IOException {
        try {
            String text = lines.readLine();
            line++;
            while (text != null && text.isBlank()) {
                text = lines.readLine();
                line++;
            }
            if (text == null) {
                return null;
            }
            JsonNode object = JSON.readTree(text);
            if (!object.isObject()) {
                throw new IOException("Line " + line + " is no JSON object");
            }
            for (Map.Entry<String, JsonNode> value : object.properties()) {
                if (value.getValue().isContainerNode()) {
                    throw new IOException("In line " + line + " the value of " + value.getKey()
                            + " is an object or an array, and no field takes one");
                }
            }
            return object;
        } catch (JacksonException e) {
            throw new IOException("Line " + line + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
