package dev.sallyport.org.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Counts what is used of the Bulk APIs' daily limits. What a deleted job used stays used. */
public final class Allowances {
    private static final Duration DAY = Duration.ofHours(24);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Map<Allowance, Long> changed = new ConcurrentHashMap<>();

    Allowances(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The most that may be used in 24 hours. */
    public long most(Allowance allowance) {
        return changed.getOrDefault(allowance, allowance.most());
    }

    /** Sets the most that may be used in 24 hours, until the org stops. */
    public void setMost(Allowance allowance, long most) {
        changed.put(allowance, most);
    }

    /** What was used in the last 24 hours. */
    public long used(Allowance allowance) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT COALESCE(SUM(\"Amount\"), 0) FROM BULK.\"Usage\" WHERE \"Allowance\" = :allowance"
                                + " AND \"At\" > :since")
                .bind("allowance", allowance.name())
                .bind("since", now().minus(DAY))
                .mapTo(Long.class)
                .one());
    }

    /** Uses some. Returns whether that much was left; if not, nothing is used. */
    public synchronized boolean use(Allowance allowance, long amount) {
        if (used(allowance) + amount > most(allowance)) {
            return false;
        }
        jdbi.useHandle(handle -> {
            handle.createUpdate("DELETE FROM BULK.\"Usage\" WHERE \"At\" <= :before")
                    .bind("before", now().minus(DAY))
                    .execute();
            handle.createUpdate("INSERT INTO BULK.\"Usage\" VALUES (:allowance, :now, :amount)")
                    .bind("allowance", allowance.name())
                    .bind("now", now())
                    .bind("amount", amount)
                    .execute();
        });
        return true;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
