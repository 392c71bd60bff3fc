package dev.sallyport.org.rest;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields that a request asks for by {@code fields}: names, and nothing else that SOQL would take for more. */
final class FieldList {
    private static final Pattern NAME = Pattern.compile("\\w+(\\.\\w+)*");

    private FieldList() {}

    /** The fields in a request's parameter; empty where it has none. */
    static Optional<List<String>> parameter(Context context, SObjectType type) {
        @Nullable String fields = context.queryParam("fields");
        if (fields == null || fields.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                checked(Arrays.stream(fields.split(",", -1)).map(String::strip).toList(), type));
    }

    /**
     * Checks names of fields.
     *
     * @throws ApiException if one is no name
     */
    static List<String> checked(List<String> names, SObjectType type) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new ApiException(
                        400, "INVALID_FIELD", "No such column '" + name + "' on entity '" + type.name() + "'.");
            }
        }
        return names;
    }
}
