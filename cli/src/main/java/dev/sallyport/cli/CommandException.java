package dev.sallyport.cli;

import dev.sallyport.auth.SallyportException;

/** A command was given what it cannot work with. */
final class CommandException extends SallyportException {
    CommandException(String message, String advice) {
        super(message, advice, null);
    }
}
