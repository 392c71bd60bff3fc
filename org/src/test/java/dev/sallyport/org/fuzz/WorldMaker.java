package dev.sallyport.org.fuzz;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.fuzz.World.Child;
import dev.sallyport.org.fuzz.World.Datum;
import dev.sallyport.org.fuzz.World.Field;
import dev.sallyport.org.fuzz.World.Kind;
import dev.sallyport.org.fuzz.World.Parent;
import dev.sallyport.org.fuzz.World.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes a small org of awkward values: nulls, mixed case, accents, wildcards, quotes, times around midnight. */
final class WorldMaker {
    private static final List<String> TEXTS = List.of(
            "Acme",
            "ACME",
            "acme",
            "Ácme",
            "Zürich",
            "zürich",
            "ZÜRICH",
            "O'Brien",
            "50% off",
            "under_score",
            "back\\slash",
            "a",
            "A",
            "Émile",
            "émile",
            "naïve",
            "tab\there",
            "north",
            "North",
            "SOUTH",
            "south-east",
            "\"quoted\"",
            "x",
            "42",
            "042",
            "Straße",
            "ñandú",
            "%",
            "_");
    private static final List<String> INDUSTRIES = List.of("Agriculture", "Banking", "Energy", "Technology");
    private static final List<String> SOURCES = List.of("Web", "Phone Inquiry", "Partner Referral", "Other");
    private static final List<String> STATUSES = List.of("Planned", "Confirmed", "Done", "Cancelled");
    private static final List<String> TOPICS = List.of("Safety", "Quality", "Energy", "Logistics");

    private final Random random;
    private final Instant now;
    private int nextId;

    WorldMaker(Random random, Instant now) {
        this.random = random;
        this.now = now;
    }

    World make(List<String> industries, List<String> sources) {
        Table users = table(
                "User",
                4,
                List.of(new Field("Username", Kind.TEXT), new Field("LastName", Kind.TEXT)),
                Map.of(),
                Map.of(),
                "005");
        Table accounts = table(
                "Account",
                110,
                List.of(
                        new Field("Name", Kind.TEXT),
                        new Field("Industry", Kind.PICKLIST, industries),
                        new Field("AnnualRevenue", Kind.NUMBER),
                        new Field("NumberOfEmployees", Kind.INT),
                        new Field("Site", Kind.TEXT),
                        new Field("Active__c", Kind.BOOLEAN),
                        new Field("SLA_Expiration_Date__c", Kind.DATE)),
                Map.of("Parent", new Parent("ParentId", "Account"), "Owner", new Parent("OwnerId", "User")),
                Map.of(
                        "Contacts", new Child("Contact", "AccountId"),
                        "ChildAccounts", new Child("Account", "ParentId"),
                        "Site_Visits__r", new Child("Site_Visit__c", "Account__c")),
                "001");
        Table contacts = table(
                "Contact",
                170,
                List.of(
                        new Field("LastName", Kind.TEXT),
                        new Field("FirstName", Kind.TEXT),
                        new Field("Department", Kind.TEXT),
                        new Field("Birthdate", Kind.DATE),
                        new Field("LeadSource", Kind.PICKLIST, sources)),
                Map.of(
                        "Account", new Parent("AccountId", "Account"),
                        "ReportsTo", new Parent("ReportsToId", "Contact"),
                        "Owner", new Parent("OwnerId", "User")),
                Map.of(),
                "003");
        Table visits = table(
                "Site_Visit__c",
                150,
                visitFields(),
                Map.of("Account__r", new Parent("Account__c", "Account"), "Owner", new Parent("OwnerId", "User", true)),
                Map.of(),
                "a00");
        List<Table> all = List.of(users, accounts, contacts, visits);
        link(all);
        return new World(all);
    }

    World make() {
        return make(INDUSTRIES, SOURCES);
    }

    private static List<Field> visitFields() {
        return List.of(
                new Field("Reference__c", Kind.TEXT),
                new Field("Completed__c", Kind.BOOLEAN),
                new Field("Visitors__c", Kind.NUMBER),
                new Field("Cost__c", Kind.NUMBER),
                new Field("Visit_Date__c", Kind.DATE),
                new Field("Checked_In__c", Kind.DATETIME),
                new Field("Start_Time__c", Kind.TIME),
                new Field("Status__c", Kind.PICKLIST, STATUSES),
                new Field("Topics__c", Kind.MULTIPICKLIST, TOPICS),
                new Field("Remarks__c", Kind.TEXT));
    }

    private Table table(
            String name,
            int count,
            List<Field> own,
            Map<String, Parent> parents,
            Map<String, Child> children,
            String keyPrefix) {
        List<Field> fields =
                new ArrayList<>(List.of(new Field("Id", Kind.ID), new Field("CreatedDate", Kind.DATETIME)));
        fields.addAll(own);
        parents.values().forEach(parent -> fields.add(new Field(parent.field(), Kind.REFERENCE)));
        if (!name.equals("User")) {
            fields.add(new Field("IsDeleted", Kind.BOOLEAN));
        }
        List<Datum> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> values = new HashMap<>();
            fields.forEach(field -> values.put(field.name(), value(field, keyPrefix)));
            rows.add(new Datum(values));
        }
        return new Table(name, fields, parents, children, rows);
    }

    private @Nullable Object value(Field field, String keyPrefix) {
        boolean never = field.kind() == Kind.ID
                || field.kind() == Kind.BOOLEAN
                || field.name().equals("CreatedDate")
                || field.name().equals("Username");
        if (!never && random.nextInt(5) == 0) {
            return null;
        }
        return switch (field.kind()) {
            case ID ->
                SalesforceId.parse(keyPrefix + String.format("Lo0000%06d", nextId++))
                        .orElseThrow()
                        .value();
            case REFERENCE -> null;
            case TEXT -> any(TEXTS);
            case PICKLIST -> any(field.choices());
            case MULTIPICKLIST -> choices(field.choices());
            case NUMBER ->
                field.name().equals("Cost__c")
                        ? BigDecimal.valueOf(random.nextInt(2_000) - 500L, 2)
                        : BigDecimal.valueOf(random.nextInt(40) - 5L);
            case INT -> random.nextInt(30);
            case BOOLEAN -> field.name().equals("IsDeleted") ? random.nextInt(8) == 0 : random.nextBoolean();
            case DATE -> LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(random.nextInt(900) - 450L);
            case DATETIME -> instant();
            case TIME -> LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
        };
    }

    /** Half of them at the edges of days in different zones. */
    private Instant instant() {
        Instant day = now.truncatedTo(ChronoUnit.DAYS).plus(random.nextInt(900) - 450L, ChronoUnit.DAYS);
        int hour = any(List.of(0, 7, 8, 16, 23, random.nextInt(24)));
        return day.plus(hour, ChronoUnit.HOURS).plusMillis(any(List.of(0, 0, 1, 999, 59_999)));
    }

    private String choices(List<String> all) {
        List<String> chosen =
                all.stream().filter(choice -> random.nextInt(3) == 0).toList();
        return chosen.isEmpty() ? all.get(0) : String.join(";", chosen);
    }

    /** Points references at records; one in four stays empty, but owners never. */
    private void link(List<Table> all) {
        for (Table table : all) {
            for (Parent parent : table.parents().values()) {
                Table target = all.stream()
                        .filter(candidate -> candidate.name().equals(parent.table()))
                        .findFirst()
                        .orElseThrow();
                for (Datum row : table.rows()) {
                    if (parent.field().equals("OwnerId") || random.nextInt(4) > 0) {
                        int most = Math.min(target.rows().size(), 40);
                        row.values()
                                .put(
                                        parent.field(),
                                        target.rows().get(random.nextInt(most)).get("Id"));
                    }
                }
            }
        }
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
