package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of one owner from the provider's token endpoint.
 *
 * <p>A token whose end is known is renewed a little before it, by one thread while the others go on with the old one; one
 * whose end is not known lives until the resource refuses it. After a refusal the endpoint is left alone for a second, and
 * for twice as long after each further one, up to five minutes: whoever asks meanwhile gets the same refusal again, so that
 * a wrong secret neither floods the server nor locks an account. All of this holds across every process that shares the
 * {@link TokenStore}.
 *
 * <p>A refresh token is used where one came, and replaced by the one that its answer brings. Where it is refused, the grant
 * is run again, or a person is asked to sign in if only a person can begin it.
 */
public final class OAuthTokenSource implements TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(OAuthTokenSource.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /**
     * Longer than all calls together may take, at half a minute each: the metadata at two places, a refresh token that is
     * refused, and the grant. Who lost the lease meanwhile could not save what came, and a rotated refresh token with it.
     */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(150);

    private final OAuthProvider provider;
    private final TokenKey key;
    private final TokenStore store;
    private final TokenEndpoint endpoint;
    private final Supplier<AuthorizationException> signIn;
    private final Clock clock;
    private final RandomGenerator random;

    /** Held while the store is asked: of one process, one thread at a time waits for another process. */
    private final ReentrantLock fetching = new ReentrantLock();

    /** Written under {@link #fetching} only, read by anyone. */
    private volatile @Nullable CachedToken current;

    /**
     * A token that this process has at hand. Its times are in milliseconds since 1970: of all ways to tell the time that is
     * the quickest, and it is told for each request.
     *
     * @param due from when it is to be renewed; {@link #NEVER} where its end is not known
     * @param over from when it is of no use; {@link #NEVER} likewise
     */
    private record CachedToken(AccessToken token, long due, long over) {
        static final long NEVER = Long.MAX_VALUE;

        static CachedToken of(AccessToken token, RandomGenerator random) {
            Instant due = RenewalTime.of(token, random);
            Instant end = token.expiresAt();
            return new CachedToken(
                    token, due == null ? NEVER : due.toEpochMilli(), end == null ? NEVER : end.toEpochMilli());
        }
    }

    /**
     * Where a source gets what is not the provider's.
     *
     * @param store where tokens are kept
     * @param http the transport; its own proxy, TLS and connection settings apply
     * @param clock what expiry and back-off are measured by
     * @param random what spreads the renewals of many processes
     * @param signInAddress where people sign in
     */
    public record Surroundings(
            TokenStore store, HttpClient http, Clock clock, RandomGenerator random, SignInAddress signInAddress) {
        /** A store of its own in memory, and nowhere for people to sign in. */
        public static Surroundings inMemory(HttpClient http, Clock clock) {
            return new Surroundings(
                    new InMemoryTokenStore(),
                    http,
                    clock,
                    RandomGenerator.getDefault(),
                    SignInAddress.below(URI.create("http://localhost")));
        }
    }

    /**
     * The client's own tokens, kept in memory.
     *
     * @param provider whose endpoint, grant and credentials are used; a changed provider needs a new source
     * @param http the transport; its own proxy, TLS and connection settings apply
     */
    public static OAuthTokenSource of(OAuthProvider provider, HttpClient http) {
        return new OAuthTokenSource(provider, http, Clock.systemUTC());
    }

    /**
     * The client's own tokens, kept in memory; the endpoint has not been called yet.
     *
     * @param provider whose endpoint, grant and credentials are used; a changed provider needs a new source
     * @param http the transport
     * @param clock what expiry and back-off are measured by
     */
    public OAuthTokenSource(OAuthProvider provider, HttpClient http, Clock clock) {
        this(provider, TokenKey.ofClient(provider.name()), Surroundings.inMemory(http, clock));
    }

    /**
     * The tokens of one owner; the endpoint has not been called yet.
     *
     * @param provider whose endpoint, grant and credentials are used; a changed provider needs a new source
     * @param key whose tokens they are
     * @param surroundings where tokens are kept, and the rest
     */
    public OAuthTokenSource(OAuthProvider provider, TokenKey key, Surroundings surroundings) {
        this.provider = provider;
        this.key = key;
        this.store = surroundings.store();
        this.clock = surroundings.clock();
        this.random = surroundings.random();
        this.endpoint = new TokenEndpoint(
                provider, new ServerMetadata(provider, surroundings.http()), surroundings.http(), clock);
        this.signIn = () -> AuthorizationException.signInRequired(
                "no token of " + key + " is valid.",
                surroundings.signInAddress().of(provider.name()));
    }

    @Override
    public AccessToken token() {
        CachedToken cached = current;
        if (cached == null) {
            return obtain(null);
        }
        if (cached.due() == CachedToken.NEVER) {
            return cached.token();
        }
        long now = clock.millis();
        if (now < cached.due()) {
            return cached.token();
        }
        return now < cached.over() ? renewEarly(cached) : obtain(null);
    }

    @Override
    public AccessToken replace(AccessToken refused) {
        return obtain(refused);
    }

    /** A token that is neither over nor refused: the one at hand, the one that another process saved, or a new one. */
    private AccessToken obtain(@Nullable AccessToken refused) {
        lock();
        try {
            CachedToken cached = current;
            if (cached != null && isUsable(cached.token(), refused)) {
                return cached.token();
            }
            for (int turn = 0; ; turn++) {
                Optional<AccessToken> saved = usable(store.read(key), refused);
                if (saved.isPresent()) {
                    return remember(saved.get());
                }
                Optional<TokenStore.Lease> lease = store.lease(key, LONGEST_LEASE);
                if (lease.isPresent()) {
                    return fetch(lease.get(), refused);
                }
                Waiting.aTurn(turn, random);
            }
        } finally {
            fetching.unlock();
        }
    }

    /** What is saved, if it can be used; the refusal told again, if the endpoint is to be left alone. */
    private Optional<AccessToken> usable(TokenState state, @Nullable AccessToken refused) {
        AccessToken access = state.access();
        if (access != null && isUsable(access, refused)) {
            return Optional.of(access);
        }
        TokenRefused refusal = state.refused();
        if (refusal != null && isPausing(refusal)) {
            throw refusal.again();
        }
        return Optional.empty();
    }

    private AccessToken fetch(TokenStore.Lease lease, @Nullable AccessToken refused) {
        try (lease) {
            TokenState state = lease.state();
            // Another process may have been faster between the look and the lease.
            Optional<AccessToken> saved = usable(state, refused);
            return saved.isPresent() ? remember(saved.get()) : exchange(lease, state, null);
        }
    }

    /** The old token still serves: no one waits for another's renewal, and a failed one is no one's failure yet. */
    private AccessToken renewEarly(CachedToken cached) {
        if (!fetching.tryLock()) {
            return cached.token();
        }
        try {
            CachedToken latest = current;
            if (latest != null && !latest.equals(cached)) {
                return latest.token();
            }
            Optional<TokenStore.Lease> lease = store.lease(key, LONGEST_LEASE);
            return lease.isPresent() ? renew(lease.get(), cached) : cached.token();
        } catch (SallyportException e) {
            // The store's failures too: what it would have said is not needed yet.
            LOG.warn("The token of provider {} could not be renewed early: {}", provider.name(), e.getMessage());
            return cached.token();
        } finally {
            fetching.unlock();
        }
    }

    private AccessToken renew(TokenStore.Lease lease, CachedToken cached) {
        try (lease) {
            TokenState state = lease.state();
            AccessToken saved = state.access();
            if (saved != null && !isSame(saved, cached.token()) && isUsable(saved, null)) {
                return remember(saved);
            }
            TokenRefused refusal = state.refused();
            return refusal != null && isPausing(refusal) ? cached.token() : exchange(lease, state, cached.token());
        }
    }

    /**
     * Calls the endpoint and saves what it says.
     *
     * @param stillGood what goes on to be saved if the endpoint refuses
     */
    private AccessToken exchange(TokenStore.Lease lease, TokenState before, @Nullable AccessToken stillGood) {
        Secret refreshToken = before.refreshToken();
        try {
            IssuedTokens issued = refreshToken == null ? null : refreshed(refreshToken);
            if (issued == null) {
                // If there was one, it is known to be bad.
                refreshToken = null;
                issued = granted();
            }
            // Where the answer brings no refresh token, the old one goes on (RFC 6749, section 6).
            Secret next = issued.refreshToken() == null ? refreshToken : issued.refreshToken();
            lease.save(new TokenState(issued.access(), next, null));
            LOG.debug("Provider {} has a new token.", provider.name());
            return remember(issued.access());
        } catch (AuthorizationException e) {
            switch (e.reason()) {
                case INTERRUPTED -> {}
                // Only a person can help: nothing is gained by leaving the endpoint alone.
                case SIGN_IN_REQUIRED -> lease.save(new TokenState(stillGood, null, null));
                default -> lease.save(new TokenState(stillGood, refreshToken, refusal(e, before.refused())));
            }
            if (stillGood == null) {
                current = null;
            }
            throw e;
        }
    }

    /** What came for a refresh token; null if it is not taken any more. */
    private @Nullable IssuedTokens refreshed(Secret refreshToken) {
        try {
            return endpoint.refresh(refreshToken);
        } catch (AuthorizationException e) {
            if (e.reason() != Reason.REFRESH_TOKEN_REFUSED) {
                throw e;
            }
            LOG.info(
                    "A refresh token of {} is not taken any more.",
                    provider.parameters().logPii() ? key : provider.name());
            return null;
        }
    }

    private IssuedTokens granted() {
        if (provider.grant() instanceof Grant.AuthorizationCode) {
            throw signIn.get();
        }
        return endpoint.issue();
    }

    private TokenRefused refusal(AuthorizationException e, @Nullable TokenRefused before) {
        Duration doubled = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) <= 0 ? doubled : LONGEST_PAUSE;
        return new TokenRefused(
                e.reason(), e.getMessage(), e.advice(), pause, clock.instant().plus(pause));
    }

    private AccessToken remember(AccessToken token) {
        current = CachedToken.of(token, random);
        return token;
    }

    private boolean isPausing(TokenRefused refusal) {
        return clock.instant().isBefore(refusal.until());
    }

    private boolean isUsable(AccessToken token, @Nullable AccessToken refused) {
        boolean over = token.expiresAt() != null && !clock.instant().isBefore(token.expiresAt());
        return !over && (refused == null || !isSame(token, refused));
    }

    private void lock() {
        try {
            fetching.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AuthorizationException.of(e);
        }
    }

    private static boolean isSame(AccessToken token, AccessToken other) {
        return token.value().equals(other.value());
    }
}
