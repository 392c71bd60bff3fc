package dev.sallyport.org.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.RecordError;
import dev.sallyport.org.records.SaveResult;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what became of records as the REST API does. */
final class SaveAnswers {

    /** {@code created} is told by upserts alone. */
    record Outcome(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String id,

            boolean success,
            List<RecordError> errors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean created) {}

    private SaveAnswers() {}

    static Outcome outcome(SaveResult result) {
        return new Outcome(result.success() ? result.id() : null, result.success(), result.errors(), null);
    }

    static Outcome upserted(SaveResult result) {
        return new Outcome(result.success() ? result.id() : null, result.success(), result.errors(), result.created());
    }

    static void json(Context context, int status, Object body) {
        context.status(status).json(body);
        context.contentType("application/json;charset=UTF-8");
    }

    /**
     * The id of the one record that was written.
     *
     * @throws ApiException if it was refused
     */
    static String requireSuccess(SaveResult result) {
        if (!result.success()) {
            RecordError first = result.errors().get(0);
            throw new ApiException(
                    new ApiError(status(first.statusCode()), first.statusCode(), first.message(), first.fields()));
        }
        return String.valueOf(result.id());
    }

    private static int status(String code) {
        return switch (code) {
            case "ENTITY_IS_DELETED", "NOT_FOUND" -> 404;
            case "INSUFFICIENT_ACCESS_OR_READONLY" -> 403;
            default -> 400;
        };
    }
}
