package dev.sallyport.org.records;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.http.ApiException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What has changed in a span of time, for copies of an org's data elsewhere. See the SOAP API Developer Guide,
 * "getUpdated()" and "getDeleted()". Seconds of the span do not count.
 */
public final class Replication {
    private static final Duration LONGEST_PAST = Duration.ofDays(30);
    private static final int MOST = 600_000;

    private final Rows rows;
    private final Clock clock;

    public Replication(OrgDatabase database, Clock clock) {
        this.rows = Rows.toRead(database);
        this.clock = clock;
    }

    /**
     * Records that were created or changed and are still there.
     *
     * @param latestDateCovered where the next span should begin
     */
    public record Updated(List<String> ids, Instant latestDateCovered) {}

    /** A record that was deleted, and is not undeleted. */
    public record DeletedRecord(String id, Instant deletedDate) {}

    /**
     * Records that were deleted.
     *
     * @param earliestDateAvailable before this nothing is known
     * @param latestDateCovered where the next span should begin
     */
    public record Deleted(
            List<DeletedRecord> deletedRecords, Instant earliestDateAvailable, Instant latestDateCovered) {}

    /**
     * Finds what was created or changed.
     *
     * @throws ApiException {@code INVALID_REPLICATION_DATE} if the span is not one of the last 30 days
     */
    public Updated updated(SObjectType type, Instant start, Instant end) {
        requireReplicateable(type);
        Span span = span(start, end);
        String time = type.field("SystemModstamp").isPresent() ? "SystemModstamp" : "CreatedDate";
        String sql = "SELECT \"Id\", \"" + time + "\" FROM " + Rows.quoted(type.name()) + " WHERE \"" + time
                + "\" >= ? AND \"" + time + "\" < ?" + (type.hasRecycleBin() ? " AND NOT \"IsDeleted\"" : "")
                + " ORDER BY \"" + time + "\", \"Id\"";
        List<String> ids = found(sql, span).stream().map(DeletedRecord::id).toList();
        return new Updated(ids, span.covered(clock));
    }

    /**
     * Finds what was deleted.
     *
     * @throws ApiException {@code INVALID_REPLICATION_DATE} if the span is not one of the last 30 days
     */
    public Deleted deleted(SObjectType type, Instant start, Instant end) {
        requireReplicateable(type);
        Span span = span(start, end);
        List<DeletedRecord> deleted = found(
                "SELECT \"Id\", \"DeletedDate\" FROM INTERNAL.\"Deletion\" WHERE \"SObject\" = '" + type.name()
                        + "' AND \"DeletedDate\" >= ? AND \"DeletedDate\" < ? ORDER BY \"DeletedDate\", \"Id\"",
                span);
        Instant founded = found("SELECT \"Id\", \"CreatedDate\" FROM \"Organization\"")
                .get(0)
                .deletedDate();
        return new Deleted(deleted, founded.truncatedTo(ChronoUnit.MINUTES), span.covered(clock));
    }

    /** Whole minutes. */
    private record Span(Instant start, Instant end) {
        Instant covered(Clock clock) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
            return end.isAfter(now) ? now : end;
        }
    }

    private Span span(Instant start, Instant end) {
        Span span = new Span(start.truncatedTo(ChronoUnit.MINUTES), end.truncatedTo(ChronoUnit.MINUTES));
        if (!span.start().isBefore(span.end())) {
            throw new ApiException(400, "INVALID_REPLICATION_DATE", "endDate before startDate");
        }
        if (span.start().isBefore(clock.instant().minus(LONGEST_PAST))) {
            throw new ApiException(400, "INVALID_REPLICATION_DATE", "startDate before org replication enabled date");
        }
        return span;
    }

    private static void requireReplicateable(SObjectType type) {
        if (!type.properties().replicateable()) {
            throw new ApiException(
                    400, "INVALID_TYPE_FOR_OPERATION", "entity type " + type.name() + " does not support replication");
        }
    }

    private List<DeletedRecord> found(String sql, Span span) {
        return rows.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, span.start().atOffset(ZoneOffset.UTC));
                select.setObject(2, span.end().atOffset(ZoneOffset.UTC));
                return read(select.executeQuery());
            }
        });
    }

    private List<DeletedRecord> found(String sql) {
        return rows.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                return read(select.executeQuery());
            }
        });
    }

    private static List<DeletedRecord> read(ResultSet result) throws java.sql.SQLException {
        List<DeletedRecord> records = new ArrayList<>();
        while (result.next()) {
            if (records.size() == MOST) {
                throw new ApiException(
                        400, "EXCEEDED_ID_LIMIT", "More than 600,000 records: ask for a shorter span of time");
            }
            records.add(new DeletedRecord(
                    result.getString(1),
                    result.getObject(2, OffsetDateTime.class).toInstant()));
        }
        return records;
    }
}
