package dev.sallyport.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Why the last log-in of a browser failed; told once. */
public final class LogInFailure {
    static final String ATTRIBUTE = LogInFailure.class.getName();

    private LogInFailure() {}

    /** What to tell; null if nothing failed. */
    public static @Nullable String take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String failure)) {
            return null;
        }
        session.removeAttribute(ATTRIBUTE);
        return failure;
    }
}
