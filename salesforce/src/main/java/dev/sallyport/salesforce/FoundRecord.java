package dev.sallyport.salesforce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that a search found.
 *
 * @param sObject the API name of its sObject
 * @param fields the fields that the search returns, {@code Id} where it names none, in Salesforce's order: texts as they
 *     are, other scalars as JSON writes them, structures as their JSON; null where a field is empty
 */
public record FoundRecord(String sObject, Map<String, @Nullable String> fields) {
    public FoundRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
