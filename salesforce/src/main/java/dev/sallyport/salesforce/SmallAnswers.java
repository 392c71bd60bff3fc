package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answers that are never large: a tree does for them, as it does not for records. */
final class SmallAnswers {
    private SmallAnswers() {}

    static Map<String, Long> recordCounts(String asked, Answer answer) {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode count : tree(asked, answer).path("sObjects")) {
            if (!count.path("count").canConvertToLong()) {
                throw SalesforceException.unreadable(asked, answer.status(), null);
            }
            counts.put(
                    required(asked, answer, count, "name"), count.get("count").longValue());
        }
        return Map.copyOf(counts);
    }

    static UserInfo userInfo(String asked, Answer answer) {
        JsonNode user = tree(asked, answer);
        return new UserInfo(
                required(asked, answer, user, "user_id"),
                required(asked, answer, user, "organization_id"),
                optional(user, "preferred_username"),
                optional(user, "name"),
                optional(user, "email"),
                flag(user, "is_salesforce_integration_user"));
    }

    static Limits limits(String asked, Answer answer) {
        Map<String, Limits.Limit> limits = new HashMap<>();
        tree(asked, answer).properties().forEach(member -> {
            JsonNode limit = member.getValue();
            if (limit.has("Max") && limit.has("Remaining")) {
                limits.put(
                        member.getKey(),
                        new Limits.Limit(
                                limit.get("Max").longValue(),
                                limit.get("Remaining").longValue()));
            }
        });
        return new Limits(limits);
    }

    /** The oldest first. */
    static List<ApiVersion> versions(String asked, Answer answer) {
        List<ApiVersion> versions = new ArrayList<>();
        for (JsonNode version : tree(asked, answer)) {
            try {
                versions.add(ApiVersion.parse(required(asked, answer, version, "version")));
            } catch (IllegalArgumentException e) {
                throw SalesforceException.unreadable(asked, answer.status(), null);
            }
        }
        return versions.stream().sorted().toList();
    }

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

    private static @Nullable String optional(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static String required(String asked, Answer answer, JsonNode object, String name) {
        String value = optional(object, name);
        if (value == null) {
            throw SalesforceException.unreadable(asked, answer.status(), null);
        }
        return value;
    }

    private static @Nullable Boolean flag(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || !value.isBoolean()) {
            return null;
        }
        return value.booleanValue();
    }

    static JsonNode tree(String asked, Answer answer) {
        try (InputStream content = answer.content()) {
            return Json.MAPPER.readTree(content);
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }
}
