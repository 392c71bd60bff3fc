package dev.sallyport.cli;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** A running server refuses what a command asks of it, or is not there. */
final class RunningServerException extends SallyportException {
    RunningServerException(String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
    }
}
