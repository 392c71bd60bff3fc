package dev.sallyport.org.session;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session that has not ended.
 *
 * @param userId the running user
 * @param connectedAppId the app that the session was given to; null for a person's sign-in
 * @param scopes what the app was given; empty for a person's sign-in, which no scope bounds
 * @param lastsUntil when it ends if it is not used before
 */
public record Session(
        SalesforceId userId,
        @Nullable SalesforceId connectedAppId,
        Set<Scope> scopes,
        Instant issuedAt,
        Instant lastsUntil) {
    public Session {
        EnumSet<Scope> ordered = EnumSet.noneOf(Scope.class);
        ordered.addAll(scopes);
        scopes = Collections.unmodifiableSet(ordered);
    }

    /** Whether the session may call the APIs: a person's may, an app's needs the scope. */
    public boolean mayCallApis() {
        return connectedAppId == null || scopes.contains(Scope.API) || scopes.contains(Scope.FULL);
    }
}
