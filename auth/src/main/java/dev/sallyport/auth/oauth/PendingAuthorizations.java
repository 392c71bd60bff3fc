package dev.sallyport.auth.oauth;

import java.time.Instant;
import java.util.Optional;

/** Sign-ins under way: in memory, or in a database, so that any node may finish what another has started. */
public interface PendingAuthorizations {
    /**
     * Keeps a sign-in until it comes back, and drops those that are over.
     *
     * @param now what is over by this time is dropped
     */
    void add(PendingAuthorization authorization, Instant now);

    /**
     * Takes a sign-in out, so that nobody can finish it twice; of all who ask at once, one gets it.
     *
     * @param state what came back; anything at all
     */
    Optional<PendingAuthorization> take(String state);
}
