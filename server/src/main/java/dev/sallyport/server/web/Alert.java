package dev.sallyport.server.web;

import org.jspecify.annotations.Nullable;

/**
 * What came of what somebody sent.
 *
 * @param kind {@code good} or {@code bad}
 * @param message what happened
 * @param advice what to do about it; empty for nothing
 * @param signIn where to sign in, if that helps; null if it does not
 */
public record Alert(
        String kind,
        String message,
        String advice,
        @Nullable SignInLink signIn) {
    /** It worked. */
    public static Alert good(String message) {
        return new Alert("good", message, "", null);
    }

    /** It did not. */
    public static Alert bad(String message, String advice) {
        return new Alert("bad", message, advice, null);
    }

    /** It did not, for the reason that a failure tells. */
    public static Alert of(Exception failure) {
        SignInLink signIn = SignInLink.of(failure);
        if (signIn != null) {
            return of(signIn);
        }
        Problem problem = Problems.of(failure);
        String advice = problem.advice();
        return bad(problem.detail(), advice == null ? "" : advice);
    }

    /** Somebody must sign in first. */
    public static Alert of(SignInLink signIn) {
        return new Alert(
                "bad",
                "This uses tokens of your own, and you have none that is valid.",
                "Sign in with " + signIn.provider() + ": you come back here.",
                signIn);
    }
}
