package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;

/** A form cannot be what it says; it knows the fields. */
final class FormRefused extends SallyportException {
    private final transient FormErrors errors;

    FormRefused(String message, String advice, FormErrors errors) {
        super(message, advice, null);
        this.errors = errors;
    }

    FormErrors errors() {
        return errors;
    }
}
