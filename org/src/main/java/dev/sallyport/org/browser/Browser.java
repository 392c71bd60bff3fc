package dev.sallyport.org.browser;

import dev.sallyport.org.session.LoginRate;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The person at a browser: who is signed in, by the cookie {@code sid} that the Setup API takes too, and whether a form comes from
 * a page of ours. Each form holds a code that goes with the browser's cookies and that no other site can know.
 */
public final class Browser {
    /** The name of the form field that tells a page of ours from a forged one. */
    public static final String FORM_CODE = "form_code";

    /** Said of a form whose code is not that of this browser and session. */
    public static final String STALE_FORM = "The page was too old. Please try again.";

    private static final String SESSION_COOKIE = "sid";
    private static final String FORM_COOKIE = "form";
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Setup setup;
    private final Sessions sessions;
    private final LoginRate rate;
    private final SecureRandom random;
    private final byte[] formKey = new byte[KEY_BYTES];

    public Browser(Setup setup, Sessions sessions, LoginRate rate, SecureRandom random) {
        this.setup = setup;
        this.sessions = sessions;
        this.rate = rate;
        this.random = random;
        random.nextBytes(formKey);
    }

    /** Why somebody was not let in. */
    public enum Refusal {
        /** The username, the password or the user's state: which of them, is not told. */
        WRONG_PASSWORD("Please check your username and password. If you still can't log in, contact"
                + " your Salesforce administrator."),
        API_ONLY("This is an API Only user: it can access Salesforce through the API, but can't log in here."),
        RESTRICTED_ADDRESS("You are attempting to access salesforce.com from a restricted IP address. Contact your"
                + " administrator for access."),
        TOO_MANY_LOGINS("You logged in too often within an hour. Try again later.");

        private final String message;

        Refusal(String message) {
            this.message = message;
        }
    }

    /**
     * How a sign-in went.
     *
     * @param user null where nobody was let in
     * @param refusal null where somebody was
     */
    public record SignIn(@Nullable User user, @Nullable Refusal refusal) {
        /** For the page; empty where somebody was let in. */
        public String message() {
            return refusal == null ? "" : refusal.message;
        }
    }

    /** Who is signed in, and may be still. */
    public Optional<User> user(Context context) {
        return Optional.ofNullable(context.cookie(SESSION_COOKIE)).flatMap(this::user);
    }

    /** Whose session of Setup a token is, if it is one still. */
    public Optional<User> user(String token) {
        return sessions.find(token)
                .filter(session -> session.connectedAppId() == null)
                .flatMap(session -> setup.users().find(session.userId().value()))
                .filter(User::maySignIn);
    }

    /** Signs a person in by username and password, or says why not in no more words than Salesforce does. */
    public SignIn signIn(Context context, String username, String password) {
        Optional<User> found = setup.users().findByUsername(username);
        if (found.isEmpty() || !setup.users().hasPassword(found.get(), password)) {
            found.ifPresent(user ->
                    record(context, user, setup.users().isLockedOut(user) ? "Password Lockout" : "Invalid Password"));
            return new SignIn(null, Refusal.WRONG_PASSWORD);
        }
        User user = found.get();
        Optional<Refusal> refusal = refusal(context, user);
        if (refusal.isPresent()) {
            return new SignIn(null, refusal.get());
        }
        record(context, user, LoginHistory.SUCCESS);
        String token = sessions.open(user.id(), null, Set.of(), setup.settings().sessionTimeout());
        context.cookie(cookie(context, SESSION_COOKIE, token));
        context.attribute(SESSION_COOKIE, token);
        return new SignIn(user, null);
    }

    /** Signs the person out, and the browser forgets the session. */
    public void signOut(Context context) {
        Optional.ofNullable(context.cookie(SESSION_COOKIE)).ifPresent(sessions::revoke);
        context.removeCookie(SESSION_COOKIE, "/");
    }

    /** The code for a form of this browser, which gets a cookie to go with it. */
    public String formCode(Context context) {
        @Nullable String cookie = context.cookie(FORM_COOKIE);
        if (cookie == null || cookie.isEmpty()) {
            cookie = randomText();
            context.cookie(cookie(context, FORM_COOKIE, cookie));
        }
        return code(cookie, sessionOf(context));
    }

    /** Whether a form came from a page that this browser was given, for whoever is signed in now. */
    public boolean isOwnForm(Context context, String formCode) {
        @Nullable String cookie = context.cookie(FORM_COOKIE);
        return cookie != null
                && MessageDigest.isEqual(
                        code(cookie, sessionOf(context)).getBytes(StandardCharsets.US_ASCII),
                        formCode.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Refusal> refusal(Context context, User user) {
        if (!user.maySignIn()) {
            return refuse(context, user, "User is Inactive", Refusal.WRONG_PASSWORD);
        }
        if (setup.permissions().allows(user, Profile.API_ONLY_USER)) {
            return refuse(context, user, "No Salesforce.com Access", Refusal.API_ONLY);
        }
        if (!setup.isAllowedFrom(user, context.ip())) {
            return refuse(context, user, "Restricted IP", Refusal.RESTRICTED_ADDRESS);
        }
        return rate.admits(user.id())
                ? Optional.empty()
                : refuse(context, user, "Login Rate Exceeded", Refusal.TOO_MANY_LOGINS);
    }

    private Optional<Refusal> refuse(Context context, User user, String status, Refusal refusal) {
        record(context, user, status);
        return Optional.of(refusal);
    }

    private void record(Context context, User user, String status) {
        String loginUrl = Objects.requireNonNullElse(context.host(), "");
        setup.loginHistory()
                .record(new LoginHistory.Attempt(
                        user.id(), "Application", null, "Browser", context.ip(), loginUrl, status));
    }

    /** The session that the answer is of: one just opened, or the one of the request; empty for none. */
    public static String sessionOf(Context context) {
        @Nullable String opened = context.attribute(SESSION_COOKIE);
        return opened != null ? opened : Objects.requireNonNullElse(context.cookie(SESSION_COOKIE), "");
    }

    private String randomText() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String code(String cookie, String session) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(formKey, HMAC));
            byte[] code = mac.doFinal((cookie + "\n" + session).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    /** Lax, so that a person who comes from an app's page is still signed in. */
    private static Cookie cookie(Context context, String name, String value) {
        boolean secure = context.scheme().equals("https");
        return new Cookie(name, value, "/", -1, secure, true, null, SameSite.LAX);
    }
}
