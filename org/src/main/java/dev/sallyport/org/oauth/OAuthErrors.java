package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.util.Map;
import java.util.TreeMap;

/** Writes refusals as the OAuth server does (RFC 6749 section 5.2), and makes the common ones. */
public final class OAuthErrors {
    private OAuthErrors() {}

    /** Writes {@code error} and {@code error_description}. */
    public static void write(Context context, ApiError error) {
        context.status(error.status());
        TokenEndpoint.forbidCaching(context);
        AnswerFormat.of(context)
                .write(
                        context,
                        TokenEndpoint.XML_ROOT,
                        new TreeMap<>(Map.of("error", error.code(), "error_description", error.message())));
    }

    static ApiException refused(String error, String description) {
        return new ApiException(400, error, description);
    }

    /** What is said of a refresh token that is not taken, whatever the reason. */
    static ApiException expired() {
        return refused("invalid_grant", "expired access/refresh token");
    }

    /** What {@code login.salesforce.com} and {@code test.salesforce.com} say to client credentials. */
    static ApiException wrongDomain() {
        return refused("invalid_grant", "request not supported on this domain");
    }
}
