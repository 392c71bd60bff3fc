package dev.sallyport.org.browser;

import java.util.List;
import java.util.Map;

/**
 * Asks who is there.
 *
 * @param username what was typed or hinted; may be empty
 * @param message why the person was not let in; may be empty
 * @param kept what was typed into a form that came after the session was over, by name; comes back with {@link #KEPT} before
 *     each name
 */
public record LogInPage(FormFrame frame, String username, String message, Map<String, List<String>> kept)
        implements Page {
    /** What the names of kept fields begin with. */
    public static final String KEPT = "kept.";

    public LogInPage(FormFrame frame, String username, String message) {
        this(frame, username, message, Map.of());
    }

    @Override
    public String template() {
        return "logIn";
    }
}
