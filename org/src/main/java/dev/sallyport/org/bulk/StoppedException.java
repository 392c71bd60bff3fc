package dev.sallyport.org.bulk;

/** Work ends early: the job was aborted or deleted, or the org closes. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoppedException() {
        super("Work on a job ends early", null, false, false);
    }
}
