package dev.sallyport.org.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Companies and people: accounts, contacts and leads. */
final class PartySeed {
    private final RowWriter writer;
    private final CrmIds ids;
    private final SeedChoices choices;
    private final SplittableRandom random;
    private final NameMaker names;

    PartySeed(RowWriter writer, CrmIds ids, SeedChoices choices) {
        this.writer = writer;
        this.ids = ids;
        this.choices = choices;
        this.random = choices.random();
        this.names = choices.names();
    }

    void writeAccounts() {
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
        for (int i = 0; i < ids.accounts().count(); i++) {
            int index = i;
            String city = names.place();
            batch.add(
                    ids.accounts().get(i),
                    choices.created(),
                    names.company(i),
                    choices.some(80, () -> choices.choose("Account", "Type")),
                    index == 0 ? null : choices.some(15, () -> ids.accounts().get(random.nextInt(index))),
                    choices.some(85, () -> random.nextInt(1, 300) + " " + names.place() + " Street"),
                    choices.some(90, () -> city),
                    choices.some(60, () -> names.pick(List.of("CA", "NY", "TX", "WA", "Bavaria", "Île-de-France"))),
                    choices.some(80, () -> String.format("%05d", random.nextInt(100_000))),
                    choices.some(
                            90,
                            () -> names.pick(List.of("United States", "Germany", "France", "Japan", "Switzerland"))),
                    choices.some(80, choices::phone),
                    choices.some(60, () -> "https://www.company" + index + ".example"),
                    choices.some(85, () -> choices.choose("Account", "Industry")),
                    choices.some(75, () -> BigDecimal.valueOf(random.nextLong(-50_000, 900_000_000))),
                    choices.some(75, () -> random.nextInt(1, 90_000)),
                    choices.some(
                            40,
                            () -> "Line one of account " + index
                                    + ".\nLine two, with \"quotes\", commas, and ünïcode."),
                    choices.some(50, () -> choices.choose("Account", "Rating")),
                    choices.owner(),
                    "Pending",
                    choices.some(90, () -> String.format("ACC-%07d", index)),
                    choices.some(50, () -> choices.choose("Account", "Customer_Priority__c")),
                    choices.some(30, () -> index % 50 == 7 ? LocalDate.of(2024, 2, 29) : choices.day(-400, 400)));
        }
    }

    void writeContacts() {
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
        for (int i = 0; i < ids.contacts().count(); i++) {
            int index = i;
            String familyName = names.familyName();
            batch.add(
                    ids.contacts().get(i),
                    choices.created(),
                    choices.some(95, ids::account),
                    familyName,
                    choices.some(95, names::givenName),
                    choices.some(40, () -> choices.choose("Contact", "Salutation")),
                    choices.some(85, () -> NameMaker.email(familyName, index)),
                    choices.some(70, choices::phone),
                    choices.some(50, choices::phone),
                    choices.some(
                            75,
                            () -> names.pick(
                                    List.of("CEO", "CFO", "Buyer", "Engineer", "SVP, Operations", "Director"))),
                    choices.some(50, () -> names.pick(List.of("Finance", "Technology", "Operations", "Warehouse"))),
                    choices.some(70, () -> choices.choose("Contact", "LeadSource")),
                    choices.some(40, () -> index % 97 == 3 ? LocalDate.of(1976, 2, 29) : choices.day(-25_000, -7_000)),
                    choices.some(60, names::place),
                    choices.some(60, () -> names.pick(List.of("United States", "Germany", "Japan"))),
                    choices.owner(),
                    "Pending");
        }
    }

    void writeLeads() {
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
        for (int i = 0; i < ids.leads().count(); i++) {
            int index = i;
            String familyName = names.familyName();
            String status = choices.choose("Lead", "Status");
            batch.add(
                    ids.leads().get(i),
                    choices.created(),
                    familyName,
                    choices.some(90, names::givenName),
                    names.company(i + 9),
                    choices.some(80, () -> NameMaker.email(familyName, index)),
                    choices.some(60, choices::phone),
                    choices.some(50, () -> names.pick(List.of("Owner", "Planner", "VP, Purchasing"))),
                    choices.some(50, names::place),
                    choices.some(60, () -> names.pick(List.of("United States", "Italy", "Kenya"))),
                    choices.some(80, () -> choices.choose("Lead", "LeadSource")),
                    status,
                    choices.some(60, () -> choices.choose("Lead", "Industry")),
                    choices.some(50, () -> choices.choose("Lead", "Rating")),
                    choices.some(40, () -> BigDecimal.valueOf(random.nextLong(10_000, 50_000_000))),
                    choices.some(40, () -> random.nextInt(1, 5_000)),
                    choices.owner(),
                    status.equals("Closed - Converted"),
                    "Pending");
        }
    }
}
