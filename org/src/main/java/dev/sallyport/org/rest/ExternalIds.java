package dev.sallyport.org.rest;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.FieldText;
import dev.sallyport.org.records.UnreadableValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records that are named in an address by an external id. */
final class ExternalIds {
    private ExternalIds() {}

    /** A draft with the external id that the address names. */
    static Draft keyed(Draft draft, Field field, String value) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(draft.values());
        values.put(field.name(), parsed(field, value));
        return new Draft(draft.sObject(), draft.id(), values);
    }

    /** A query for the records that have an external id. */
    static String query(SObjectType type, Field field, String value) {
        Object parsed = parsed(field, value);
        String literal = parsed instanceof Number
                ? String.valueOf(parsed)
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
        return "SELECT Id FROM " + type.name() + " WHERE " + field.name() + " = " + literal;
    }

    static ApiException unknown(String name) {
        return new ApiException(
                404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + name);
    }

    private static @Nullable Object parsed(Field field, String value) {
        try {
            return FieldText.parse(field, value);
        } catch (UnreadableValueException e) {
            throw new ApiException(400, "INVALID_FIELD", String.valueOf(e.getMessage()));
        }
    }
}
