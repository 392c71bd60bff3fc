package dev.sallyport.org.records;

import org.jspecify.annotations.Nullable;

/**
 * A parent record, named by an external id instead of its own.
 *
 * @param sObject the parent's type, which a relationship to several types asks for; null where there is one only
 * @param field the parent's external id field
 * @param value of that field; null where the caller sent none
 */
public record ParentByExternalId(
        @Nullable String sObject, String field, @Nullable Object value) {}
