package dev.sallyport.org.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request early into an {@link ApiError}, and has it written in the dialect of the API. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** H2: a lock that did not come in time, a deadlock, and a row that another transaction changed meanwhile. */
    private static final Set<Integer> CONTENDED = Set.of(50_200, 40_001, 90_131);

    private final ErrorWriter errors;

    Refusals(ErrorWriter errors) {
        this.errors = errors;
    }

    void addTo(JavalinConfig config) {
        config.routes.before(Refusals::refuseAtOnce);
        config.routes.exception(ApiException.class, (refused, context) -> errors.write(context, refused.error()));
        config.routes.exception(
                HttpResponseException.class, (refused, context) -> errors.write(context, unrouted(context, refused)));
        config.routes.exception(Exception.class, (failure, context) -> errors.write(context, failed(context, failure)));
        config.router.javaLangErrorHandler(
                (response, failure) -> LOG.error("A request ended with an error of the machine", failure));
    }

    /** What is known to be wrong before an endpoint is asked. */
    private static void refuseAtOnce(Context context) {
        Wire.plannedRefusal(context.req()).ifPresent(refusal -> {
            refusal.headers().forEach(context::header);
            throw new ApiException(refusal.error());
        });
        @Nullable String charset = context.req().getCharacterEncoding();
        if (charset != null && !isSupported(charset)) {
            throw new ApiException(
                    415,
                    RequestBody.unreadableCode(ApiKind.of(context.path())),
                    "The character encoding '" + charset + "' is not supported.");
        }
    }

    private static boolean isSupported(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }

    private static ApiError unrouted(Context context, HttpResponseException refused) {
        if (refused.getStatus() != 405) {
            return new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
        }
        Map<String, String> details = refused.getDetails();
        String allowed = details.getOrDefault("availableMethods", "GET").replace(" ", "");
        return new ApiError(
                405,
                "METHOD_NOT_ALLOWED",
                "HTTP Method '" + context.method() + "' not allowed. Allowed are " + allowed);
    }

    private static ApiError failed(Context context, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && CONTENDED.contains(sql.getErrorCode())) {
                return new ApiError(
                        400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records");
            }
        }
        LOG.error("{} {} failed", context.method(), context.path(), failure);
        return new ApiError(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred.");
    }
}
