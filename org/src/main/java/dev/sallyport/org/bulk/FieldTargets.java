package dev.sallyport.org.bulk;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
     * Checks the names in a header.
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
            throw new BulkException(AsyncExceptionCode.INVALID_BATCH, "Field name not found : " + name);
        }
        return found.get();
    }

    private Optional<? extends Target> own(String name) {
        if (name.equalsIgnoreCase("Id")) {
            return operation == Operation.INSERT ? Optional.empty() : Optional.of(new OwnId());
        }
        return type.field(name).filter(Field::stored).map(OfField::new);
    }

    private Optional<OfParent> parent(String name) {
        int dot = name.indexOf('.');
        String relationship = name.substring(0, dot);
        String fieldName = name.substring(dot + 1);
        int colon = relationship.indexOf(':');
        if (colon < 0) {
            return parent(relationship, null, fieldName);
        }
        String first = relationship.substring(0, colon);
        String second = relationship.substring(colon + 1);
        return parent(second, first, fieldName).or(() -> parent(first, second, fieldName));
    }

    private Optional<OfParent> parent(String relationship, @Nullable String sObject, String fieldName) {
        return type.parentRelationship(relationship).flatMap(reference -> reference.referenceTo().stream()
                .filter(target -> sObject == null || target.equalsIgnoreCase(sObject))
                .flatMap(target -> schema.type(target).stream())
                .flatMap(target -> target.field(fieldName).stream())
                .filter(field -> field.externalId() || field.idLookup())
                .findFirst()
                .map(field -> new OfParent(
                        String.valueOf(reference.relationshipName()),
                        sObject == null ? null : canonical(sObject),
                        field)));
    }

    private String canonical(String sObject) {
        return schema.type(sObject).map(SObjectType::name).orElse(sObject.toLowerCase(Locale.ROOT));
    }
}
