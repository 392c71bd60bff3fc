package dev.sallyport.server.web;

import dev.sallyport.auth.AuthorizationException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody signs in who has no tokens of their own yet.
 *
 * @param provider the security provider's name
 */
public record SignInLink(String provider) {
    private static final String PATH = "/signin-";

    /** The link that makes up for a failure; null if no sign-in does. */
    public static @Nullable SignInLink of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException refusal) {
                return refusal.signInUrl().map(SignInLink::at).orElse(null);
            }
        }
        return null;
    }

    /** The address is made for the command line too; here it is a page of this server, however that is reached. */
    private static SignInLink at(URI address) {
        String path = address.getPath();
        return new SignInLink(path.substring(path.lastIndexOf(PATH) + PATH.length()));
    }

    /** The page where the sign-in begins. */
    public String path() {
        return PATH + provider;
    }

    /** What people see. */
    public String label() {
        return "Sign in with " + provider;
    }
}
