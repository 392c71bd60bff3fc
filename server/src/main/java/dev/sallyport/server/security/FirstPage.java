package dev.sallyport.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page that a set-up link leads to: whoever made the administrator with it sees that page after logging in. It is one of
 * this server's own, so that no link leads anybody to a stranger's.
 */
public final class FirstPage {
    private static final String ATTRIBUTE = FirstPage.class.getName();
    private static final Pattern OWN = Pattern.compile("(?:/[A-Za-z0-9][A-Za-z0-9_-]*)+");

    private FirstPage() {}

    /** Keeps the page for the log-in of this session; what is no path of this server's is dropped. */
    public static void keep(HttpServletRequest request, String path) {
        if (OWN.matcher(path).matches()) {
            request.getSession().setAttribute(ATTRIBUTE, path);
        }
    }

    /** The page that is kept, once; null for none. */
    static @Nullable String take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String path)) {
            return null;
        }
        session.removeAttribute(ATTRIBUTE);
        return path;
    }
}
