package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where in a record each column stands: a tree of names, walked along with the parser, so that no record is built. */
final class RecordShape {
    private final int width;
    private final Node root = new Node();

    private static final class Node {
        /** SOQL does not mind case, and answers in the org's. */
        private final Map<String, Node> children = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private final List<Integer> columns = new ArrayList<>();
        private final List<FieldType> types = new ArrayList<>();
    }

    RecordShape(List<QueryColumn> columns) {
        this.width = columns.size();
        for (int column = 0; column < columns.size(); column++) {
            Node node = root;
            for (String name : columns.get(column).path()) {
                node = node.children.computeIfAbsent(name, absent -> new Node());
            }
            node.columns.add(column);
            node.types.add(columns.get(column).type());
        }
    }

    /** Reads a record's values; the parser stands on its opening brace and is left on its closing one. */
    @Nullable
    Object[] read(JsonParser json) throws IOException {
        @Nullable Object[] values = new @Nullable Object[width];
        readObject(json, root, values);
        return values;
    }

    private static void readObject(JsonParser json, Node node, @Nullable Object[] values) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Node child = node.children.get(json.currentName());
            JsonToken token = json.nextToken();
            if (child == null) {
                json.skipChildren();
            } else if (token == JsonToken.START_OBJECT && !child.children.isEmpty()) {
                readObject(json, child, values);
            } else if (token.isStructStart()) {
                fill(child, copy(json), values);
            } else if (token != JsonToken.VALUE_NULL) {
                for (int i = 0; i < child.columns.size(); i++) {
                    values[child.columns.get(i)] = WireValue.read(json, child.types.get(i));
                }
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("The record ends in the middle, before " + json.currentToken() + ".");
        }
    }

    private static void fill(Node node, String text, @Nullable Object[] values) {
        for (int column : node.columns) {
            values[column] = text;
        }
    }

    /** A structure as JSON text: compound fields are few and small. */
    private static String copy(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Json.MAPPER.createGenerator(text)) {
            generator.copyCurrentStructureExact(json);
        }
        return text.toString();
    }
}
