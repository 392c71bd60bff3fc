package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answers about replication and searches, which are never large. */
final class SmallAnswers {
    private SmallAnswers() {}

    static DeletedRecords deleted(String asked, Answer answer) {
        JsonNode body = tree(asked, answer);
        List<DeletedRecords.DeletedRecord> records = new ArrayList<>();
        for (JsonNode record : body.path("deletedRecords")) {
            records.add(new DeletedRecords.DeletedRecord(
                    record.path("id").asText(), moment(asked, answer, record.path("deletedDate"))));
        }
        return new DeletedRecords(
                records,
                moment(asked, answer, body.path("earliestDateAvailable")),
                moment(asked, answer, body.path("latestDateCovered")));
    }

    static UpdatedRecords updated(String asked, Answer answer) {
        JsonNode body = tree(asked, answer);
        List<String> ids = new ArrayList<>();
        body.path("ids").forEach(id -> ids.add(id.asText()));
        return new UpdatedRecords(ids, moment(asked, answer, body.path("latestDateCovered")));
    }

    /** From version 37.0 on the records stand in a member; before, they are the whole answer. */
    static List<FoundRecord> found(String asked, Answer answer) {
        JsonNode body = tree(asked, answer);
        List<FoundRecord> found = new ArrayList<>();
        for (JsonNode record : body.isArray() ? body : body.path("searchRecords")) {
            Map<String, @Nullable String> fields = new LinkedHashMap<>();
            record.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (!field.getKey().equals("attributes")) {
                    fields.put(field.getKey(), text(value));
                }
            });
            found.add(new FoundRecord(record.path("attributes").path("type").asText(), fields));
        }
        return List.copyOf(found);
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static Instant moment(String asked, Answer answer, JsonNode value) {
        try {
            return WireValue.moment(value.asText());
        } catch (DateTimeException e) {
            throw SalesforceException.unreadable(asked, answer.status(), null);
        }
    }

    private static JsonNode tree(String asked, Answer answer) {
        try (InputStream content = answer.content()) {
            return Json.MAPPER.readTree(content);
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }
}
