package dev.sallyport.auth.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where tokens are kept between calls: in memory, or in a database that several processes share. A lease for each key lets
 * one of all who share the store call the token endpoint while the others wait for what it saves.
 */
public interface TokenStore {
    /** What was saved last; {@link TokenState#EMPTY} where nothing was. */
    TokenState read(TokenKey key);

    /**
     * Takes the right to call the token endpoint for a key.
     *
     * @param longest after this time another may take it all the same: whoever had it is gone
     * @return empty while another has it
     */
    Optional<Lease> lease(TokenKey key, Duration longest);

    /**
     * Forgets a key's tokens.
     *
     * @return whether there were any
     */
    boolean delete(TokenKey key);

    /** What may be shown of all stored tokens, by provider and user. */
    List<TokenMetadata> list();

    /** The right to call the token endpoint for a key, until it is closed or too old. */
    interface Lease extends AutoCloseable {
        /** What is saved now that nobody else changes it. */
        TokenState state();

        /** Saves a new state, unless the lease has become too old and another has saved since. */
        void save(TokenState state);

        /** Gives the right back. */
        @Override
        void close();
    }
}
