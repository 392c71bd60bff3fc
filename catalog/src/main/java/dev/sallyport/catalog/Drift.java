package dev.sallyport.catalog;

import dev.sallyport.salesforce.SObjectDescribe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has changed in the org since the tables were imported.
 *
 * @param added tables that are not imported yet, by name
 * @param removed imported tables that the org no longer has or the user no longer sees, by name
 * @param changed imported tables that are not what they were, by name
 */
public record Drift(List<String> added, List<String> removed, List<TableDrift> changed) {
    /**
     * What has changed in a table.
     *
     * @param table API name
     * @param addedFields API names
     * @param removedFields API names
     * @param changes properties of the table and of fields that it had before
     */
    public record TableDrift(
            String table, List<String> addedFields, List<String> removedFields, List<PropertyChange> changes) {
        public TableDrift {
            addedFields = List.copyOf(addedFields);
            removedFields = List.copyOf(removedFields);
            changes = List.copyOf(changes);
        }
    }

    /**
     * A property with another value than before.
     *
     * @param field API name of the field; empty for a property of the table itself
     * @param property describe's own name, such as {@code length}
     * @param before the value at the last import
     * @param after the value now
     */
    public record PropertyChange(Optional<String> field, String property, String before, String after) {}

    public Drift {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** Whether everything is as it was imported. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /**
     * Compares two states of the same set of tables.
     *
     * @param before as imported
     * @param after as described now
     */
    static Drift between(List<SObjectDescribe> before, List<SObjectDescribe> after) {
        Map<String, SObjectDescribe> then = byName(before);
        Map<String, SObjectDescribe> now = byName(after);
        return new Drift(
                now.keySet().stream().filter(name -> !then.containsKey(name)).toList(),
                then.keySet().stream().filter(name -> !now.containsKey(name)).toList(),
                now.values().stream()
                        .flatMap(table -> Optional.ofNullable(then.get(table.name()))
                                .flatMap(old -> TableComparison.compare(old, table))
                                .stream())
                        .toList());
    }

    private static Map<String, SObjectDescribe> byName(List<SObjectDescribe> tables) {
        Map<String, SObjectDescribe> byName = new TreeMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return byName;
    }
}
