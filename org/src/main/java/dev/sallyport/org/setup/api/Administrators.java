package dev.sallyport.org.setup.api;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.oauth.BearerToken;
import dev.sallyport.org.session.Session;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signs people in to Setup, and knows who is behind a request. */
public final class Administrators {
    private static final String COOKIE = "sid";

    private final Setup setup;
    private final Sessions sessions;

    public Administrators(Setup setup, Sessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    /** A person's sign-in by username and password, which an API Only user is refused. */
    void signIn(Context context) {
        JsonBody body = JsonBody.of(context, "username", "password");
        Optional<User> found = setup.users().find(body.requiredText("username"));
        boolean authentic = found.isPresent() && setup.users().hasPassword(found.get(), body.requiredText("password"));
        if (!authentic) {
            found.ifPresent(user ->
                    record(context, user, setup.users().isLockedOut(user) ? "Password Lockout" : "Invalid Password"));
            throw new ApiException(
                    401, "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
        }
        User user = found.get();
        requirePerson(context, user);
        record(context, user, LoginHistory.SUCCESS);
        String token = sessions.open(user.id(), null, Set.of(), setup.settings().sessionTimeout());
        context.cookie(new Cookie(COOKIE, token, "/", -1, false, true, null, SameSite.STRICT));
        context.json(Map.of("sessionId", token, "userId", user.id().value()));
    }

    /**
     * Who is behind a request.
     *
     * @throws ApiException if nobody is signed in, or the one who is may not change Setup
     */
    public User require(Context context) {
        Optional<String> token = BearerToken.ofHeader(context).or(() -> Optional.ofNullable(context.cookie(COOKIE)));
        User user = token.flatMap(sessions::find)
                .filter(session -> session.connectedAppId() == null)
                .map(Session::userId)
                .flatMap(id -> setup.users().find(id.value()))
                .filter(User::maySignIn)
                .orElseThrow(() -> new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        if (!setup.isAdministrator(user)) {
            throw new ApiException(
                    403,
                    "INSUFFICIENT_ACCESS",
                    "You do not have the level of access necessary to perform this operation.");
        }
        return user;
    }

    private void requirePerson(Context context, User user) {
        if (!user.maySignIn()) {
            record(context, user, "User is Inactive");
            throw new ApiException(
                    401, "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
        }
        if (setup.permissions().allows(user, Profile.API_ONLY_USER)) {
            record(context, user, "No Salesforce.com Access");
            throw new ApiException(
                    403,
                    "API_ONLY_USER",
                    "This user can only access Salesforce through the API: sign in as another user");
        }
        if (!setup.isAllowedFrom(user, context.ip())) {
            record(context, user, "Restricted IP");
            throw new ApiException(403, "LOGIN_DURING_RESTRICTED_DOMAIN", "Restricted IP address");
        }
    }

    private void record(Context context, User user, String status) {
        setup.loginHistory()
                .record(new LoginHistory.Attempt(
                        user.id(), "Application", null, "Browser", context.ip(), context.host(), status));
    }
}
