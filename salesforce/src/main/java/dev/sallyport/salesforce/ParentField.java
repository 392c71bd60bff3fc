package dev.sallyport.salesforce;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field of a parent, by which a record finds the parent that it refers to (Bulk API 2.0 and Bulk API Developer Guide,
 * "Relationship Fields in a Header Row").
 *
 * @param sObject the parent's, where the relationship leads to one of several; else null, for Salesforce refuses it there
 * @param relationship its name, such as {@code Account} or {@code Mother_Of_Child__r}
 * @param field an external id of the parent, or another field with the {@code idLookup} property
 */
public record ParentField(@Nullable String sObject, String relationship, String field) {
    private static final Pattern NAME = Pattern.compile("(?:(\\w+):)?(\\w+)\\.(\\w+)");

    /**
     * Reads the name that {@link #name()} writes.
     *
     * @return empty if it is none, as that of a field of the record's own
     */
    public static Optional<ParentField> of(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new ParentField(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** Its name in the header of a bulk job, such as {@code Account.External_Id__c} or {@code Lead:Who.Email}. */
    public String name() {
        return (sObject == null ? "" : sObject + ":") + relationship + "." + field;
    }
}
