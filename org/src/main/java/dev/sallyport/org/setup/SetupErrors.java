package dev.sallyport.org.setup;

import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import java.util.List;

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

    static ApiException invalid(String code, String message, String field) {
        return new ApiException(new ApiError(400, code, message, List.of(field)));
    }
}
