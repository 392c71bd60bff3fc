package dev.sallyport.server.job;

/** What is done of a job does not count any more: another node has taken it over, or somebody has cancelled it. */
public final class LeaseLostException extends RuntimeException {
    LeaseLostException(String job) {
        super("The job " + job + " is not this node's any more.");
    }
}
