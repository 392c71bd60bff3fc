package dev.sallyport.sql;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.salesforce.ChildRelationship;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.PicklistValue;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plans of statements over a small schema. Nobody answers: planning asks at most how many records there are, and does without. */
final class Plans {
    private static final Pattern SOQL =
            Pattern.compile("SOQL\\(query=\\[(.*?)], (?:keys|ifMoreGroupsThan|hint|api)=\\[.*]\\)");

    private static final List<SObjectDescribe> TABLES = List.of(
            table(
                    "Account",
                    field("Id", FieldType.ID, 18, false),
                    field("Name", FieldType.STRING, 255, false),
                    reference("ParentId", "Account"),
                    field("Industry", FieldType.PICKLIST, 255, true),
                    field("AnnualRevenue", FieldType.CURRENCY, 0, true),
                    field("NumberOfEmployees", FieldType.INT, 0, true),
                    field("Description", FieldType.TEXTAREA, 32_000, true),
                    field("IsDeleted", FieldType.BOOLEAN, 0, false),
                    field("CreatedDate", FieldType.DATETIME, 0, false),
                    field("Opened__c", FieldType.DATE, 0, true),
                    field("OpensAt__c", FieldType.TIME, 0, true),
                    field("Vip__c", FieldType.BOOLEAN, 0, false),
                    field("Exact__c", FieldType.STRING, 30, true),
                    field("Interests__c", FieldType.MULTIPICKLIST, 4_099, true)),
            table(
                    "Quote",
                    field("Id", FieldType.ID, 18, false),
                    field("Price", FieldType.CURRENCY, 0, true),
                    field("CurrencyIsoCode", FieldType.PICKLIST, 3, false)),
            table(
                    "Contact",
                    field("Id", FieldType.ID, 18, false),
                    reference("AccountId", "Account"),
                    field("LastName", FieldType.STRING, 80, false),
                    field("Email", FieldType.EMAIL, 80, true)),
            table(
                    "Task",
                    field("Id", FieldType.ID, 18, false),
                    reference("AccountId", "Account"),
                    field("Subject", FieldType.STRING, 255, true)),
            table(
                    "Visit__c",
                    field("Id", FieldType.ID, 18, false),
                    requiredReference("Host__c", "User"),
                    field("Name", FieldType.STRING, 80, false)),
            table(
                    "Case",
                    field("Id", FieldType.ID, 18, false),
                    reference("ContactId", "Contact"),
                    reference("OwnerId", "Group", "User"),
                    field("Subject", FieldType.STRING, 255, true)),
            table(
                    "User",
                    field("Id", FieldType.ID, 18, false),
                    field("Name", FieldType.STRING, 121, false),
                    field("Email", FieldType.EMAIL, 128, false),
                    field("Department", FieldType.STRING, 80, true),
                    reference("ProfileId", "Profile")),
            table("Profile", field("Id", FieldType.ID, 18, false), field("Name", FieldType.STRING, 255, false)));

    private Plans() {}

    static Connection connect() throws SQLException {
        AccessToken token = new AccessToken(Secret.of("of nobody"), Instant.EPOCH, null, Set.of(), Map.of());
        TokenSource tokens = new TokenSource() {
            @Override
            public AccessToken token() {
                return token;
            }

            @Override
            public AccessToken replace(AccessToken refused) {
                return token;
            }
        };
        SalesforceClient client = new SalesforceClient(
                OAuthServerUrl.parse("http://127.0.0.1:1/services/Soap/c/55.0"),
                ResourceAccess.bearer(tokens),
                HttpClient.newHttpClient());
        return new SalesforceDatabase(client, TABLES, SoqlListener.NONE).connect();
    }

    /** The plan as EXPLAIN shows it, an operator a line. */
    static String of(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
            rows.next();
            return rows.getString(1).strip();
        }
    }

    /** The SOQL queries in the plan, in its order; one that stands there twice is run once. */
    static List<String> soqlOf(String sql) throws SQLException {
        return of(sql).lines()
                .map(line -> SOQL.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    /** The one SOQL query that does the whole statement: fails if anything is left to do here. */
    static String wholly(String sql) throws SQLException {
        String plan = of(sql);
        if (plan.lines().count() != 1 || !plan.startsWith("SOQL(query=[")) {
            throw new AssertionError("Not wholly pushed down:\n" + plan);
        }
        return soqlOf(sql).get(0);
    }

    private static SObjectDescribe table(String name, FieldDescribe... fields) {
        List<ChildRelationship> children = name.equals("Account")
                ? List.of(
                        new ChildRelationship("Account", "ParentId", "ChildAccounts", false),
                        new ChildRelationship("Contact", "AccountId", "Contacts", true))
                : List.of();
        return new SObjectDescribe(
                name, name, name + "s", null, false, true, true, true, true, List.of(fields), children);
    }

    private static FieldDescribe reference(String name, String... referenceTo) {
        return field(name, FieldType.REFERENCE, 18, true, List.of(referenceTo));
    }

    private static FieldDescribe requiredReference(String name, String referenceTo) {
        return field(name, FieldType.REFERENCE, 18, false, List.of(referenceTo));
    }

    private static FieldDescribe field(String name, FieldType type, int length, boolean nillable) {
        return field(name, type, length, nillable, List.of());
    }

    private static FieldDescribe field(
            String name, FieldType type, int length, boolean nillable, List<String> referenceTo) {
        boolean number = type == FieldType.CURRENCY;
        boolean comparable = !name.equals("Description");
        return new FieldDescribe(
                name,
                name.toLowerCase(Locale.ROOT),
                type,
                length,
                number ? 18 : 0,
                number ? 2 : 0,
                type == FieldType.INT ? 8 : 0,
                nillable,
                name.equals("Name"),
                false,
                false,
                false,
                true,
                true,
                false,
                name.endsWith("__c"),
                name.startsWith("Exact"),
                false,
                comparable,
                comparable,
                comparable,
                comparable,
                null,
                referenceTo.isEmpty() ? null : name.replaceFirst("Id$", "").replaceFirst("__c$", "__r"),
                referenceTo,
                type == FieldType.PICKLIST ? List.of(new PicklistValue("Energy", "Energy", true, false)) : List.of());
    }
}
