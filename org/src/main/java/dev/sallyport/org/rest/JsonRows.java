package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.data.DoubleText;
import dev.sallyport.org.soql.Column;
import dev.sallyport.org.soql.CompoundValue;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes query results as the REST API does, value by value onto the generator. */
final class JsonRows {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private final JsonGenerator json;
    private final String restPath;

    /**
     * @param restPath the root of the resources' addresses, such as {@code /services/data/v68.0}
     */
    JsonRows(JsonGenerator json, String restPath) {
        this.json = json;
        this.restPath = restPath;
    }

    void write(QueryResult result) throws IOException {
        json.writeStartObject();
        json.writeNumberField("totalSize", result.totalSize());
        json.writeBooleanField("done", result.done());
        @Nullable String locator = result.nextLocator();
        if (locator != null) {
            json.writeStringField("nextRecordsUrl", restPath + "/query/" + locator);
        }
        json.writeArrayFieldStart("records");
        for (Row row : result.records()) {
            write(row);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void write(Row row) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", row.type().sObject());
        if (row.id().isPresent()) {
            json.writeStringField(
                    "url",
                    restPath + "/sobjects/" + row.recordType().orElseThrow() + "/"
                            + row.id().get());
        }
        json.writeEndObject();
        List<Column> columns = row.type().columns();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            if (row.get(i) instanceof byte[] && row.id().isPresent()) {
                // What is in a blob is fetched by its address.
                json.writeString(restPath + "/sobjects/" + row.recordType().orElseThrow() + "/"
                        + row.id().get() + "/" + columns.get(i).name());
            } else {
                writeValue(row.get(i));
            }
        }
        json.writeEndObject();
    }

    private void writeValue(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(DoubleText.of(number));
        } else if (value instanceof LocalDate date) {
            json.writeString(date.toString());
        } else if (value instanceof Instant instant) {
            json.writeString(DateTimeText.json(instant));
        } else if (value instanceof LocalTime time) {
            json.writeString(TIME.format(time));
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof CompoundValue compound) {
            writeParts(compound);
        } else if (value instanceof Row parent) {
            write(parent);
        } else if (value instanceof QueryResult children) {
            write(children);
        } else {
            throw new IllegalStateException("No JSON for a " + value.getClass());
        }
    }

    private void writeParts(CompoundValue compound) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> part : compound.parts().entrySet()) {
            json.writeFieldName(part.getKey());
            writeValue(part.getValue());
        }
        json.writeEndObject();
    }
}
