package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AccessToken;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps tokens for as long as the process lives. */
public final class InMemoryTokenStore implements TokenStore {
    private final Map<TokenKey, Entry> entries = new HashMap<>();

    /** A key's state, and who may change it; a lease here ends with its owner's {@code close}, never by age. */
    private static final class Entry {
        private TokenState state = TokenState.EMPTY;
        private boolean leased;
    }

    @Override
    public synchronized TokenState read(TokenKey key) {
        Entry entry = entries.get(key);
        return entry == null ? TokenState.EMPTY : entry.state;
    }

    @Override
    public synchronized Optional<Lease> lease(TokenKey key, Duration longest) {
        Entry entry = entries.computeIfAbsent(key, added -> new Entry());
        if (entry.leased) {
            return Optional.empty();
        }
        entry.leased = true;
        return Optional.of(new EntryLease(entry));
    }

    @Override
    public synchronized boolean delete(TokenKey key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.state.equals(TokenState.EMPTY)) {
            return false;
        }
        entry.state = TokenState.EMPTY;
        return true;
    }

    @Override
    public synchronized List<TokenMetadata> list() {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().state.equals(TokenState.EMPTY))
                .map(entry -> metadata(entry.getKey(), entry.getValue().state))
                .sorted(Comparator.comparing(
                                (TokenMetadata token) -> token.key().provider())
                        .thenComparing(token -> token.key().user(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private static TokenMetadata metadata(TokenKey key, TokenState state) {
        AccessToken access = state.access();
        TokenRefused refused = state.refused();
        return new TokenMetadata(
                key,
                access == null ? null : access.issuedAt(),
                access == null ? null : access.expiresAt(),
                access == null ? Set.of() : access.scopes(),
                state.refreshToken() != null,
                refused == null ? null : refused.reason());
    }

    private final class EntryLease implements Lease {
        private final Entry entry;

        private EntryLease(Entry entry) {
            this.entry = entry;
        }

        @Override
        public TokenState state() {
            synchronized (InMemoryTokenStore.this) {
                return entry.state;
            }
        }

        @Override
        public void save(TokenState state) {
            synchronized (InMemoryTokenStore.this) {
                entry.state = state;
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryTokenStore.this) {
                entry.leased = false;
            }
        }
    }
}
