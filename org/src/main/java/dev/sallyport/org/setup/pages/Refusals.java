package dev.sallyport.org.setup.pages;

import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import java.util.List;

/** What a form is refused for before Setup can be asked. */
final class Refusals {
    private Refusals() {}

    /** A field with a value that it cannot have. */
    static ApiException invalid(String field, String message) {
        return new ApiException(new ApiError(400, "INVALID_FIELD", message, List.of(field)));
    }
}
