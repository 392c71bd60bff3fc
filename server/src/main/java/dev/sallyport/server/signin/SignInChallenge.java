package dev.sallyport.server.signin;

import dev.sallyport.server.web.SignInLink;

/**
 * A page cannot be answered before its person has signed in at a provider: whoever catches failures to show them on a page
 * passes this one on, so that the person is sent there and comes back.
 */
public final class SignInChallenge extends RuntimeException {
    private final SignInLink link;

    private SignInChallenge(SignInLink link, Throwable cause) {
        super("A person must sign in at " + link.provider() + ".", cause);
        this.link = link;
    }

    /** Throws the challenge that a failure is, if it is one. */
    public static void passOn(Exception failure) {
        SignInLink link = SignInLink.of(failure);
        if (link != null) {
            throw new SignInChallenge(link, failure);
        }
    }

    SignInLink link() {
        return link;
    }
}
