package dev.sallyport.server.job;

/** This node cannot do a job now; it is left to whichever node can. */
public final class JobPostponedException extends RuntimeException {
    /** For a reason that the log tells. */
    public JobPostponedException(String message, Throwable cause) {
        super(message, cause);
    }
}
