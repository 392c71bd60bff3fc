package dev.sallyport.catalog;

import dev.sallyport.catalog.Drift.PropertyChange;
import dev.sallyport.catalog.Drift.TableDrift;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.PicklistValue;
import dev.sallyport.salesforce.SObjectDescribe;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table with what it was. It goes by the records' components, so that a property added to them is compared
 * without a word here.
 */
final class TableComparison {
    /**
     * Told field by field; of no weight to whoever queries the table; and what goes with {@code externalId}, which earlier
     * imports have not got.
     */
    private static final Set<String> NOT_PROPERTIES = Set.of("fields", "childRelationships", "idLookup");

    private TableComparison() {}

    /** What differs; empty if nothing does. */
    static Optional<TableDrift> compare(SObjectDescribe before, SObjectDescribe after) {
        List<PropertyChange> changes = new ArrayList<>(changes(Optional.empty(), before, after));
        for (FieldDescribe field : after.fields()) {
            before.field(field.name()).ifPresent(old -> changes.addAll(changes(Optional.of(field.name()), old, field)));
        }
        TableDrift drift =
                new TableDrift(after.name(), fieldsOnlyIn(after, before), fieldsOnlyIn(before, after), changes);
        boolean same = drift.addedFields().isEmpty() && drift.removedFields().isEmpty() && changes.isEmpty();
        return same ? Optional.empty() : Optional.of(drift);
    }

    private static List<String> fieldsOnlyIn(SObjectDescribe one, SObjectDescribe other) {
        return one.fields().stream()
                .map(FieldDescribe::name)
                .filter(name -> other.field(name).isEmpty())
                .toList();
    }

    private static <R extends Record> List<PropertyChange> changes(Optional<String> field, R before, R after) {
        List<PropertyChange> changes = new ArrayList<>();
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            Object then = value(component, before);
            Object now = value(component, after);
            if (!NOT_PROPERTIES.contains(component.getName()) && !Objects.equals(then, now)) {
                changes.add(new PropertyChange(field, component.getName(), text(then), text(now)));
            }
        }
        return changes;
    }

    private static @Nullable Object value(RecordComponent component, Record holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A public record's accessor failed: " + component, e);
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof FieldType type) {
            return type.wireName();
        }
        if (value instanceof PicklistValue choice) {
            return choice.active() ? choice.value() : choice.value() + " (inactive)";
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(TableComparison::text).collect(Collectors.joining(", "));
        }
        return value.toString();
    }
}
