package dev.sallyport.server.web;

import org.jspecify.annotations.Nullable;

/** A failure that is a problem already, for it was told by another thread or another node. */
public final class ProblemException extends RuntimeException {
    private final Problem problem;

    /**
     * A failure.
     *
     * @param cause null where it stayed where it happened
     */
    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** What to tell. */
    public Problem problem() {
        return problem;
    }
}
