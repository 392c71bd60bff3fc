package dev.sallyport.org.setup;

import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The refusals that several parts of Setup share. */
final class SetupErrors {
    private SetupErrors() {}

    static ApiException notFound(String what, String which) {
        return new ApiException(404, "NOT_FOUND", "No " + what + " '" + which + "' in this org");
    }

    static ApiException required(List<String> fields) {
        return new ApiException(
                new ApiError(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: " + fields, fields));
    }

    /** Refuses a text that is too long for its field. */
    static void requireLength(String label, String field, @Nullable String value, int most) {
        if (value != null && value.length() > most) {
            throw invalid(
                    "STRING_TOO_LONG",
                    label + ": data value too large: " + value + " (max length=" + most + ")",
                    field);
        }
    }

    static ApiException invalid(String code, String message, String field) {
        return new ApiException(new ApiError(400, code, message, List.of(field)));
    }
}
