package dev.sallyport.salesforce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an sObject, as far as Sallyport uses it (REST API Developer Guide, "sObject Describe"; the names are
 * describe's own).
 *
 * @param name API name, such as {@code Site__c}
 * @param label what people see
 * @param type its type
 * @param length the most characters of a text field; 0 for other types
 * @param precision decimal digits in all, of {@code double}, {@code currency} and {@code percent}; else 0
 * @param scale decimal digits behind the point, of {@code double}, {@code currency} and {@code percent}; else 0
 * @param digits the most digits of an {@code int}; else 0
 * @param nillable whether it can be empty
 * @param nameField whether it is the object's name
 * @param unique whether no two records share a value
 * @param externalId whether it is marked as an external id
 * @param idLookup whether records can be found by it, as by an external id
 * @param createable whether the running user may set it on insert
 * @param updateable whether the running user may change it
 * @param calculated whether it is a formula
 * @param custom whether the org added it
 * @param caseSensitive whether its texts differ by case too: an id of another system that is unique so
 * @param cascadeDelete of a reference: whether the record goes with the one that it points to
 * @param filterable whether SOQL may compare it
 * @param sortable whether SOQL may order by it
 * @param groupable whether SOQL may group by it
 * @param aggregatable whether SOQL may aggregate it
 * @param compoundFieldName the compound field that it is a part of, or null
 * @param relationshipName of a reference: the name in a relationship path, such as {@code Account}; or null
 * @param referenceTo of a reference: the sObjects that it may point to; else empty
 * @param picklistValues of a picklist: its values in order; else empty
 */
public record FieldDescribe(
        String name,
        String label,
        FieldType type,
        int length,
        int precision,
        int scale,
        int digits,
        boolean nillable,
        boolean nameField,
        boolean unique,
        boolean externalId,
        boolean idLookup,
        boolean createable,
        boolean updateable,
        boolean calculated,
        boolean custom,
        boolean caseSensitive,
        boolean cascadeDelete,
        boolean filterable,
        boolean sortable,
        boolean groupable,
        boolean aggregatable,
        @Nullable String compoundFieldName,
        @Nullable String relationshipName,
        List<String> referenceTo,
        List<PicklistValue> picklistValues) {
    public FieldDescribe {
        referenceTo = List.copyOf(referenceTo);
        picklistValues = List.copyOf(picklistValues);
    }
}
