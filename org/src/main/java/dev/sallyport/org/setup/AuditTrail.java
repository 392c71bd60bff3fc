package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.ZoneOffset;

/** Writes what administrators did into {@code SetupAuditTrail}. */
public final class AuditTrail {
    private final OrgDatabase database;
    private final Clock clock;

    AuditTrail(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds an entry.
     *
     * @param actor who did it
     * @param action Salesforce's name for it, such as {@code createdprofile}
     * @param section the part of Setup, such as {@code Manage Users}
     * @param display the sentence that the trail shows
     */
    public void record(SalesforceId actor, String action, String section, String display) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                        "INSERT INTO \"SetupAuditTrail\" (\"Id\", \"Action\", \"Section\", \"CreatedDate\","
                                + " \"CreatedById\", \"Display\")"
                                + " VALUES (:id, :action, :section, :now, :actor, :display)")
                .bind("id", database.ids().next("0Ym").value())
                .bind("action", action)
                .bind("section", section)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .bind("display", display)
                .execute());
    }
}
