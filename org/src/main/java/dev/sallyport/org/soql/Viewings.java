package dev.sallyport.org.soql;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Notes when records were viewed or referenced last (SOQL and SOSL Reference, "FOR VIEW" and "FOR REFERENCE"). Salesforce
 * keeps the time for each user, the org for all of them together.
 */
final class Viewings {
    private final OrgDatabase database;
    private final Clock clock;

    Viewings(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void note(Query query, QueryResult result, QueryContext context) {
        boolean viewed = query.usage().contains(Query.Usage.VIEW);
        if (!viewed && !query.usage().contains(Query.Usage.REFERENCE)) {
            return;
        }
        List<String> ids =
                result.records().stream().flatMap(row -> row.id().stream()).toList();
        database.schema()
                .type(query.from().path().last())
                .filter(type -> context.visibility().canRead(type))
                .ifPresent(type -> {
                    note(type, "LastReferencedDate", ids);
                    if (viewed) {
                        note(type, "LastViewedDate", ids);
                    }
                });
    }

    private void note(SObjectType type, String field, List<String> ids) {
        if (type.field(field).isEmpty() || ids.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE " + Sql.quoted(type.name()) + " SET "
                        + Sql.quoted(field) + " = :now WHERE \"Id\" = ANY(:ids)")
                .bind("now", now)
                .bindArray("ids", String.class, ids)
                .execute());
    }
}
