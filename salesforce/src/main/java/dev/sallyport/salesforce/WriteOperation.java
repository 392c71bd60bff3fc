package dev.sallyport.salesforce;

import java.util.Locale;

/** What is done with records (Bulk API 2.0 and Bulk API Developer Guide, "Create a Job", {@code operation}). */
public enum WriteOperation {
    INSERT,
    UPDATE,
    /** Inserts what has no match by an external id, and updates what has one. */
    UPSERT,
    DELETE;

    /** As Salesforce writes it, such as {@code insert}. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
