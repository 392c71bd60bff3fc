package dev.sallyport.org.oauth;

import io.javalin.http.Context;
import java.util.Objects;

/**
 * Where a sign-in comes from.
 *
 * @param sourceIp the client's address
 * @param loginUrl host and port that were called
 */
record Origin(String sourceIp, String loginUrl) {
    static Origin of(Context context) {
        return new Origin(context.ip(), Objects.requireNonNullElse(context.host(), ""));
    }
}
