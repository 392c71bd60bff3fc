package dev.sallyport.auth.oauth;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sign-ins that this process started and alone can finish. */
public final class InMemoryPendingAuthorizations implements PendingAuthorizations {
    private final Map<String, PendingAuthorization> pending = new ConcurrentHashMap<>();

    @Override
    public void add(PendingAuthorization authorization, Instant now) {
        pending.values().removeIf(other -> !now.isBefore(other.expiresAt()));
        pending.put(authorization.state(), authorization);
    }

    @Override
    public Optional<PendingAuthorization> take(String state) {
        return Optional.ofNullable(pending.remove(state));
    }
}
