package dev.sallyport.org.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Custom objects without a meaning, to make an org's schema as large as those of old companies: each has fields of all
 * usual types, refers to {@code Account} and to the one before it, and has no records.
 */
public final class GeneratedObjects {
    /** The most that there can be: each needs a key prefix. */
    public static final int MOST = 11_000;

    /** How many fields each has where nothing else is said, with those that every custom object has. */
    public static final int FIELDS = 40;

    /** The fewest fields: those that every custom object has, and the two references. */
    public static final int FEWEST_FIELDS = 11;

    /** More fields than any object of Salesforce's can have. */
    public static final int MOST_FIELDS = 1_500;

    private static final List<String> SYSTEM_FIELDS = List.of(
            "Id",
            "OwnerId",
            "IsDeleted",
            "CreatedDate",
            "CreatedById",
            "LastModifiedDate",
            "LastModifiedById",
            "SystemModstamp");

    private static final List<String> TYPES = List.of(
            "string",
            "currency",
            "date",
            "picklist",
            "boolean",
            "double",
            "datetime",
            "email",
            "textarea",
            "percent",
            "phone",
            "url",
            "multipicklist");

    private GeneratedObjects() {}

    /**
     * Adds them to a database that has none of them yet.
     *
     * @param count how many, up to {@link #MOST}
     * @param fields how many fields each has, {@link #FEWEST_FIELDS} to {@link #MOST_FIELDS}
     */
    public static void addTo(OrgDatabase database, int count, int fields) {
        if (count == 0) {
            return;
        }
        List<String> keyPrefixes = database.definitions().reserveKeyPrefixes(count);
        List<ObjectNode> definitions = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            definitions.add(definition(number, fields, keyPrefixes.get(number - 1)));
        }
        database.withoutCommitDelay(() -> database.definitions().putAll(definitions));
    }

    private static ObjectNode definition(int number, int fieldCount, String keyPrefix) {
        ObjectNode definition = Definitions.JSON
                .createObjectNode()
                .put("name", name(number))
                .put("label", "Generated " + number)
                .put("labelPlural", "Generated " + number)
                .put("keyPrefix", keyPrefix);
        ArrayNode fields = definition.putArray("fields");
        SYSTEM_FIELDS.forEach(fields::add);
        fields.addObject()
                .put("name", "Name")
                .put("label", "Name")
                .put("type", "string")
                .put("length", 80)
                .put("nameField", true)
                .put("idLookup", true);
        reference(fields, "Account__c", "Account", number);
        if (number > 1) {
            reference(fields, "Previous__c", name(number - 1), number);
        }
        for (int field = 1; fields.size() < fieldCount; field++) {
            add(fields, TYPES.get(field % TYPES.size()), field);
        }
        return definition;
    }

    private static void reference(ArrayNode fields, String name, String target, int number) {
        ObjectNode field = fields.addObject()
                .put("name", name)
                .put("label", name.replace("__c", ""))
                .put("type", "reference")
                .put("childRelationshipName", "Generated_" + digits(number) + "s__r");
        field.putArray("referenceTo").add(target);
    }

    private static void add(ArrayNode fields, String type, int number) {
        String label = type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + " " + number;
        ObjectNode field = fields.addObject()
                .put("name", label.replace(' ', '_') + "__c")
                .put("label", label)
                .put("type", type);
        if (type.endsWith("picklist")) {
            ArrayNode values = field.putArray("values");
            List.of("New", "Open", "In Progress", "Waiting", "Closed").forEach(values::add);
        }
        switch (type) {
            case "double", "currency", "percent" -> field.put("scale", 2);
            default -> {}
        }
    }

    private static String name(int number) {
        return "Generated_" + digits(number) + "__c";
    }

    private static String digits(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }
}
