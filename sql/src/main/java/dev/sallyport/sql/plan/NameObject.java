package dev.sallyport.sql.plan;

import dev.sallyport.sql.soql.SoqlQuery;
import java.util.Set;

/**
 * What SOQL knows of a record at the end of a reference to one of several sObjects: the fields of the Name object (Object
 * Reference for the Salesforce Platform, "Name"). Most of them have a value only where the record is a user.
 */
final class NameObject {
    private static final Set<String> OF_ALL = Set.of("Id", "Name");
    private static final Set<String> OF_PEOPLE = Set.of("Id", "Name", "FirstName", "LastName");
    private static final Set<String> OF_USERS = Set.of(
            "Id",
            "Name",
            "FirstName",
            "LastName",
            "Alias",
            "Email",
            "IsActive",
            "Phone",
            "Profile",
            "ProfileId",
            "Title",
            "Username",
            "UserRole",
            "UserRoleId");

    private NameObject() {}

    /** Whether it has, of the query's records, all that the query selects and compares. */
    static boolean has(SoqlQuery query) {
        Set<String> known =
                switch (query.sObject()) {
                    case "User" -> OF_USERS;
                    case "Contact", "Lead" -> OF_PEOPLE;
                    default -> OF_ALL;
                };
        return query.named().stream()
                .allMatch(field -> known.contains(field.path().get(0)));
    }
}
