package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the records of the test, and puts them into an org. */
final class RandomRecords {
    private static final List<String> TOPICS = List.of("Safety", "Quality", "Energy", "Logistics");
    private static final List<String> STAGES =
            List.of("Prospecting", "Qualification", "Closed Won", "Closed Lost", "Not in Setup");
    private static final List<String> INDUSTRIES =
            List.of("Energy", "Banking", "Technology", "energy", "Falconry", "Agriculture");

    private static final String LETTERS = "record";

    private final OrgWriter org;
    private final RandomValues random;
    private final Iterator<String> codes = IntStream.range(0, 1 << LETTERS.length())
            .mapToObj(RandomRecords::code)
            .iterator();

    RandomRecords(OrgWriter org, RandomValues random) {
        this.org = org;
        this.random = random;
    }

    void write() {
        List<String> accounts = new ArrayList<>(write("Account", 12, this::account));
        accounts.addAll(write("Account", 14, () -> linked(account(), "ParentId", accounts)));
        accounts.addAll(write("Account", 14, () -> linked(account(), "ParentId", accounts)));
        List<String> contacts = new ArrayList<>(write("Contact", 20, () -> contact(accounts)));
        contacts.addAll(write("Contact", 25, () -> linked(contact(accounts), "ReportsToId", contacts)));
        List<String> cases = new ArrayList<>(write("Case", 20, () -> supportCase(accounts, contacts)));
        cases.addAll(write("Case", 25, () -> linked(supportCase(accounts, contacts), "ParentId", cases)));
        List<String> deals = write("Opportunity", 45, () -> opportunity(accounts));
        List<String> leads = write("Lead", 10, this::lead);
        write("Task", 50, () -> task(both(accounts, deals), both(contacts, leads)));
        List<String> visits = write("Site_Visit__c", 45, () -> visit(accounts));
        write("Measure__c", 60, () -> measure(visits));
    }

    private Map<String, Object> account() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Name", random.text());
        sometimes(record, "Industry", () -> random.any(INDUSTRIES));
        sometimes(record, "Rating", () -> random.any(List.of("Hot", "Warm", "Cold", "HOT")));
        sometimes(record, "Site", random::text);
        sometimes(record, "AccountNumber", random::text);
        sometimes(record, "Description", random::text);
        sometimes(record, "AnnualRevenue", () -> random.decimal(0));
        sometimes(record, "NumberOfEmployees", random::integer);
        record.put("Active__c", random.oneIn(2));
        sometimes(record, "SLA_Expiration_Date__c", random::date);
        return record;
    }

    private Map<String, Object> contact(List<String> accounts) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("LastName", random.text());
        sometimes(record, "FirstName", random::text);
        sometimes(record, "Department", random::text);
        sometimes(record, "LeadSource", () -> random.any(List.of("Web", "web", "Other", "Partner Referral", "Owl")));
        sometimes(record, "Email", () -> random.any(List.of("a@x.example", "A@X.example", "b_c@x.example")));
        sometimes(record, "Birthdate", random::date);
        return linked(record, "AccountId", accounts);
    }

    private Map<String, Object> supportCase(List<String> accounts, List<String> contacts) {
        Map<String, Object> record = new LinkedHashMap<>();
        sometimes(record, "Subject", random::text);
        record.put("Status", random.any(List.of("New", "Working", "Escalated", "Closed", "closed")));
        sometimes(record, "Priority", () -> random.any(List.of("High", "Medium", "Low")));
        sometimes(record, "SuppliedName", random::text);
        record.put("IsEscalated", random.oneIn(3));
        return linked(linked(record, "AccountId", accounts), "ContactId", contacts);
    }

    private Map<String, Object> opportunity(List<String> accounts) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Name", random.text());
        record.put("StageName", random.any(STAGES));
        sometimes(record, "NextStep", random::text);
        sometimes(record, "Amount", () -> random.decimal(2));
        sometimes(record, "TotalOpportunityQuantity", () -> random.decimal(2));
        record.put("CloseDate", random.date());
        return linked(record, "AccountId", accounts);
    }

    private Map<String, Object> lead() {
        return Map.of("LastName", random.text(), "Company", random.text());
    }

    private Map<String, Object> task(List<String> matters, List<String> people) {
        Map<String, Object> record = new LinkedHashMap<>();
        sometimes(record, "Subject", random::text);
        record.put("Status", random.any(List.of("Not Started", "In Progress", "Completed", "completed")));
        record.put("Priority", random.any(List.of("High", "Normal", "Low")));
        sometimes(record, "ActivityDate", random::date);
        return linked(linked(record, "WhatId", matters), "WhoId", people);
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private Map<String, Object> visit(List<String> accounts) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Completed__c", random.oneIn(2));
        sometimes(record, "Status__c", () -> random.any(List.of("Planned", "Confirmed", "Done", "Cancelled")));
        sometimes(record, "Topics__c", this::topics);
        sometimes(record, "Remarks__c", random::text);
        sometimes(record, "Contact_Phone__c", () -> random.any(List.of("+1 555 0100", "(555) 0101", "5550102")));
        sometimes(record, "Visitors__c", () -> random.decimal(0));
        sometimes(record, "Reading__c", () -> random.decimal(8));
        sometimes(record, "Cost__c", () -> random.decimal(2));
        sometimes(record, "Surcharge__c", () -> random.decimal(2).remainder(java.math.BigDecimal.valueOf(1_000)));
        sometimes(record, "Visit_Date__c", random::date);
        sometimes(record, "Checked_In__c", random::instant);
        sometimes(record, "Start_Time__c", () -> random.time().format(OrgWriter.TIME));
        return linked(record, "Account__c", accounts);
    }

    private Map<String, Object> measure(List<String> visits) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Visit__c", random.any(visits));
        sometimes(record, "Label__c", random::text);
        sometimes(record, "Code__c", codes::next);
        sometimes(record, "Unit__c", () -> random.any(List.of("m", "M", "kg", "Kg", "°C")));
        sometimes(record, "Amount__c", () -> random.decimal(3));
        sometimes(record, "Taken__c", random::instant);
        record.put("Valid__c", random.oneIn(2));
        return record;
    }

    /** The same letters each time, in another case. */
    private static String code(int upperCase) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            char letter = LETTERS.charAt(i);
            code.append((upperCase >> i & 1) == 1 ? Character.toUpperCase(letter) : letter);
        }
        return code.toString();
    }

    private String topics() {
        List<String> chosen = TOPICS.stream().filter(topic -> random.oneIn(3)).toList();
        return chosen.isEmpty() ? random.any(TOPICS) : String.join(";", chosen);
    }

    private Map<String, Object> linked(Map<String, Object> record, String reference, List<String> parents) {
        sometimes(record, reference, () -> random.any(parents));
        return record;
    }

    /** One in five stays empty. */
    private void sometimes(Map<String, Object> record, String field, Supplier<Object> value) {
        if (!random.oneIn(5)) {
            record.put(field, value.get());
        }
    }

    private List<String> write(String sObject, int count, Supplier<Map<String, Object>> record) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record.get());
        }
        return org.create(sObject, records);
    }
}
