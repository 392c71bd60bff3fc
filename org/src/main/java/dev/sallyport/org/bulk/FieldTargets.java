package dev.sallyport.org.bulk;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a job's data stand for. See the Bulk API Developer Guide, "Relationship Fields in a Header Row" and
 * "Polymorphic Relationship Fields".
 */
public final class FieldTargets {
    private final Schema schema;
    private final SObjectType type;
    private final Operation operation;
    private final Map<String, Target> known = new HashMap<>();

    FieldTargets(Schema schema, SObjectType type, Operation operation) {
        this.schema = schema;
        this.type = type;
        this.operation = operation;
    }

    /** Where a value goes. */
    sealed interface Target {}

    /** The record's own id. */
    record OwnId() implements Target {}

    record OfField(Field field) implements Target {}

    /** A parent, by a field of its own. */
    record OfParent(String relationship, @Nullable String sObject, Field field) implements Target {}

    /**
     * Checks the names in the header of CSV, in which a parent has its type only where the relationship leads to several.
     *
     * @throws BulkException {@code InvalidBatch} for the first that is none
     */
    public void checkHeader(List<String> names) {
        check(names);
        for (String name : names) {
            if (target(name) instanceof OfParent parent && parent.sObject() != null && !isPolymorphic(parent)) {
                throw refusal(
                        "type is not needed for non polymorphic foreign key references: " + parent.relationship());
            }
        }
    }

    private boolean isPolymorphic(OfParent parent) {
        return type.parentRelationship(parent.relationship())
                .filter(reference -> reference.referenceTo().size() > 1)
                .isPresent();
    }

    /**
     * Checks names.
     *
     * @throws BulkException {@code InvalidBatch} for the first that is none
     */
    public void check(List<String> names) {
        names.forEach(this::target);
        if (operation.isDelete() && names.stream().anyMatch(name -> !name.equalsIgnoreCase("Id"))) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_BATCH, "The '" + operation.apiName() + "' batch must contain only ids");
        }
    }

    Target target(String name) {
        return known.computeIfAbsent(name, this::find);
    }

    private Target find(String name) {
        Optional<? extends Target> found = name.indexOf('.') >= 0 ? parent(name) : own(name);
        if (found.isEmpty()) {
            throw refusal("Field name not found : " + name);
        }
        return found.get();
    }

    private static BulkException refusal(String why) {
        return new BulkException(AsyncExceptionCode.INVALID_BATCH, why);
    }

    private Optional<? extends Target> own(String name) {
        if (name.equalsIgnoreCase("Id")) {
            return operation == Operation.INSERT ? Optional.empty() : Optional.of(new OwnId());
        }
        return type.field(name).filter(Field::stored).map(OfField::new);
    }

    /** {@code Relationship.Field}, or {@code Type:Relationship.Field} where the relationship leads to several types. */
    private Optional<OfParent> parent(String name) {
        int dot = name.indexOf('.');
        int colon = name.lastIndexOf(':', dot);
        String relationship = name.substring(colon + 1, dot);
        Optional<Field> reference = type.parentRelationship(relationship);
        if (colon < 0) {
            return reference.flatMap(found -> parent(found, null, name.substring(dot + 1)));
        }
        if (reference.isEmpty()) {
            throw refusal("Unable to find relationship: " + relationship);
        }
        return parent(reference.get(), name.substring(0, colon), name.substring(dot + 1));
    }

    private Optional<OfParent> parent(Field reference, @Nullable String sObject, String fieldName) {
        return reference.referenceTo().stream()
                .filter(target -> sObject == null || target.equalsIgnoreCase(sObject))
                .flatMap(target -> schema.type(target).stream())
                .flatMap(target -> target.field(fieldName).stream()
                        .filter(field -> field.externalId() || field.idLookup())
                        .map(field -> new OfParent(
                                String.valueOf(reference.relationshipName()),
                                sObject == null ? null : target.name(),
                                field)))
                .findFirst();
    }
}
