package dev.sallyport.org.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The object permissions of the standard profiles, as a new org has them. Letters are read, create, edit, delete, view
 * all and modify all.
 */
final class ProfileAccess {
    private static final String EVERYTHING = "RCEDVM";
    private static final String OWN = "RCED";
    private static final String READ = "R";

    /** Standard objects that object permissions are set on, in so far as the local org has them. */
    private static final List<String> OBJECTS = List.of(
            "Account",
            "Asset",
            "Campaign",
            "Case",
            "Contact",
            "Contract",
            "Document",
            "Lead",
            "Opportunity",
            "Order",
            "Pricebook2",
            "Product2");

    private static final Map<String, String> STANDARD_USER = Map.ofEntries(
            Map.entry("Account", OWN),
            Map.entry("Asset", OWN),
            Map.entry("Campaign", READ),
            Map.entry("Case", "RCE"),
            Map.entry("Contact", OWN),
            Map.entry("Contract", "RCE"),
            Map.entry("Document", OWN),
            Map.entry("Lead", "RCE"),
            Map.entry("Opportunity", OWN),
            Map.entry("Order", OWN),
            Map.entry("Pricebook2", READ),
            Map.entry("Product2", READ));

    private ProfileAccess() {}

    /** The letters of each object that a standard profile gives access to. */
    static Map<String, String> of(String profile, Schema schema) {
        List<String> objects = new ArrayList<>(OBJECTS);
        List<String> custom = schema.types().stream()
                .map(SObjectType::name)
                .filter(name -> name.endsWith("__c"))
                .toList();
        objects.addAll(custom);
        Map<String, String> access = new LinkedHashMap<>();
        switch (profile) {
            case "System Administrator" -> objects.forEach(object -> access.put(object, EVERYTHING));
            case "Standard User", "Solution Manager" -> {
                access.putAll(STANDARD_USER);
                custom.forEach(object -> access.put(object, OWN));
            }
            case "Contract Manager" -> {
                access.putAll(STANDARD_USER);
                access.put("Contract", OWN);
                custom.forEach(object -> access.put(object, OWN));
            }
            case "Marketing User" -> {
                access.putAll(STANDARD_USER);
                access.put("Campaign", OWN);
                custom.forEach(object -> access.put(object, OWN));
            }
            case "Read Only" -> objects.forEach(object -> access.put(object, READ));
            case "Standard Platform User" -> {
                access.put("Account", OWN);
                access.put("Contact", OWN);
                custom.forEach(object -> access.put(object, OWN));
            }
            default -> {
                // The minimum access, integration, Chatter and identity profiles see no records.
            }
        }
        return access;
    }

    /** Writes the rows of a profile's permission set. */
    static void write(RowWriter writer, String profile, String permissionSetId) {
        Map<String, String> access = of(profile, writer.schema());
        RowWriter.Ids ids = writer.reserve("ObjectPermissions", access.size());
        RowWriter.Batch batch = writer.batch(
                "ObjectPermissions",
                "ParentId",
                "SobjectType",
                "PermissionsRead",
                "PermissionsCreate",
                "PermissionsEdit",
                "PermissionsDelete",
                "PermissionsViewAllRecords",
                "PermissionsModifyAllRecords");
        int index = 0;
        for (Map.Entry<String, String> row : access.entrySet()) {
            String letters = row.getValue();
            batch.add(
                    ids.get(index),
                    writer.now(),
                    permissionSetId,
                    row.getKey(),
                    letters.contains("R"),
                    letters.contains("C"),
                    letters.contains("E"),
                    letters.contains("D"),
                    letters.contains("V"),
                    letters.contains("M"));
            index++;
        }
    }
}
