package dev.sallyport.server.console;

import dev.sallyport.server.security.LogInFailure;
import dev.sallyport.server.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * Tells somebody who is logged in why a sign-in at a provider failed.
 *
 * @param failure why; null if that has been told before
 */
public record SignInFailedPage(@Nullable LogInFailure failure) implements Page {
    @Override
    public String template() {
        return "signInFailed.jte";
    }
}
