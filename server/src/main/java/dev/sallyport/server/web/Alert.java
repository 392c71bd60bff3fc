package dev.sallyport.server.web;

/**
 * What came of what somebody sent.
 *
 * @param kind {@code good} or {@code bad}
 * @param message what happened
 * @param advice what to do about it; empty for nothing
 */
public record Alert(String kind, String message, String advice) {
    /** It worked. */
    public static Alert good(String message) {
        return new Alert("good", message, "");
    }

    /** It did not. */
    public static Alert bad(String message, String advice) {
        return new Alert("bad", message, advice);
    }

    /** It did not, for the reason that a failure tells. */
    public static Alert of(Exception failure) {
        Problem problem = Problems.of(failure);
        String advice = problem.advice();
        return bad(problem.detail(), advice == null ? "" : advice);
    }
}
