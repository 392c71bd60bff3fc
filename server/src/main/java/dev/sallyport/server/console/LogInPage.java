package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * Where people log in.
 *
 * @param alert what came of the last try, or of logging out; null for nothing
 */
public record LogInPage(@Nullable Alert alert) implements Page {
    @Override
    public String template() {
        return "login.jte";
    }
}
