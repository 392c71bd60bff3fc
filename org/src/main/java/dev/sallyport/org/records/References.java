package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the records that a record points to are there, and how they are found by external id. */
final class References {
    private final Schema schema;
    private final Rows rows;

    References(Schema schema, Rows rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /**
     * Checks that a reference leads to a record of a type that the field allows.
     *
     * @throws RecordException if it does not
     */
    void require(SObjectType owner, Field field, SalesforceId target) {
        Optional<SObjectType> type =
                schema.typeOf(target).filter(found -> field.referenceTo().contains(found.name()));
        if (type.isEmpty()) {
            throw new RecordException(
                    "FIELD_INTEGRITY_EXCEPTION",
                    field.label() + ": id value of incorrect type: " + target,
                    field.name());
        }
        Map<String, @Nullable Object> row = rows.find(type.get(), target)
                .orElseThrow(() -> new RecordException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if (Boolean.TRUE.equals(row.get("IsDeleted"))) {
            throw new RecordException("ENTITY_IS_DELETED", "entity is deleted");
        }
        if (field.name().equals("OwnerId")) {
            requireOwner(owner, target, row);
        }
    }

    private void requireOwner(SObjectType owned, SalesforceId owner, Map<String, @Nullable Object> row) {
        if (Boolean.FALSE.equals(row.get("IsActive"))) {
            throw new RecordException(
                    "INACTIVE_OWNER_OR_USER",
                    "operation performed with inactive user [" + owner.shortForm() + "] as owner of "
                            + owned.label().toLowerCase(Locale.ROOT),
                    "OwnerId");
        }
        boolean isGroup =
                schema.typeOf(owner).filter(type -> type.name().equals("Group")).isPresent();
        if (isGroup && !isQueueOf(owned, owner)) {
            throw new RecordException(
                    "FIELD_INTEGRITY_EXCEPTION", "Queue not associated with this SObject type", "OwnerId");
        }
    }

    private boolean isQueueOf(SObjectType owned, SalesforceId group) {
        SObjectType queues = schema.requireType("QueueSobject");
        return rows.idsWhere(queues, "QueueId", group.value()).stream().anyMatch(id -> rows.find(queues, id)
                .filter(row -> owned.name().equals(row.get("SobjectType")))
                .isPresent());
    }

    /**
     * Finds the one parent that has an external id.
     *
     * @throws RecordException if there is none or more than one, or the field is no external id
     */
    SalesforceId byExternalId(Field reference, ParentByExternalId parent, Actor actor) {
        SObjectType type = parentType(reference, parent);
        Field key = type.field(parent.field())
                .filter(field -> field.idLookup() && actor.permissions().canRead(type, field))
                .orElseThrow(() -> new RecordException(
                        "INVALID_FIELD",
                        "Field name provided, " + parent.field() + " is not an External ID or indexed field for "
                                + type.name(),
                        parent.field()));
        Object value = value(key, parent.value());
        List<SalesforceId> found = rows.idsWhere(type, key.name(), value);
        if (found.isEmpty()) {
            throw new RecordException(
                    "INVALID_FIELD",
                    "Foreign key external ID: " + value + " not found for field " + key.name() + " in entity "
                            + type.name());
        }
        if (found.size() > 1) {
            throw new RecordException(
                    "DUPLICATE_EXTERNAL_ID",
                    key.name() + ": more than one record found for external id field: " + found);
        }
        return found.get(0);
    }

    /** A value of the parent's field, read as it would be in a record of the parent's type. */
    private static Object value(Field key, @Nullable Object given) {
        @Nullable Object value = null;
        try {
            boolean whole = key.type() == FieldType.INT || key.type() == FieldType.LONG;
            if (given instanceof String || (whole && given != null)) {
                value = FieldText.parse(key, given.toString());
            } else {
                value = given;
            }
        } catch (UnreadableValueException e) {
            throw new RecordException("INVALID_FIELD", key.name() + ": " + e.getMessage(), key.name());
        }
        value = value == null ? null : ValueRules.normalise(key, value);
        if (value == null) {
            throw new RecordException("MISSING_ARGUMENT", key.name() + " not specified");
        }
        return value;
    }

    private SObjectType parentType(Field reference, ParentByExternalId parent) {
        @Nullable String named = parent.sObject();
        String name = reference.referenceTo().stream()
                .filter(target -> named == null ? reference.referenceTo().size() == 1 : target.equalsIgnoreCase(named))
                .findFirst()
                .orElseThrow(() -> new RecordException(
                        "INVALID_FIELD",
                        "The external foreign key reference does not specify a type, or one that " + reference.name()
                                + " cannot point to",
                        reference.name()));
        return schema.requireType(name);
    }

    /**
     * Checks that no record becomes its own ancestor.
     *
     * @throws RecordException if it would
     */
    void requireNoCircle(SObjectType type, Field field, SalesforceId id, SalesforceId parent) {
        Set<String> seen = new HashSet<>(Set.of(id.value()));
        @Nullable String next = parent.value();
        while (next != null) {
            if (!seen.add(next)) {
                throw new RecordException(
                        "CIRCULAR_DEPENDENCY", "attempt to violate hierarchy constraints", field.name());
            }
            Object above = rows.find(type, new SalesforceId(next))
                    .map(row -> row.get(field.name()))
                    .orElse(null);
            next = (String) above;
        }
    }
}
