package dev.sallyport.cli;

import dev.sallyport.cli.quickstart.Progress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Tells of the walk through the guide, and of what stays up after it. */
interface QuickstartReport extends Progress {
    /** The walk is over, and nothing stays up. */
    void end();

    /** The walk is over; the org and the console stay up. */
    void end(Console console);

    /**
     * Sallyport's console over the walk's data folder.
     *
     * @param address where it is
     * @param result its page with the walk's result, for whoever has an account
     * @param setUp where the first administrator is made, who then sees the result; null if there is one already
     */
    record Console(URI address, URI result, @Nullable URI setUp) {
        /** Where a person goes first. */
        URI entrance() {
            return setUp == null ? result : setUp;
        }
    }
}
