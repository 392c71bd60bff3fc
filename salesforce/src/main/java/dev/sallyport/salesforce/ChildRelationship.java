package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * The other end of a reference: the records that point here.
 *
 * @param childSObject the sObject that holds the reference
 * @param field the reference field on it
 * @param relationshipName the name in a child subquery, such as {@code Contacts}; null if it has none
 * @param cascadeDelete whether deleting the parent deletes them
 */
public record ChildRelationship(
        String childSObject, String field, @Nullable String relationshipName, boolean cascadeDelete) {}
