package dev.sallyport.org.bulk.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.ColumnDelimiter;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.CsvRows;
import dev.sallyport.org.bulk.FieldTargets;
import dev.sallyport.org.bulk.InputRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of a batch: at most ten thousand, so that they are read at once. */
final class RecordRows {
    private static final int MOST = 10_000;

    /** Empties its field, in CSV alone: XML and JSON have a way of their own to say so. */
    private static final String NULL = "#N/A";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordRows() {}

    /**
     * Reads the records, and checks their names.
     *
     * @throws BulkException if the batch is not to be processed
     * @throws dev.sallyport.org.bulk.MalformedCsvException if it is no CSV
     */
    static List<InputRow> read(ContentType contentType, InputStream body, FieldTargets targets) throws IOException {
        List<InputRow> rows =
                switch (contentType) {
                    case CSV -> csv(body, targets);
                    case XML -> SObjectsXml.read(body);
                    case JSON -> json(body);
                };
        if (contentType != ContentType.CSV) {
            checkCount(rows.size(), MOST);
            rows.forEach(row -> targets.check(
                    row.values().stream().map(InputRow.Value::name).toList()));
        }
        return rows;
    }

    private static List<InputRow> csv(InputStream body, FieldTargets targets) {
        List<InputRow> rows = new ArrayList<>();
        try (CsvRows csv = CsvRows.read(body, ColumnDelimiter.COMMA)) {
            List<String> header = csv.next().orElse(List.of());
            targets.checkHeader(header);
            for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
                rows.add(row(header, row.get()));
                checkCount(rows.size() + 1, MOST + 1);
            }
        }
        return rows;
    }

    private static InputRow row(List<String> header, List<String> texts) {
        if (texts.size() > header.size()) {
            throw new BulkException(
                    AsyncExceptionCode.CLIENT_INPUT_ERROR,
                    "Failed to parse CSV. A record has " + texts.size() + " values, the header has " + header.size());
        }
        List<InputRow.Value> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isEmpty()) {
                values.add(new InputRow.Value(header.get(i), texts.get(i).equals(NULL) ? null : texts.get(i), i));
            }
        }
        return new InputRow(values);
    }

    private static void checkCount(int count, int most) {
        if (count > most) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_BATCH,
                    "Exceeded number of records : " + count + ". Number of records should be less than or equal to "
                            + most);
        }
    }

    private static List<InputRow> json(InputStream body) throws IOException {
        JsonNode array;
        try {
            array = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_BATCH, "Failed to parse JSON. " + e.getOriginalMessage());
        }
        if (array == null || !array.isArray()) {
            throw new BulkException(AsyncExceptionCode.INVALID_BATCH, "Failed to parse JSON. Expected an array");
        }
        List<InputRow> rows = new ArrayList<>();
        for (JsonNode object : array) {
            List<InputRow.Value> values = new ArrayList<>();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                add(values, member.getKey(), member.getValue());
            }
            rows.add(new InputRow(values));
        }
        return rows;
    }

    /** A value, or a parent: {@code {"Account": {"External_Id__c": "1"}}}, which may tell its type. */
    private static void add(List<InputRow.Value> values, String name, JsonNode value) {
        if (name.equals("attributes")) {
            return;
        }
        if (!value.isObject()) {
            String text = value.isNull() ? null : value.asText();
            if (text == null || !text.isEmpty()) {
                values.add(new InputRow.Value(name, text, values.size()));
            }
            return;
        }
        String type = value.path("attributes").path("type").asText();
        for (Map.Entry<String, JsonNode> key : value.properties()) {
            if (!key.getKey().equals("attributes")) {
                String path = (type.isEmpty() ? "" : type + ":") + name + "." + key.getKey();
                values.add(new InputRow.Value(path, key.getValue().asText(), values.size()));
            }
        }
    }
}
