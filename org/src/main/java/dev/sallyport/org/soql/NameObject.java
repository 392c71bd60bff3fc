package dev.sallyport.org.soql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What SOQL knows of a record that a reference to one of several sObjects points to: the fields of the Name object, whatever
 * else the record's own sObject has (Object Reference for the Salesforce Platform, "Name"; Field Reference Guide, "Name").
 */
final class NameObject {
    private static final Set<String> USERS = Set.of("User");
    private static final Set<String> PEOPLE = Set.of("User", "Contact", "Lead");

    /** The fields that not every record has a value in, in lower case, and the sObjects whose records have. */
    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            Map.entry("alias", USERS),
            Map.entry("email", Set.of("User", "Group")),
            Map.entry("firstname", PEOPLE),
            Map.entry("isactive", USERS),
            Map.entry("lastname", PEOPLE),
            Map.entry("phone", USERS),
            Map.entry("profileid", USERS),
            Map.entry("title", USERS),
            Map.entry("username", USERS),
            Map.entry("userroleid", USERS));

    private static final Set<String> OF_ALL = Set.of("id", "name", "type");

    private static final Set<String> RELATIONSHIPS = Set.of("profile", "userrole");

    private NameObject() {}

    /** Whether it has such a field. */
    static boolean has(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return OF_ALL.contains(name) || FIELDS.containsKey(name);
    }

    /** Whether a path leads on from it by a relationship. */
    static boolean leadsTo(String relationship) {
        return RELATIONSHIPS.contains(relationship.toLowerCase(Locale.ROOT));
    }

    /** Whether records of an sObject have a value in one of its fields. */
    static boolean isOf(String sObject, String field) {
        Set<String> having = FIELDS.get(field.toLowerCase(Locale.ROOT));
        return having == null || having.contains(sObject);
    }
}
