package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * An sObject in the list of all (REST API Developer Guide, "Describe Global").
 *
 * @param name API name, such as {@code Account}
 * @param label what people see
 * @param labelPlural what people see over a list
 * @param keyPrefix the first three characters of its records' ids, or null if it has none
 * @param custom whether the org added it
 * @param queryable whether SOQL can read it
 */
public record SObjectSummary(
        String name,
        String label,
        String labelPlural,
        @Nullable String keyPrefix,
        boolean custom,
        boolean queryable) {}
