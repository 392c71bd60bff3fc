package dev.sallyport.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * The token that a request carries, and what takes its place when the resource refuses it. A new token is not replaced
 * again. But the one in the place of the first may be what another process has fetched long before, and be over as well:
 * that one is replaced once more.
 */
public final class CarriedToken {
    private static final int MOST_REPLACEMENTS = 2;

    private final ResourceAccess access;
    private final AccessToken token;
    private final int left;

    private CarriedToken(ResourceAccess access, AccessToken token, int left) {
        this.access = access;
        this.token = token;
        this.left = left;
    }

    static CarriedToken first(ResourceAccess access, AccessToken token) {
        return new CarriedToken(access, token, access.redirectOnChallenge() ? MOST_REPLACEMENTS : 0);
    }

    /** What the request carries. */
    public AccessToken token() {
        return token;
    }

    /**
     * What it carries when it is sent again, after the resource has refused this token with a 401.
     *
     * @return empty if it is not to be sent again: the refusal is the answer
     * @throws AuthorizationException if there is no other token to be had; if a person must sign in for it, with the address
     */
    public Optional<CarriedToken> replaced() {
        if (left == 0) {
            return Optional.empty();
        }
        Instant refused = Instant.now();
        AccessToken another = access.tokens().replace(token);
        boolean isNew = !another.issuedAt().isBefore(refused);
        return Optional.of(new CarriedToken(access, another, isNew ? 0 : left - 1));
    }
}
