package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.http.ApiError;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes refusals as Bulk API does: an {@code error} with {@code exceptionCode} and {@code exceptionMessage}. */
public final class AsyncErrors {
    private AsyncErrors() {}

    /** Whether a path is of this API. */
    public static boolean isAsync(String path) {
        return path.startsWith("/services/async/");
    }

    /** See the Bulk API Developer Guide, "Errors". */
    public static void write(Context context, ApiError error) {
        boolean unrouted = error.status() == 404 || error.status() == 405;
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("exceptionCode", unrouted ? "InvalidUrl" : error.code());
        body.put("exceptionMessage", unrouted ? "Destination URL not reset. The URL is invalid" : error.message());
        AsyncFormat.of(context).send(context, error.status(), "error", body);
    }
}
