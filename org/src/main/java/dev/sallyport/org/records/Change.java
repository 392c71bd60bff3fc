package dev.sallyport.org.records;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to be stored.
 *
 * @param id the id that it has, or that it will have
 * @param before the stored row; empty for a new record
 * @param values what is to be stored, by field name; what type rules add goes here
 * @param now the time that is written as that of the change
 */
record Change(
        SObjectType type,
        SalesforceId id,
        Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> values,
        Instant now) {

    boolean isNew() {
        return before.isEmpty();
    }

    /** The value that the record will have. */
    @Nullable
    Object get(String field) {
        return values.containsKey(field) ? values.get(field) : before.get(field);
    }

    Optional<String> text(String field) {
        return Optional.ofNullable((String) get(field));
    }

    Optional<SalesforceId> reference(String field) {
        return text(field).map(SalesforceId::new);
    }

    /** Whether the caller set the field. */
    boolean sets(String field) {
        return values.containsKey(field);
    }

    /** Whether the record is new, or the field will have another value than before. */
    boolean changes(String field) {
        return isNew() || (sets(field) && !java.util.Objects.equals(values.get(field), before.get(field)));
    }

    void set(String field, @Nullable Object value) {
        values.put(field, value);
    }
}
