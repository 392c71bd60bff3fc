package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The fields that every custom object has, followed by those of its own. */
final class StandardFields {
    private static final List<String> AFTER_NAME =
            List.of("CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp");
    private static final String ACTIVITY = "LastActivityDate";

    private StandardFields() {}

    /**
     * The fields of a custom object.
     *
     * @param definition has the fields of the object up to now, or none
     * @param detail whether the records belong to a master's, and so have no owner
     * @param activities whether tasks and events can be related to the records
     */
    static ArrayNode of(ObjectNode definition, ObjectNode nameField, boolean detail, boolean activities) {
        List<String> before = new ArrayList<>(detail ? List.of("Id") : List.of("Id", "OwnerId"));
        before.add("IsDeleted");
        List<String> after = new ArrayList<>(AFTER_NAME);
        if (activities) {
            after.add(ACTIVITY);
        }
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        before.forEach(fields::add);
        fields.add(nameField);
        after.forEach(fields::add);
        for (JsonNode field : definition.path("fields")) {
            boolean standard = field.isTextual()
                    && (before.contains(field.asText())
                            || after.contains(field.asText())
                            || List.of("OwnerId", ACTIVITY).contains(field.asText()));
            if (!standard && !field.path("nameField").asBoolean()) {
                fields.add(field);
            }
        }
        return fields;
    }
}
