package dev.sallyport.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Why the last log-in or sign-in of a browser failed; told once, on another page than the one that the browser came back
 * to, whose address holds what the authorization server sent.
 *
 * @param message what happened
 * @param advice what to do about it; empty for nothing
 */
public record LogInFailure(String message, String advice) implements Serializable {
    private static final String ATTRIBUTE = LogInFailure.class.getName();

    /** Keeps it for the browser. */
    public void keep(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    /** What to tell; null if nothing failed. */
    public static @Nullable LogInFailure take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof LogInFailure failure)) {
            return null;
        }
        session.removeAttribute(ATTRIBUTE);
        return failure;
    }
}
