package dev.sallyport.org.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a caller sent it.
 *
 * @param sObject name of the type, in any case
 * @param id the record's id as it was written; null where there is none yet
 * @param values by field name in any case, in the order sent. A value is of the Java type that
 *     {@link dev.sallyport.org.soql.Row#get(int)} gives for the field; null empties the field; a
 *     {@link ParentByExternalId} under the name of a relationship finds a parent
 */
public record Draft(String sObject, @Nullable String id, Map<String, @Nullable Object> values) {
    public Draft {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
