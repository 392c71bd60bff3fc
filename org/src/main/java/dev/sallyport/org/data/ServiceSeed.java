package dev.sallyport.org.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** What is done: cases, tasks, events and site visits. */
final class ServiceSeed {
    private final RowWriter writer;
    private final CrmIds ids;
    private final SeedChoices choices;
    private final SplittableRandom random;
    private final NameMaker names;

    ServiceSeed(RowWriter writer, CrmIds ids, SeedChoices choices) {
        this.writer = writer;
        this.ids = ids;
        this.choices = choices;
        this.random = choices.random();
        this.names = choices.names();
    }

    void writeCases() {
        RowWriter.Ids made = writer.reserve("Case", choices.share(830));
        RowWriter.Batch batch = writer.batch(
                "Case",
                "CaseNumber",
                "ContactId",
                "AccountId",
                "Type",
                "Status",
                "Reason",
                "Origin",
                "Subject",
                "Priority",
                "Description",
                "ClosedDate",
                "IsEscalated",
                "OwnerId");
        for (int i = 0; i < made.count(); i++) {
            String status = choices.choose("Case", "Status");
            Instant created = choices.created();
            String place = names.place();
            batch.add(
                    made.get(i),
                    created,
                    String.format("%08d", 1_000 + i),
                    choices.some(80, ids::contact),
                    choices.some(90, ids::account),
                    choices.some(60, () -> choices.choose("Case", "Type")),
                    status,
                    choices.some(60, () -> choices.choose("Case", "Reason")),
                    choices.choose("Case", "Origin"),
                    choices.some(95, () -> "The machine at " + place + " doesn't start"),
                    choices.choose("Case", "Priority"),
                    choices.some(50, () -> "It stopped on its own.\r\nNobody knows why; see \"log\"."),
                    status.equals("Closed") ? created.plus(Duration.ofHours(random.nextInt(1, 200))) : null,
                    random.nextInt(10) == 0,
                    choices.owner());
        }
        writer.setNextAutoNumber("Case", "CaseNumber", 1_000 + made.count());
    }

    void writeTasks() {
        RowWriter.Ids made = writer.reserve("Task", choices.share(1_250));
        RowWriter.Batch batch = writer.batch(
                "Task", "WhoId", "WhatId", "Subject", "ActivityDate", "Status", "Priority", "OwnerId", "TaskSubtype");
        for (int i = 0; i < made.count(); i++) {
            batch.add(
                    made.get(i),
                    choices.created(),
                    choices.some(
                            70,
                            () -> random.nextBoolean()
                                    ? ids.contact()
                                    : ids.leads().get(random.nextInt(ids.leads().count()))),
                    choices.some(70, () -> random.nextBoolean() ? ids.account() : ids.opportunity()),
                    choices.choose("Task", "Subject"),
                    choices.some(85, () -> choices.day(-300, 60)),
                    choices.choose("Task", "Status"),
                    choices.choose("Task", "Priority"),
                    choices.owner(),
                    "Task");
        }
    }

    void writeEvents() {
        RowWriter.Ids made = writer.reserve("Event", choices.share(520));
        RowWriter.Batch batch = writer.batch(
                "Event",
                "WhoId",
                "WhatId",
                "Subject",
                "Location",
                "StartDateTime",
                "ActivityDateTime",
                "EndDateTime",
                "ActivityDate",
                "EndDate",
                "DurationInMinutes",
                "ShowAs",
                "OwnerId",
                "EventSubtype");
        for (int i = 0; i < made.count(); i++) {
            int minutes = 15 * random.nextInt(1, 9);
            Instant start = choices.midnight().plus(Duration.ofMinutes(15L * random.nextInt(-30_000, 6_000)));
            Instant end = start.plus(Duration.ofMinutes(minutes));
            batch.add(
                    made.get(i),
                    choices.created(),
                    choices.some(70, ids::contact),
                    choices.some(70, ids::opportunity),
                    choices.choose("Event", "Subject"),
                    choices.some(50, names::place),
                    start,
                    start,
                    end,
                    LocalDate.ofInstant(start, ZoneOffset.UTC),
                    LocalDate.ofInstant(end, ZoneOffset.UTC),
                    minutes,
                    "Busy",
                    choices.owner(),
                    "Event");
        }
    }

    void writeSiteVisits() {
        RowWriter.Ids made = writer.reserve("Site_Visit__c", choices.share(420));
        RowWriter.Batch batch = writer.batch(
                "Site_Visit__c",
                "Name",
                "OwnerId",
                "Reference__c",
                "Account__c",
                "Inspector__c",
                "Completed__c",
                "Visitors__c",
                "Temperature__c",
                "Reading__c",
                "Cost__c",
                "Surcharge__c",
                "Visit_Date__c",
                "Checked_In__c",
                "Start_Time__c",
                "Contact_Email__c",
                "Contact_Phone__c",
                "Report_Link__c",
                "Status__c",
                "Topics__c",
                "Remarks__c",
                "Notes__c",
                "Summary__c",
                "Access_Code__c",
                "Position__Latitude__s",
                "Position__Longitude__s");
        for (int i = 0; i < made.count(); i++) {
            int index = i;
            boolean located = random.nextInt(4) > 0;
            batch.add(
                    made.get(i),
                    choices.created(),
                    String.format("SV-%05d", i + 1),
                    choices.owner(),
                    choices.some(90, () -> String.format("REF-%07d", index)),
                    choices.some(95, ids::account),
                    choices.some(80, () -> choices.owner()),
                    random.nextBoolean(),
                    choices.some(80, () -> BigDecimal.valueOf(random.nextInt(0, 40))),
                    choices.some(80, () -> BigDecimal.valueOf(random.nextInt(-4_000, 4_500), 2)),
                    choices.some(80, () -> BigDecimal.valueOf(random.nextLong(-1_000_000_000L, 1_000_000_000L), 8)),
                    choices.some(80, () -> choices.price(9_000)),
                    choices.some(50, () -> BigDecimal.valueOf(random.nextInt(0, 5_000), 2)),
                    choices.some(95, () -> index % 60 == 29 ? LocalDate.of(2024, 2, 29) : choices.day(-400, 200)),
                    choices.some(80, () -> checkedIn(index)),
                    choices.some(80, () -> LocalTime.of(random.nextInt(24), 15 * random.nextInt(4))),
                    choices.some(60, () -> "visit" + index + "@mail.example"),
                    choices.some(60, choices::phone),
                    choices.some(50, () -> "https://reports.example/visits/" + index + "?a=1&b=%20"),
                    choices.choose("Site_Visit__c", "Status__c"),
                    choices.some(70, this::topics),
                    choices.some(50, () -> "Gate " + random.nextInt(9)),
                    choices.some(50, () -> "Seen on site:\n- pumps\n- valves\n".repeat(random.nextInt(1, 20))),
                    choices.some(50, () -> "<p>All <b>well</b> &amp; safe</p>"),
                    choices.some(50, () -> String.format("%06d", random.nextInt(1_000_000))),
                    located ? BigDecimal.valueOf(random.nextLong(-89_000_000, 89_000_000), 6) : null,
                    located ? BigDecimal.valueOf(random.nextLong(-179_000_000, 179_000_000), 6) : null);
        }
        writer.setNextAutoNumber("Site_Visit__c", "Name", made.count() + 1);
    }

    /** Now and then the last second of a day, of a leap day, or the epoch itself. */
    private Instant checkedIn(int index) {
        return switch (index % 50) {
            case 3 -> Instant.parse("2023-12-31T23:59:59Z");
            case 13 -> Instant.parse("2024-02-29T12:00:00Z");
            case 23 -> Instant.EPOCH;
            default -> choices.created();
        };
    }

    private String topics() {
        StringBuilder chosen = new StringBuilder();
        for (PicklistValue value :
                writer.type("Site_Visit__c").requireField("Topics__c").picklistValues()) {
            if (random.nextInt(3) > 0) {
                chosen.append(chosen.length() > 0 ? ";" : "").append(value.value());
            }
        }
        return chosen.length() > 0 ? chosen.toString() : "Safety";
    }
}
