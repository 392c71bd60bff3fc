package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.session.Sessions;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Remembers the assertions that name themselves by a {@code jti}, so that none is taken twice. Salesforce needs no
 * {@code jti}; where there is one, it sees to it that it was not sent before (RFC 7523 section 3).
 */
final class UsedAssertions {
    private final Jdbi jdbi;
    private final Clock clock;

    UsedAssertions(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Takes an assertion that was found good.
     *
     * @param app who signed it
     * @return whether it may be taken: it names itself by nothing, or by what was not sent before
     */
    synchronized boolean take(SalesforceId app, JwtAssertion assertion) {
        Optional<String> id = assertion.id();
        if (id.isEmpty()) {
            return true;
        }
        String hash = Sessions.hash(id.get());
        return jdbi.inTransaction(handle -> {
            forgetEnded(handle);
            if (isKnown(handle, app, hash)) {
                return false;
            }
            handle.createUpdate("INSERT INTO SETUP.\"UsedAssertion\" VALUES (:app, :hash, :until)")
                    .bind("app", app.value())
                    .bind("hash", hash)
                    .bind("until", assertion.end().atOffset(ZoneOffset.UTC))
                    .execute();
            return true;
        });
    }

    /** Whose time is over is refused for that. */
    private void forgetEnded(Handle handle) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        handle.createUpdate("DELETE FROM SETUP.\"UsedAssertion\" WHERE \"Until\" <= :now")
                .bind("now", now)
                .execute();
    }

    private static boolean isKnown(Handle handle, SalesforceId app, String hash) {
        return handle.createQuery("SELECT COUNT(*) FROM SETUP.\"UsedAssertion\""
                                + " WHERE \"AppId\" = :app AND \"IdHash\" = :hash")
                        .bind("app", app.value())
                        .bind("hash", hash)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
