package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.SignInLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where people log in.
 *
 * @param identityProviders the providers by which people may log in instead of a password
 * @param alert what came of the last try, or of logging out; null for nothing
 */
public record LogInPage(
        List<SignInLink> identityProviders, @Nullable Alert alert) implements Page {
    @Override
    public String template() {
        return "login.jte";
    }
}
