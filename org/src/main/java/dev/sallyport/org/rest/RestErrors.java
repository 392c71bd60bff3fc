package dev.sallyport.org.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.org.http.ApiError;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes refusals as the REST API does: an array of errors, with {@code fields} where they are about a record. */
public final class RestErrors {

    private record Body(
            String message,
            String errorCode,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> fields) {}

    private RestErrors() {}

    /** See the REST API Developer Guide, "Status Codes and Error Responses". */
    public static void write(Context context, ApiError error) {
        context.status(error.status());
        @Nullable List<String> fields = error.ofRecord() ? error.fields() : null;
        context.json(List.of(new Body(error.message(), error.code(), fields)));
        context.contentType("application/json;charset=UTF-8");
    }
}
