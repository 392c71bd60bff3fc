package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where in a record each column stands: a tree of names, walked along with the parser, so that no record is built. For one thread. */
final class RecordShape {
    private final int width;
    private final Node root = new Node();

    private record Column(int position, FieldType type) {}

    private static final class Node {
        /** Stands for all that nobody has asked for. */
        static final Node NONE = new Node();

        /** SOQL does not mind case, and answers in the org's. */
        private final Map<String, Node> children = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        /** The children again, and what else the records have, under the names as the org writes them: found faster. */
        private final Map<String, Node> byWrittenName = new HashMap<>();

        private final List<Column> columns = new ArrayList<>();

        Node child(String writtenName) {
            Node child = byWrittenName.get(writtenName);
            if (child == null) {
                child = children.getOrDefault(writtenName, NONE);
                byWrittenName.put(writtenName, child);
            }
            return child;
        }
    }

    RecordShape(List<QueryColumn> columns) {
        this.width = columns.size();
        for (int column = 0; column < columns.size(); column++) {
            Node node = root;
            for (String name : columns.get(column).path()) {
                node = node.children.computeIfAbsent(name, absent -> new Node());
            }
            node.columns.add(new Column(column, columns.get(column).type()));
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
            Node child = node.child(json.currentName());
            JsonToken token = json.nextToken();
            if (child == Node.NONE) {
                json.skipChildren();
            } else if (token == JsonToken.START_OBJECT && !child.children.isEmpty()) {
                readObject(json, child, values);
            } else if (token.isStructStart()) {
                fill(child, copy(json), values);
            } else if (token != JsonToken.VALUE_NULL) {
                for (Column column : child.columns) {
                    values[column.position()] = WireValue.read(json, column.type());
                }
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("The record ends in the middle, before " + json.currentToken() + ".");
        }
    }

    private static void fill(Node node, String text, @Nullable Object[] values) {
        for (Column column : node.columns) {
            values[column.position()] = text;
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
