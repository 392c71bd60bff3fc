package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens from the provider's token endpoint.
 *
 * <p>A token whose end is known is renewed a little before it, by one thread while the others go on with the old one;
 * one whose end is not known lives until the resource refuses it. After a refusal the endpoint is left alone for a
 * second, and for twice as long after each further one, up to five minutes: whoever asks meanwhile gets the same refusal
 * again, so that a wrong secret neither floods the server nor locks an account.
 */
public final class OAuthTokenSource implements TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(OAuthTokenSource.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LARGEST_MARGIN = Duration.ofMinutes(1);
    private static final int MARGIN_SHARE = 10;

    private final SecurityProvider provider;
    private final TokenEndpoint endpoint;
    private final Clock clock;

    /** Held while the endpoint is called: who waits for it finds the other's token, or the other's refusal. */
    private final ReentrantLock fetching = new ReentrantLock();

    /** Written under {@link #fetching} only, read by anyone. */
    private volatile @Nullable AccessToken current;

    /** Read and written under {@link #fetching} only; null after a success. */
    private @Nullable Pause pause;

    private record Pause(AuthorizationException refusal, Duration length, Instant end) {}

    /**
     * Makes a source that has not called the token endpoint yet.
     *
     * @param provider whose endpoint, grant and credential are used; a changed provider needs a new source
     * @param http the transport; its own proxy, TLS and connection settings apply
     * @param clock what expiry and back-off are measured by
     */
    public OAuthTokenSource(SecurityProvider provider, HttpClient http, Clock clock) {
        this.provider = provider;
        this.endpoint = new TokenEndpoint(provider, http, clock);
        this.clock = clock;
    }

    @Override
    public AccessToken token() {
        AccessToken token = current;
        Instant now = clock.instant();
        if (token == null || isOver(token, now)) {
            return fetchUnlessDone(null);
        }
        return isDue(token, now) ? renewEarly(token) : token;
    }

    @Override
    public AccessToken replace(AccessToken refused) {
        return fetchUnlessDone(refused);
    }

    private AccessToken fetchUnlessDone(@Nullable AccessToken refused) {
        lock();
        try {
            AccessToken token = current;
            if (token != null && !isOver(token, clock.instant()) && !isSame(token, refused)) {
                return token;
            }
            current = null;
            return fetch();
        } finally {
            fetching.unlock();
        }
    }

    /** The old token still serves: no one waits for another's renewal, and a failed one is no one's failure yet. */
    private AccessToken renewEarly(AccessToken token) {
        if (!fetching.tryLock()) {
            return token;
        }
        try {
            AccessToken latest = current;
            if (latest != null && !isSame(latest, token)) {
                return latest;
            }
            return latest != null && isPausing() ? token : fetch();
        } catch (AuthorizationException e) {
            LOG.warn("The token of provider {} could not be renewed early: {}", provider.name(), e.getMessage());
            return token;
        } finally {
            fetching.unlock();
        }
    }

    /** Calls the endpoint, unless it has refused too lately. The lock is held. */
    private AccessToken fetch() {
        Pause latest = pause;
        if (latest != null && isPausing()) {
            throw latest.refusal().again();
        }
        try {
            AccessToken token = endpoint.issue();
            current = token;
            pause = null;
            LOG.debug("Provider {} has a new token.", provider.name());
            return token;
        } catch (AuthorizationException e) {
            if (e.reason() != Reason.INTERRUPTED) {
                Duration length =
                        latest == null ? FIRST_PAUSE : shorter(latest.length().multipliedBy(2), LONGEST_PAUSE);
                pause = new Pause(e, length, clock.instant().plus(length));
            }
            throw e;
        }
    }

    private boolean isPausing() {
        Pause latest = pause;
        return latest != null && clock.instant().isBefore(latest.end());
    }

    private void lock() {
        try {
            fetching.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AuthorizationException.of(e);
        }
    }

    private static boolean isOver(AccessToken token, Instant now) {
        return token.expiresAt() != null && !now.isBefore(token.expiresAt());
    }

    private static boolean isDue(AccessToken token, Instant now) {
        Instant end = token.expiresAt();
        if (end == null) {
            return false;
        }
        Duration margin = shorter(Duration.between(token.issuedAt(), end).dividedBy(MARGIN_SHARE), LARGEST_MARGIN);
        return !now.isBefore(end.minus(margin));
    }

    private static boolean isSame(AccessToken token, @Nullable AccessToken other) {
        return other != null && token.value().equals(other.value());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
