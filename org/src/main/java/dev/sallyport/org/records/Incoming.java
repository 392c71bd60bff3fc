package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a caller sent: names become fields that the caller may write, values the form that is stored. */
final class Incoming {
    private final Access access;
    private final References references;

    Incoming(Access access, References references) {
        this.access = access;
        this.references = references;
    }

    /**
     * The values of a draft by the fields' own names.
     *
     * @throws RecordException if a name is no field that the actor may write, or a value does not fit its field
     */
    Map<String, @Nullable Object> read(Actor actor, SObjectType type, Draft draft, boolean create) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<String> notWritable = new ArrayList<>();
        draft.values().forEach((name, value) -> {
            Field field = field(actor, type, name, value);
            if (field.type() == FieldType.ID) {
                if (create) {
                    throw new RecordException(
                            "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
                }
                return;
            }
            boolean writable = create ? field.createable() : field.updateable();
            if (!writable || !actor.permissions().on(type, field).edit()) {
                notWritable.add(field.name());
            } else {
                values.put(field.name(), value(actor, type, field, value));
            }
        });
        if (!notWritable.isEmpty()) {
            throw new RecordException(List.of(new RecordError(
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "Unable to create/update fields: " + String.join(", ", notWritable)
                            + ". Please check the security settings of this field and verify that it is read/write for"
                            + " your profile or permission set.",
                    notWritable)));
        }
        return values;
    }

    private Field field(Actor actor, SObjectType type, String name, @Nullable Object value) {
        if (value instanceof ParentByExternalId) {
            Optional<Field> reference = type.parentRelationship(name)
                    .filter(found -> actor.permissions().canRead(type, found));
            if (reference.isPresent()) {
                return reference.get();
            }
        }
        return access.visibleField(actor, type, name);
    }

    private @Nullable Object value(Actor actor, SObjectType type, Field field, @Nullable Object given) {
        if (given == null) {
            if (field.type() == FieldType.BOOLEAN) {
                throw new RecordException(
                        "INVALID_TYPE_ON_FIELD_IN_RECORD",
                        field.label() + ": value not of required type: null",
                        field.name());
            }
            return null;
        }
        if (given instanceof ParentByExternalId parent) {
            return references.byExternalId(field, parent, actor).value();
        }
        Object value = ValueRules.normalise(field, given);
        if (value != null && field.type() == FieldType.REFERENCE) {
            references.require(type, field, new SalesforceId((String) value));
        }
        return value;
    }
}
