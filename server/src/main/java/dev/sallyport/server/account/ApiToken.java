package dev.sallyport.server.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a program's token.
 *
 * @param id never changes
 * @param userName in whose place the program acts
 * @param name what it is for
 * @param role what it may do at most; never more than the account may
 * @param createdAt when it was made
 * @param expiresAt when it ends; null for never
 */
public record ApiToken(
        String id,
        String userName,
        String name,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
