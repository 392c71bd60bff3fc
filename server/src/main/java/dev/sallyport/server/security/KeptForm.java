package dev.sallyport.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form that came before its time, after its session was over or without the tokens that it needs: what was typed is kept
 * until its owner has signed in, secrets excepted; of strangers less, for a session begins with it. It goes back to where forms are shown again, and only there: what such an address answers changes nothing, so
 * that nobody can have another send something in this way.
 *
 * @param path where the form is shown again
 * @param fields by name
 */
public record KeptForm(String path, Map<String, String> fields) implements Serializable {
    /** Where somebody who has logged in again gets the form back. */
    public static final String RESUME = "/resume";

    private static final String ATTRIBUTE = KeptForm.class.getName();
    private static final String AGAIN = "again";
    private static final Pattern SHOWS_AGAIN = Pattern.compile("(?:/[A-Za-z0-9][A-Za-z0-9_-]*)+/_form");
    private static final Pattern SECRET =
            Pattern.compile("_csrf|(?i:.*(?:password|passphrase|secret|token|content))|header\\.\\d+\\.value");
    private static final int LONGEST = 200_000;
    private static final int LONGEST_OF_STRANGER = 32_000;

    public KeptForm {
        fields = new LinkedHashMap<>(fields);
    }

    /** Keeps the form that a request sends, if it is one that can be shown again. */
    public static boolean keep(HttpServletRequest request) {
        String path = request.getParameter(AGAIN);
        if (!request.getMethod().equals("POST")
                || path == null
                || !SHOWS_AGAIN.matcher(path).matches()) {
            return false;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        int length = 0;
        for (Map.Entry<String, String[]> field : request.getParameterMap().entrySet()) {
            if (!SECRET.matcher(field.getKey()).matches()) {
                fields.put(field.getKey(), field.getValue()[0]);
                length += field.getKey().length() + field.getValue()[0].length();
            }
        }
        if (length > (request.getUserPrincipal() == null ? LONGEST_OF_STRANGER : LONGEST)) {
            return false;
        }
        request.getSession().setAttribute(ATTRIBUTE, new KeptForm(path, fields));
        return true;
    }

    /** Whether there is one in a session. */
    static boolean isKept(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof KeptForm;
    }

    /** The form that is kept for whoever asks, once; null if there is none. */
    public static @Nullable KeptForm take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof KeptForm kept)) {
            return null;
        }
        session.removeAttribute(ATTRIBUTE);
        return kept;
    }

    /** Without what was typed. */
    @Override
    public String toString() {
        return "KeptForm[" + path + "]";
    }
}
