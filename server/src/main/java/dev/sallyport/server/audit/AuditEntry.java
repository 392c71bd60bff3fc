package dev.sallyport.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody did something.
 *
 * @param id later ones are greater
 * @param at when
 * @param actor the account's name
 * @param apiToken the name of the token by which a program did it in the actor's place; null for none
 * @param action what was done, such as {@code security-provider.update}
 * @param subject to what, such as the provider's name
 * @param before what it was, as JSON without secrets; null where there was nothing
 * @param after what it is now, likewise
 * @param requestId the request's id in the log
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        @Nullable String apiToken,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after,
        String requestId) {}
