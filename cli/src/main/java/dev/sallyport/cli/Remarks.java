package dev.sallyport.cli;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SecurityProvider;
import java.io.PrintWriter;

/** What there is to say of a provider that has just been stored. */
final class Remarks {
    private Remarks() {}

    /** Prints what works and is unwise, and what keeps the provider from being used. */
    static void print(SecurityProvider provider, PrintWriter err) {
        provider.warnings().forEach(warning -> err.println("Warning: " + warning));
        try {
            provider.requireReady();
        } catch (AuthorizationException e) {
            err.println("It cannot be used yet. " + e.getMessage());
            err.println(e.advice());
        }
    }
}
