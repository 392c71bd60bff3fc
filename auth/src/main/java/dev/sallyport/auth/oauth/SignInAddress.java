package dev.sallyport.auth.oauth;

import java.net.URI;

/** Where people sign in, for an error to name it. */
@FunctionalInterface
public interface SignInAddress {
    /**
     * The page that starts a sign-in, such as {@code https://sallyport.example.com/signin-Salesforce}; not the
     * authorization endpoint itself, for only a sign-in that begins in the person's own browser may end there.
     *
     * @param provider the security provider's name
     */
    URI of(String provider);

    /** Below a server's own address. */
    static SignInAddress below(URI base) {
        String root = base.toString().replaceFirst("/$", "");
        return provider -> URI.create(root + "/signin-" + provider);
    }
}
