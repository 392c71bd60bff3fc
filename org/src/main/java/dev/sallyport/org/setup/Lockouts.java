package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;

/** Locks a user out who gives wrong passwords: ten in a row, for fifteen minutes, as Salesforce's password policy has it. */
final class Lockouts {
    private static final int MOST_FAILURES = 10;
    private static final Duration LOCKED = Duration.ofMinutes(15);

    private final Jdbi jdbi;
    private final Clock clock;

    Lockouts(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    boolean isLockedOut(SalesforceId user) {
        OffsetDateTime since = clock.instant().minus(LOCKED).atOffset(ZoneOffset.UTC);
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM SETUP.\"FailedLogin\""
                                + " WHERE \"UserId\" = :user AND \"Failures\" >= :most AND \"Last\" > :since")
                        .bind("user", user.value())
                        .bind("most", MOST_FAILURES)
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** Counts a wrong password; the count starts anew when a lockout is over. */
    void failed(SalesforceId user) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbi.useTransaction(handle -> {
            int failures = handle.createQuery("SELECT \"Failures\" FROM SETUP.\"FailedLogin\" WHERE \"UserId\" = :user")
                    .bind("user", user.value())
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0);
            handle.createUpdate("MERGE INTO SETUP.\"FailedLogin\" VALUES (:user, :failures, :now)")
                    .bind("user", user.value())
                    .bind("failures", failures >= MOST_FAILURES ? 1 : failures + 1)
                    .bind("now", now)
                    .execute();
        });
    }

    /** Forgets wrong passwords. */
    void clear(SalesforceId user) {
        jdbi.useHandle(
                handle -> handle.execute("DELETE FROM SETUP.\"FailedLogin\" WHERE \"UserId\" = ?", user.value()));
    }
}
