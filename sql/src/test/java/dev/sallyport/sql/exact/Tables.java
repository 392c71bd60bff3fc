package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tables of the test: a chain of lookups (measure, visit, account, parent account; case, contact, account), a detail
 * and its master, references to one of several sObjects, and a field of every type that SQL has.
 */
record Tables(List<Table> all) {
    static Tables standard() {
        return new Tables(List.of(
                table(
                        "Account",
                        text("Name"),
                        text("Industry"),
                        text("Rating"),
                        text("Site"),
                        text("AccountNumber"),
                        text("Description"),
                        Column.reference("ParentId", "Account"),
                        Column.decimal("AnnualRevenue", 0),
                        Column.of("NumberOfEmployees", Kind.INTEGER),
                        Column.of("Active__c", Kind.BOOLEAN),
                        Column.of("SLA_Expiration_Date__c", Kind.DATE)),
                table(
                        "Contact",
                        text("LastName"),
                        text("FirstName"),
                        text("Name"),
                        text("Department"),
                        text("LeadSource"),
                        text("Email"),
                        Column.reference("AccountId", "Account"),
                        Column.reference("ReportsToId", "Contact"),
                        Column.of("Birthdate", Kind.DATE)),
                table(
                        "Case",
                        text("Subject"),
                        text("Status"),
                        text("Priority"),
                        text("SuppliedName"),
                        Column.reference("ContactId", "Contact"),
                        Column.reference("AccountId", "Account"),
                        Column.reference("ParentId", "Case"),
                        Column.of("IsClosed", Kind.BOOLEAN),
                        Column.of("IsEscalated", Kind.BOOLEAN)),
                table(
                        "Opportunity",
                        text("Name"),
                        text("StageName"),
                        text("NextStep"),
                        Column.reference("AccountId", "Account"),
                        Column.decimal("Amount", 2),
                        Column.decimal("TotalOpportunityQuantity", 2),
                        Column.of("IsWon", Kind.BOOLEAN),
                        Column.of("CloseDate", Kind.DATE)),
                table(
                        "Task",
                        text("Subject"),
                        text("Status"),
                        text("Priority"),
                        Column.reference("WhatId", "Account"), // or an opportunity
                        Column.reference("WhoId", "Contact"), // or a lead
                        Column.of("IsClosed", Kind.BOOLEAN),
                        Column.of("ActivityDate", Kind.DATE)),
                table(
                        "Site_Visit__c",
                        text("Reference__c"),
                        text("Status__c"),
                        text("Topics__c"),
                        text("Remarks__c"),
                        text("Contact_Phone__c"),
                        Column.reference("Account__c", "Account"),
                        Column.decimal("Visitors__c", 0),
                        Column.decimal("Reading__c", 8),
                        Column.decimal("Cost__c", 2),
                        Column.decimal("Surcharge__c", 2),
                        Column.of("Completed__c", Kind.BOOLEAN),
                        Column.of("Visit_Date__c", Kind.DATE),
                        Column.of("Checked_In__c", Kind.TIMESTAMP),
                        Column.of("Start_Time__c", Kind.TIME)),
                table(
                        "Measure__c",
                        text("Label__c"),
                        text("Unit__c"),
                        new Column("Code__c", Kind.ID, "VARCHAR", null, new ArrayList<>()),
                        Column.reference("Visit__c", "Site_Visit__c"),
                        Column.decimal("Amount__c", 3),
                        Column.of("Taken__c", Kind.TIMESTAMP),
                        Column.of("Valid__c", Kind.BOOLEAN))));
    }

    private static final Set<String> MOVED = Set.of("Opportunity", "Site_Visit__c", "Measure__c");

    /** The same, three of them in the schema of a database: what was text there compares by case, as ids do. */
    Tables movedTo(String schema) {
        return new Tables(all.stream()
                .map(table -> new Table(
                        moved(schema, table.name()),
                        table.columns().stream()
                                .map(column -> new Column(
                                        column.name(),
                                        MOVED.contains(table.name()) && column.kind() == Kind.TEXT
                                                ? Kind.ID
                                                : column.kind(),
                                        MOVED.contains(table.name()) && column.kind() == Kind.TEXT
                                                ? "VARCHAR"
                                                : column.h2Type(),
                                        column.parent() == null ? null : moved(schema, column.parent()),
                                        new ArrayList<>()))
                                .toList()))
                .toList());
    }

    /** A name as it stands between double quotes. */
    private static String moved(String schema, String table) {
        return MOVED.contains(table) ? schema + "\".\"" + table : table;
    }

    private static Table table(String name, Column... columns) {
        return new Table(
                name,
                Stream.concat(Stream.of(Column.of("Id", Kind.ID)), Stream.of(columns))
                        .toList());
    }

    private static Column text(String name) {
        return Column.of(name, Kind.TEXT);
    }

    Table get(String name) {
        return all.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every value of the columns that a condition picks. */
    List<Object> values(Predicate<Column> picked) {
        return all.stream()
                .flatMap(table -> table.columns().stream())
                .filter(picked)
                .flatMap(column -> column.values().stream())
                .toList();
    }
}
