package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The shared tokens for whoever knows a provider as it was at some time. Once it is changed or disabled, no new token is
 * fetched by what it was: it would be taken for one of what it is now.
 */
final class UnchangedProviderTokens implements TokenStore {
    private final TokenStore store;
    private final SecurityProviders providers;
    private final OAuthProvider provider;

    UnchangedProviderTokens(TokenStore store, SecurityProviders providers, OAuthProvider provider) {
        this.store = store;
        this.providers = providers;
        this.provider = provider;
    }

    @Override
    public TokenState read(TokenKey key) {
        return store.read(key);
    }

    @Override
    public Optional<Lease> lease(TokenKey key, Duration longest) {
        Optional<Lease> lease = store.lease(key, longest);
        // Looked at under the lease: a change after this look ends the lease, and one before it is seen.
        if (lease.isPresent() && !providers.find(provider.name()).equals(Optional.of(provider))) {
            lease.get().close();
            throw new CatalogException(
                    INVALID,
                    "The security provider " + provider.name()
                            + " was changed or disabled after this connection was opened.",
                    "Open the connection again: then it goes by what the provider is now.");
        }
        return lease;
    }

    @Override
    public boolean delete(TokenKey key) {
        return store.delete(key);
    }

    @Override
    public List<TokenMetadata> list() {
        return store.list();
    }
}
