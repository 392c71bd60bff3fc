package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** What administrators did: {@code SetupAuditTrail}. */
public final class AuditTrail {
    private final OrgDatabase database;
    private final Clock clock;

    AuditTrail(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An entry as it was written. */
    public record Entry(Instant time, String username, String action, String section, String display) {}

    /** Entries, newest first. */
    public List<Entry> latest(int most, int skipped) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT t.*, u.\"Username\" FROM"
                        + " \"SetupAuditTrail\" t JOIN \"User\" u ON u.\"Id\" = t.\"CreatedById\""
                        + " ORDER BY t.\"CreatedDate\" DESC, t.\"Id\" DESC LIMIT :most OFFSET :skipped")
                .bind("most", most)
                .bind("skipped", skipped)
                .map((row, context) -> new Entry(
                        row.getObject("CreatedDate", OffsetDateTime.class).toInstant(),
                        row.getString("Username"),
                        row.getString("Action"),
                        row.getString("Section"),
                        row.getString("Display")))
                .list());
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
