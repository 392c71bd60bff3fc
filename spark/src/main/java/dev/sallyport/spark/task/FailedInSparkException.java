package dev.sallyport.spark.task;

import dev.sallyport.auth.SallyportException;
import java.util.function.Supplier;

/** A failure as Spark's users see it, who are shown one message: what is wrong and what to do. */
public final class FailedInSparkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes a failure of Spark's side alone.
     *
     * @param message what is wrong, where, and what to do
     */
    public FailedInSparkException(String message) {
        super(message);
    }

    private FailedInSparkException(SallyportException cause) {
        super(cause.getMessage() + " " + cause.advice(), cause);
    }

    /** Does something whose failures say what to do. */
    public static <T> T telling(Supplier<T> work) {
        try {
            return work.get();
        } catch (SallyportException e) {
            throw new FailedInSparkException(e);
        }
    }
}
