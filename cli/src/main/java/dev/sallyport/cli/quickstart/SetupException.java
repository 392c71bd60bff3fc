package dev.sallyport.cli.quickstart;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** The org's Setup refuses a step of the guide, or does not answer. */
final class SetupException extends SallyportException {
    SetupException(String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
    }
}
