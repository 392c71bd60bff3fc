package dev.sallyport.salesforce;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An sObject with its fields (REST API Developer Guide, "sObject Describe"), as far as Sallyport uses it.
 *
 * @param name API name, such as {@code Account}
 * @param label what people see
 * @param labelPlural what people see over a list
 * @param keyPrefix the first three characters of its records' ids, or null if it has none
 * @param custom whether the org added it
 * @param queryable whether SOQL can read it
 * @param createable whether the running user may create records
 * @param updateable whether the running user may change records
 * @param deletable whether the running user may delete records
 * @param fields in the order of the answer
 * @param childRelationships in the order of the answer
 */
public record SObjectDescribe(
        String name,
        String label,
        String labelPlural,
        @Nullable String keyPrefix,
        boolean custom,
        boolean queryable,
        boolean createable,
        boolean updateable,
        boolean deletable,
        List<FieldDescribe> fields,
        List<ChildRelationship> childRelationships) {
    public SObjectDescribe {
        fields = List.copyOf(fields);
        childRelationships = List.copyOf(childRelationships);
    }

    /**
     * The field of that API name.
     *
     * @param fieldName in any case, as in SOQL
     */
    public Optional<FieldDescribe> field(String fieldName) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(fieldName))
                .findFirst();
    }
}
