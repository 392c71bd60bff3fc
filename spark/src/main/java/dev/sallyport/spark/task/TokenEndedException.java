package dev.sallyport.spark.task;

import dev.sallyport.auth.SallyportException;

/** A task's access token was refused while it ran. */
public final class TokenEndedException extends SallyportException {
    private static final long serialVersionUID = 1;

    TokenEndedException() {
        super(
                "Salesforce does not take the task's access token any more.",
                "A task that reads is run again with another token, as often as spark.task.maxFailures says (in local mode"
                        + " not at all, unless the master is local[N,FAILURES]). A write has written nothing: run it again.",
                null);
    }
}
