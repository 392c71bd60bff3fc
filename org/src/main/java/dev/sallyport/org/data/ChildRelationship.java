package dev.sallyport.org.data;

import org.jspecify.annotations.Nullable;

/**
 * A reference of another type's field to this type, seen from this side.
 *
 * @param childSObject the type that holds the reference, e.g. {@code Contact}
 * @param field the reference field there, e.g. {@code AccountId}
 * @param relationshipName the name for subqueries, e.g. {@code Contacts}; null where there is none
 * @param cascadeDelete whether children go with their parent
 * @param restrictedDelete whether children keep their parent from being deleted
 */
public record ChildRelationship(
        String childSObject,
        String field,
        @Nullable String relationshipName,
        boolean cascadeDelete,
        boolean restrictedDelete) {}
