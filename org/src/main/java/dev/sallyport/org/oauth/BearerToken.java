package dev.sallyport.org.oauth;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a request carries its access token (RFC 6750 section 2; Salesforce also takes the scheme {@code OAuth}). */
public final class BearerToken {
    private BearerToken() {}

    /** The token of the {@code Authorization} header. */
    public static Optional<String> ofHeader(Context context) {
        @Nullable String header = context.header("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        String lowerCase = header.toLowerCase(Locale.ROOT);
        for (String scheme : new String[] {"bearer ", "oauth "}) {
            if (lowerCase.startsWith(scheme)) {
                return Optional.of(header.substring(scheme.length()).strip()).filter(token -> !token.isEmpty());
            }
        }
        return Optional.empty();
    }

    /**
     * The token of the header, or of the parameter {@code access_token} in a form body or the query; {@code oauth_token}
     * is Salesforce's older name of it (Salesforce Help, "Identity URLs").
     */
    static Optional<String> of(Context context) {
        return ofHeader(context)
                .or(() -> ofParameter(context, "access_token"))
                .or(() -> ofParameter(context, "oauth_token"));
    }

    private static Optional<String> ofParameter(Context context, String name) {
        return Form.ofBody(context).value(name).or(() -> Optional.ofNullable(context.queryParam(name)));
    }
}
