package dev.sallyport.org.data;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** CRM records with believable proportions, gaps and oddities. Parents are found by arithmetic, not remembered. */
final class CrmSeed {
    /** The number of records that the proportions below make. */
    private static final int WHOLE = 10_000;

    private static final int CREATED_WITHIN_DAYS = 3 * 365;

    private final SeedData seed;
    private final RowWriter writer;
    private final SplittableRandom random;
    private final NameMaker names;
    private final List<String> owners;
    private final LocalDate today;
    private final Instant midnight;

    private final RowWriter.Ids accounts;
    private final RowWriter.Ids contacts;
    private final RowWriter.Ids leads;
    private final RowWriter.Ids opportunities;
    private final RowWriter.Ids campaigns;
    private final RowWriter.Ids products;
    private final RowWriter.Ids entries;

    CrmSeed(SeedData seed, RowWriter writer, Clock clock, List<String> owners) {
        this.seed = seed;
        this.writer = writer;
        this.owners = owners;
        this.random = new SplittableRandom(seed.seed());
        this.names = new NameMaker(random);
        this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        this.midnight = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.accounts = writer.reserve("Account", share(520));
        this.contacts = writer.reserve("Contact", share(1_550));
        this.leads = writer.reserve("Lead", share(830));
        this.opportunities = writer.reserve("Opportunity", share(1_250));
        this.campaigns = writer.reserve("Campaign", share(25));
        this.products = writer.reserve("Product2", share(60));
        this.entries = writer.reserve("PricebookEntry", share(60));
    }

    void write() {
        writeAccounts();
        writeContacts();
        writeLeads();
        writeProducts();
        writeCampaigns();
        writeOpportunities();
        writeLineItems();
        writeCases();
        writeTasks();
        writeEvents();
        writeMembers();
        writeSiteVisits();
    }

    private int share(int ofWhole) {
        return (int) Math.max(1, (long) ofWhole * seed.records() / WHOLE);
    }

    private void writeAccounts() {
        RowWriter.Batch batch = writer.batch(
                "Account",
                "Name",
                "Type",
                "ParentId",
                "BillingStreet",
                "BillingCity",
                "BillingState",
                "BillingPostalCode",
                "BillingCountry",
                "Phone",
                "Website",
                "Industry",
                "AnnualRevenue",
                "NumberOfEmployees",
                "Description",
                "Rating",
                "OwnerId",
                "CleanStatus",
                "External_Id__c",
                "Customer_Priority__c",
                "SLA_Expiration_Date__c");
        for (int i = 0; i < accounts.count(); i++) {
            int index = i;
            String city = names.place();
            batch.add(
                    accounts.get(i),
                    created(),
                    names.company(i),
                    some(80, () -> choose("Account", "Type")),
                    index == 0 ? null : some(15, () -> accounts.get(random.nextInt(index))),
                    some(85, () -> random.nextInt(1, 300) + " " + names.place() + " Street"),
                    some(90, () -> city),
                    some(60, () -> names.pick(List.of("CA", "NY", "TX", "WA", "Bavaria", "Île-de-France"))),
                    some(80, () -> String.format("%05d", random.nextInt(100_000))),
                    some(90, () -> names.pick(List.of("United States", "Germany", "France", "Japan", "Switzerland"))),
                    some(80, this::phone),
                    some(60, () -> "https://www.company" + index + ".example"),
                    some(85, () -> choose("Account", "Industry")),
                    some(75, () -> BigDecimal.valueOf(random.nextLong(-50_000, 900_000_000))),
                    some(75, () -> random.nextInt(1, 90_000)),
                    some(
                            40,
                            () -> "Line one of account " + index
                                    + ".\nLine two, with \"quotes\", commas, and ünïcode."),
                    some(50, () -> choose("Account", "Rating")),
                    names.pick(owners),
                    "Pending",
                    some(90, () -> String.format("ACC-%07d", index)),
                    some(50, () -> choose("Account", "Customer_Priority__c")),
                    some(30, () -> index % 50 == 7 ? LocalDate.of(2024, 2, 29) : day(-400, 400)));
        }
    }

    private void writeContacts() {
        RowWriter.Batch batch = writer.batch(
                "Contact",
                "AccountId",
                "LastName",
                "FirstName",
                "Salutation",
                "Email",
                "Phone",
                "MobilePhone",
                "Title",
                "Department",
                "LeadSource",
                "Birthdate",
                "MailingCity",
                "MailingCountry",
                "OwnerId",
                "CleanStatus");
        for (int i = 0; i < contacts.count(); i++) {
            int index = i;
            String familyName = names.familyName();
            batch.add(
                    contacts.get(i),
                    created(),
                    some(95, this::account),
                    familyName,
                    some(95, names::givenName),
                    some(40, () -> choose("Contact", "Salutation")),
                    some(85, () -> NameMaker.email(familyName, index)),
                    some(70, this::phone),
                    some(50, this::phone),
                    some(
                            75,
                            () -> names.pick(
                                    List.of("CEO", "CFO", "Buyer", "Engineer", "SVP, Operations", "Director"))),
                    some(50, () -> names.pick(List.of("Finance", "Technology", "Operations", "Warehouse"))),
                    some(70, () -> choose("Contact", "LeadSource")),
                    some(40, () -> index % 97 == 3 ? LocalDate.of(1976, 2, 29) : day(-25_000, -7_000)),
                    some(60, names::place),
                    some(60, () -> names.pick(List.of("United States", "Germany", "Japan"))),
                    names.pick(owners),
                    "Pending");
        }
    }

    private void writeLeads() {
        RowWriter.Batch batch = writer.batch(
                "Lead",
                "LastName",
                "FirstName",
                "Company",
                "Email",
                "Phone",
                "Title",
                "City",
                "Country",
                "LeadSource",
                "Status",
                "Industry",
                "Rating",
                "AnnualRevenue",
                "NumberOfEmployees",
                "OwnerId",
                "IsConverted",
                "CleanStatus");
        for (int i = 0; i < leads.count(); i++) {
            int index = i;
            String familyName = names.familyName();
            String status = choose("Lead", "Status");
            batch.add(
                    leads.get(i),
                    created(),
                    familyName,
                    some(90, names::givenName),
                    names.company(i + 9),
                    some(80, () -> NameMaker.email(familyName, index)),
                    some(60, this::phone),
                    some(50, () -> names.pick(List.of("Owner", "Planner", "VP, Purchasing"))),
                    some(50, names::place),
                    some(60, () -> names.pick(List.of("United States", "Italy", "Kenya"))),
                    some(80, () -> choose("Lead", "LeadSource")),
                    status,
                    some(60, () -> choose("Lead", "Industry")),
                    some(50, () -> choose("Lead", "Rating")),
                    some(40, () -> BigDecimal.valueOf(random.nextLong(10_000, 50_000_000))),
                    some(40, () -> random.nextInt(1, 5_000)),
                    names.pick(owners),
                    status.equals("Closed - Converted"),
                    "Pending");
        }
    }

    private void writeProducts() {
        String priceBook = writer.reserve("Pricebook2", 1).get(0);
        writer.batch("Pricebook2", "Name", "IsActive", "IsStandard")
                .add(priceBook, created(), "Standard Price Book", true, true);
        for (int i = 0; i < products.count(); i++) {
            String name = names.place() + " " + names.pick(List.of("Pump", "Valve", "Sensor", "Contract", "Turbine"));
            String code = String.format("P-%05d", i);
            boolean active = random.nextInt(10) > 0;
            writer.batch("Product2", "Name", "ProductCode", "Description", "IsActive", "Family")
                    .add(
                            products.get(i),
                            created(),
                            name,
                            code,
                            some(50, () -> "A " + name),
                            active,
                            some(80, () -> choose("Product2", "Family")));
            writer.batch("PricebookEntry", "Name", "Pricebook2Id", "Product2Id", "UnitPrice", "IsActive", "ProductCode")
                    .add(entries.get(i), created(), name, priceBook, products.get(i), price(50_000), active, code);
        }
    }

    private void writeCampaigns() {
        for (int i = 0; i < campaigns.count(); i++) {
            LocalDate start = day(-500, 200);
            writer.batch(
                            "Campaign",
                            "Name",
                            "Type",
                            "Status",
                            "StartDate",
                            "EndDate",
                            "BudgetedCost",
                            "IsActive",
                            "OwnerId")
                    .add(
                            campaigns.get(i),
                            created(),
                            names.place() + " " + start.getYear(),
                            choose("Campaign", "Type"),
                            choose("Campaign", "Status"),
                            start,
                            some(80, () -> start.plusDays(random.nextInt(90))),
                            some(80, () -> BigDecimal.valueOf(random.nextInt(100_000))),
                            random.nextBoolean(),
                            names.pick(owners));
        }
    }

    private void writeOpportunities() {
        RowWriter.Batch batch = writer.batch(
                "Opportunity",
                "AccountId",
                "Name",
                "StageName",
                "Amount",
                "Probability",
                "CloseDate",
                "Type",
                "NextStep",
                "LeadSource",
                "CampaignId",
                "HasOpportunityLineItem",
                "OwnerId");
        for (int i = 0; i < opportunities.count(); i++) {
            int index = i;
            String stage = choose("Opportunity", "StageName");
            batch.add(
                    opportunities.get(i),
                    created(),
                    some(95, this::account),
                    names.place() + " " + names.pick(List.of("renewal", "expansion", "new site", "pilot")),
                    stage,
                    some(90, () -> index % 40 == 11 ? price(20_000).negate() : price(2_000_000)),
                    probability(stage),
                    index % 200 == 29 ? LocalDate.of(2024, 2, 29) : day(-700, 250),
                    some(80, () -> choose("Opportunity", "Type")),
                    some(30, () -> "Call back"),
                    some(70, () -> choose("Opportunity", "LeadSource")),
                    some(30, () -> campaigns.get(random.nextInt(campaigns.count()))),
                    true,
                    names.pick(owners));
        }
    }

    private static int probability(String stage) {
        return SalesStage.of(stage).orElseThrow().probability();
    }

    private void writeLineItems() {
        RowWriter.Ids ids = writer.reserve("OpportunityLineItem", share(2_000));
        RowWriter.Batch batch = writer.batch(
                "OpportunityLineItem",
                "OpportunityId",
                "PricebookEntryId",
                "Product2Id",
                "ProductCode",
                "Name",
                "Quantity",
                "UnitPrice",
                "ServiceDate",
                "SortOrder");
        for (int i = 0; i < ids.count(); i++) {
            int product = random.nextInt(products.count());
            batch.add(
                    ids.get(i),
                    created(),
                    opportunities.get(i % opportunities.count()),
                    entries.get(product),
                    products.get(product),
                    String.format("P-%05d", product),
                    "Item " + i,
                    BigDecimal.valueOf(random.nextInt(1, 4_000), 2),
                    price(50_000),
                    some(40, () -> day(-100, 300)),
                    i / opportunities.count() + 1);
        }
    }

    private void writeCases() {
        RowWriter.Ids ids = writer.reserve("Case", share(830));
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
        for (int i = 0; i < ids.count(); i++) {
            String status = choose("Case", "Status");
            Instant created = created();
            String place = names.place();
            batch.add(
                    ids.get(i),
                    created,
                    String.format("%08d", 1_000 + i),
                    some(80, this::contact),
                    some(90, this::account),
                    some(60, () -> choose("Case", "Type")),
                    status,
                    some(60, () -> choose("Case", "Reason")),
                    choose("Case", "Origin"),
                    some(95, () -> "The machine at " + place + " doesn't start"),
                    choose("Case", "Priority"),
                    some(50, () -> "It stopped on its own.\r\nNobody knows why; see \"log\"."),
                    status.equals("Closed") ? created.plus(Duration.ofHours(random.nextInt(1, 200))) : null,
                    random.nextInt(10) == 0,
                    names.pick(owners));
        }
        writer.setNextAutoNumber("Case", "CaseNumber", 1_000 + ids.count());
    }

    private void writeTasks() {
        RowWriter.Ids ids = writer.reserve("Task", share(1_250));
        RowWriter.Batch batch = writer.batch(
                "Task", "WhoId", "WhatId", "Subject", "ActivityDate", "Status", "Priority", "OwnerId", "TaskSubtype");
        for (int i = 0; i < ids.count(); i++) {
            batch.add(
                    ids.get(i),
                    created(),
                    some(70, () -> random.nextBoolean() ? contact() : leads.get(random.nextInt(leads.count()))),
                    some(70, () -> random.nextBoolean() ? account() : opportunity()),
                    choose("Task", "Subject"),
                    some(85, () -> day(-300, 60)),
                    choose("Task", "Status"),
                    choose("Task", "Priority"),
                    names.pick(owners),
                    "Task");
        }
    }

    private void writeEvents() {
        RowWriter.Ids ids = writer.reserve("Event", share(520));
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
        for (int i = 0; i < ids.count(); i++) {
            int minutes = 15 * random.nextInt(1, 9);
            Instant start = midnight.plus(Duration.ofMinutes(15L * random.nextInt(-30_000, 6_000)));
            Instant end = start.plus(Duration.ofMinutes(minutes));
            batch.add(
                    ids.get(i),
                    created(),
                    some(70, this::contact),
                    some(70, this::opportunity),
                    choose("Event", "Subject"),
                    some(50, names::place),
                    start,
                    start,
                    end,
                    LocalDate.ofInstant(start, ZoneOffset.UTC),
                    LocalDate.ofInstant(end, ZoneOffset.UTC),
                    minutes,
                    "Busy",
                    names.pick(owners),
                    "Event");
        }
    }

    private void writeMembers() {
        RowWriter.Ids ids = writer.reserve("CampaignMember", share(620));
        for (int i = 0; i < ids.count(); i++) {
            boolean lead = random.nextBoolean();
            writer.batch("CampaignMember", "CampaignId", "LeadId", "ContactId", "Status")
                    .add(
                            ids.get(i),
                            created(),
                            campaigns.get(i % campaigns.count()),
                            lead ? leads.get(i % leads.count()) : null,
                            lead ? null : contacts.get(i % contacts.count()),
                            choose("CampaignMember", "Status"));
        }
    }

    private void writeSiteVisits() {
        RowWriter.Ids ids = writer.reserve("Site_Visit__c", share(420));
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
        for (int i = 0; i < ids.count(); i++) {
            int index = i;
            boolean located = random.nextInt(4) > 0;
            batch.add(
                    ids.get(i),
                    created(),
                    String.format("SV-%05d", i + 1),
                    names.pick(owners),
                    some(90, () -> String.format("REF-%07d", index)),
                    some(95, this::account),
                    some(80, () -> names.pick(owners)),
                    random.nextBoolean(),
                    some(80, () -> BigDecimal.valueOf(random.nextInt(0, 40))),
                    some(80, () -> BigDecimal.valueOf(random.nextInt(-4_000, 4_500), 2)),
                    some(80, () -> BigDecimal.valueOf(random.nextLong(-1_000_000_000L, 1_000_000_000L), 8)),
                    some(80, () -> price(9_000)),
                    some(50, () -> BigDecimal.valueOf(random.nextInt(0, 5_000), 2)),
                    some(95, () -> index % 60 == 29 ? LocalDate.of(2024, 2, 29) : day(-400, 200)),
                    some(80, () -> checkedIn(index)),
                    some(80, () -> LocalTime.of(random.nextInt(24), 15 * random.nextInt(4))),
                    some(60, () -> "visit" + index + "@mail.example"),
                    some(60, this::phone),
                    some(50, () -> "https://reports.example/visits/" + index + "?a=1&b=%20"),
                    choose("Site_Visit__c", "Status__c"),
                    some(70, this::topics),
                    some(50, () -> "Gate " + random.nextInt(9)),
                    some(50, () -> "Seen on site:\n- pumps\n- valves\n".repeat(random.nextInt(1, 20))),
                    some(50, () -> "<p>All <b>well</b> &amp; safe</p>"),
                    some(50, () -> String.format("%06d", random.nextInt(1_000_000))),
                    located ? BigDecimal.valueOf(random.nextLong(-89_000_000, 89_000_000), 6) : null,
                    located ? BigDecimal.valueOf(random.nextLong(-179_000_000, 179_000_000), 6) : null);
        }
        writer.setNextAutoNumber("Site_Visit__c", "Name", ids.count() + 1);
    }

    /** Now and then the last second of a day, of a leap day, or the epoch itself. */
    private Instant checkedIn(int index) {
        return switch (index % 50) {
            case 3 -> Instant.parse("2023-12-31T23:59:59Z");
            case 13 -> Instant.parse("2024-02-29T12:00:00Z");
            case 23 -> Instant.EPOCH;
            default -> created();
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

    private String account() {
        return accounts.get(random.nextInt(accounts.count()));
    }

    private String contact() {
        return contacts.get(random.nextInt(contacts.count()));
    }

    private String opportunity() {
        return opportunities.get(random.nextInt(opportunities.count()));
    }

    private String choose(String type, String field) {
        return names.pick(writer.type(type).requireField(field).picklistValues())
                .value();
    }

    private BigDecimal price(int below) {
        return BigDecimal.valueOf(random.nextLong(100, below * 100L), 2);
    }

    private String phone() {
        return String.format("(555) 01%02d-%04d", random.nextInt(100), random.nextInt(10_000));
    }

    private LocalDate day(int from, int to) {
        return today.plusDays(random.nextInt(from, to));
    }

    private Instant created() {
        return midnight.minus(random.nextInt(CREATED_WITHIN_DAYS * 86_400), ChronoUnit.SECONDS);
    }

    private <T> @Nullable T some(int percent, Supplier<T> value) {
        return random.nextInt(100) < percent ? value.get() : null;
    }
}
