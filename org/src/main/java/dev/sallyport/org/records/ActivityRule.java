package dev.sallyport.org.records;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks and events belong to the account of what they are about; an event knows its start, end and length. */
final class ActivityRule implements TypeRule {
    private final Schema schema;
    private final Rows rows;

    ActivityRule(Schema schema, Rows rows) {
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (change.changes("WhatId") || change.changes("WhoId")) {
            change.set("AccountId", account(change).orElse(null));
        }
        if (change.type().name().equals("Event")) {
            completeTimes(change);
        } else if (change.changes("Status")) {
            boolean completed =
                    change.text("Status").filter("Completed"::equals).isPresent();
            change.set("CompletedDateTime", completed ? change.now() : null);
        }
    }

    private Optional<String> account(Change change) {
        return change.reference("WhatId").flatMap(this::accountOf).or(() -> change.reference("WhoId")
                .flatMap(this::accountOf));
    }

    private Optional<String> accountOf(SalesforceId id) {
        SObjectType type = schema.typeOf(id).orElseThrow();
        if (type.name().equals("Account")) {
            return Optional.of(id.value());
        }
        return rows.find(type, id).map(row -> (String) row.get("AccountId"));
    }

    private static void completeTimes(Change change) {
        boolean allDay = Boolean.TRUE.equals(change.get("IsAllDayEvent"));
        @Nullable
        Instant start = (Instant)
                (change.sets("StartDateTime") || !change.sets("ActivityDateTime")
                        ? change.get("StartDateTime")
                        : change.get("ActivityDateTime"));
        if (start == null && allDay && change.get("ActivityDate") instanceof LocalDate day) {
            start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (start == null) {
            throw new RecordException(
                    "REQUIRED_FIELD_MISSING", "Required fields are missing: [StartDateTime]", "StartDateTime");
        }
        Instant end = end(change, start, allDay);
        if (end.isBefore(start)) {
            throw new RecordException(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "Event start date time must be before end date time.",
                    "StartDateTime");
        }
        change.set("StartDateTime", start);
        change.set("ActivityDateTime", allDay ? null : start);
        change.set("ActivityDate", start.atOffset(ZoneOffset.UTC).toLocalDate());
        change.set("EndDateTime", end);
        change.set("EndDate", end.atOffset(ZoneOffset.UTC).toLocalDate());
        change.set("DurationInMinutes", (int) Duration.between(start, end).toMinutes());
    }

    private static Instant end(Change change, Instant start, boolean allDay) {
        if (change.get("EndDateTime") instanceof Instant end
                && (change.sets("EndDateTime") || !change.sets("DurationInMinutes"))) {
            return end;
        }
        if (change.get("DurationInMinutes") instanceof Integer minutes) {
            return start.plus(Duration.ofMinutes(minutes));
        }
        if (allDay) {
            return start;
        }
        throw new RecordException(
                "REQUIRED_FIELD_MISSING", "Required fields are missing: [DurationInMinutes]", "DurationInMinutes");
    }
}
