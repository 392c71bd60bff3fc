package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.IN_USE;
import static dev.sallyport.catalog.CatalogException.Reason.KEY;
import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenRevocation;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.catalog.Revocation.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens that are kept for the providers and their users: to be seen, never to be had. */
public final class Tokens {
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DatabaseTokenStore store;
    private final SecurityProviders providers;
    private final ProviderClients clients;
    private final Clock clock;

    Tokens(DatabaseTokenStore store, SecurityProviders providers, ProviderClients clients, Clock clock) {
        this.store = store;
        this.providers = providers;
        this.clients = clients;
        this.clock = clock;
    }

    /** Where they are kept. */
    TokenStore store() {
        return store;
    }

    /** All that are kept, by provider and user; nothing of it is decrypted. */
    public List<StoredToken> list() {
        return store.descriptions();
    }

    /**
     * What may be shown of one.
     *
     * @throws CatalogException if there is none
     */
    public StoredToken get(TokenKey key) {
        return store.describe(key)
                .orElseThrow(() -> new CatalogException(
                        NOT_FOUND,
                        "There is no token of " + key + ".",
                        "List those that there are: sallyport tokens list"));
    }

    /**
     * Ends a token at the server and forgets it here. It is forgotten even if the server does not end it.
     *
     * @return what became of it at the server
     * @throws CatalogException if there is none, or another process goes on renewing it
     */
    public Revocation revoke(TokenKey key) {
        get(key);
        // Held meanwhile, so that nobody renews what is being ended.
        try (TokenStore.Lease held = lease(key)) {
            Revocation revocation = end(key, readable(held::state));
            store.delete(key);
            return revocation;
        }
    }

    /**
     * Ends a person's tokens when the person signs out, where the provider says so: Token Delete On Sign Out.
     *
     * @return what became of them at the server; empty where they are kept, or there are none
     * @throws CatalogException if there is no such provider, or another process goes on renewing them
     */
    public Optional<Revocation> signOut(TokenKey key) {
        boolean deletes =
                providers.get(key.provider()) instanceof OAuthProvider provider && provider.tokenDeleteOnSignOut();
        return deletes && store.describe(key).isPresent() ? Optional.of(revoke(key)) : Optional.empty();
    }

    private TokenStore.Lease lease(TokenKey key) {
        for (long waited = 0; waited <= LONGEST_LEASE.toMillis(); waited += PAUSE.toMillis()) {
            Optional<TokenStore.Lease> lease = store.lease(key, LONGEST_LEASE);
            if (lease.isPresent()) {
                return lease.get();
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AuthorizationException.of(e);
            }
        }
        throw new CatalogException(
                IN_USE, "Another process goes on renewing the token of " + key + ".", "Try again in a minute.");
    }

    /**
     * Deletes a provider and its credentials, and ends its tokens.
     *
     * @param provider the provider's name
     * @return what became of each of its tokens at the server
     * @throws CatalogException if there is none of that name, or a data server uses it
     */
    public List<Revocation> deleteWithProvider(String provider) {
        return deleteWithProvider(provider, null);
    }

    /**
     * The same, unless somebody else has changed the provider since it was read.
     *
     * @param version of the provider that was read; null for whichever it has
     */
    public List<Revocation> deleteWithProvider(String provider, @Nullable Long version) {
        List<Ending> endings = new ArrayList<>();
        if (providers.get(provider) instanceof OAuthProvider oauth) {
            for (StoredToken token : list()) {
                TokenKey key = token.metadata().key();
                if (key.provider().equals(provider)) {
                    endings.add(new Ending(oauth, key, readable(() -> store.read(key))));
                }
            }
        }
        // First of all, for it may be refused: then the tokens are to go on.
        providers.delete(provider, version);
        return endings.stream()
                .map(ending -> end(ending.provider(), ending.key(), ending.tokens()))
                .toList();
    }

    private record Ending(OAuthProvider provider, TokenKey key, Optional<TokenState> tokens) {}

    private Revocation end(TokenKey key, Optional<TokenState> tokens) {
        return providers.get(key.provider()) instanceof OAuthProvider provider
                ? end(provider, key, tokens)
                : new Revocation(key, Outcome.NO_ENDPOINT, null);
    }

    private Revocation end(OAuthProvider provider, TokenKey key, Optional<TokenState> tokens) {
        if (tokens.isEmpty()) {
            return new Revocation(key, Outcome.FAILED, "It does not decrypt here.");
        }
        if (tokens.get().access() == null && tokens.get().refreshToken() == null) {
            return new Revocation(key, Outcome.NOTHING_TO_END, null);
        }
        try {
            boolean ended = new TokenRevocation(provider, clients.of(provider), clock).revoke(tokens.get());
            return new Revocation(key, ended ? Outcome.ENDED : Outcome.NO_ENDPOINT, null);
        } catch (AuthorizationException e) {
            return new Revocation(key, Outcome.FAILED, e.getMessage());
        }
    }

    private static Optional<TokenState> readable(Supplier<TokenState> tokens) {
        try {
            return Optional.of(tokens.get());
        } catch (CatalogException e) {
            if (e.reason() == KEY) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
