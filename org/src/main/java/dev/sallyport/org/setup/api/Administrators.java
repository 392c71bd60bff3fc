package dev.sallyport.org.setup.api;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Browser.Refusal;
import dev.sallyport.org.browser.Browser.SignIn;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.oauth.BearerToken;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signs people in to Setup's API as at its pages, and knows who is behind a request. */
public final class Administrators {
    private final Setup setup;
    private final Browser browser;

    public Administrators(Setup setup, Browser browser) {
        this.setup = setup;
        this.browser = browser;
    }

    /** A person's sign-in by username and password, which an API Only user is refused. */
    void signIn(Context context) {
        JsonBody body = JsonBody.of(context, "username", "password");
        SignIn signIn = browser.signIn(context, body.requiredText("username"), body.requiredText("password"));
        @Nullable User user = signIn.user();
        if (user == null) {
            throw refused(Objects.requireNonNull(signIn.refusal()));
        }
        context.json(Map.of(
                "sessionId", Browser.sessionOf(context), "userId", user.id().value()));
    }

    /**
     * Who is behind a request.
     *
     * @throws ApiException if nobody is signed in, or the one who is may not change Setup
     */
    public User require(Context context) {
        User user = BearerToken.ofHeader(context)
                .map(browser::user)
                .orElseGet(() -> browser.user(context))
                .orElseThrow(() -> new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        if (!setup.isAdministrator(user)) {
            throw new ApiException(
                    403,
                    "INSUFFICIENT_ACCESS",
                    "You do not have the level of access necessary to perform this operation.");
        }
        return user;
    }

    private static ApiException refused(Refusal refusal) {
        return switch (refusal) {
            case WRONG_PASSWORD ->
                new ApiException(
                        401, "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
            case API_ONLY ->
                new ApiException(
                        403,
                        "API_ONLY_USER",
                        "This user can only access Salesforce through the API: sign in as another user");
            case RESTRICTED_ADDRESS -> new ApiException(403, "LOGIN_DURING_RESTRICTED_DOMAIN", "Restricted IP address");
            case TOO_MANY_LOGINS -> new ApiException(403, "LOGIN_RATE_EXCEEDED", "login rate exceeded");
        };
    }
}
