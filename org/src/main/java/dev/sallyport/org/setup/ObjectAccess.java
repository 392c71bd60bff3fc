package dev.sallyport.org.setup;

import dev.sallyport.org.data.SObjectType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What decides over the records of a type: object permissions of its own, those of another type, or user permissions. */
final class ObjectAccess {
    private static final String VIEW_SETUP = "PermissionsViewSetup";
    private static final String MANAGE_USERS = "PermissionsManageUsers";
    private static final String MANAGE_SETS = "PermissionsManageProfilesPermissionsets";
    private static final String CUSTOMIZE = "PermissionsCustomizeApplication";

    /** Standard types that have object permissions, as profiles list them. */
    private static final Set<String> WITH_PERMISSIONS = Set.of(
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
            "Product2",
            "Solution");

    /** Types whose records are seen and edited as those of another type are. */
    private static final Map<String, String> CONTROLLED = Map.of(
            "AccountContactRole", "Account",
            "CampaignMember", "Campaign",
            "OpportunityContactRole", "Opportunity",
            "OpportunityLineItem", "Opportunity",
            "OrderItem", "Order",
            "PricebookEntry", "Pricebook2",
            "CaseComment", "Case");

    /** Which types must be readable for a type to be so. */
    private static final Map<String, List<String>> PARENTS = Map.of(
            "Contact", List.of("Account"),
            "Contract", List.of("Account"),
            "Opportunity", List.of("Account"),
            "Order", List.of("Account"),
            "Asset", List.of("Account", "Contact"));

    private static final Map<String, UserPermissionRule> RULES = Map.ofEntries(
            Map.entry("ConnectedApplication", new UserPermissionRule(VIEW_SETUP, null)),
            Map.entry("Event", new UserPermissionRule(null, "PermissionsEditEvent")),
            Map.entry("ExternalClientApplication", new UserPermissionRule(VIEW_SETUP, null)),
            Map.entry("FieldPermissions", new UserPermissionRule(VIEW_SETUP, MANAGE_SETS)),
            Map.entry("Group", new UserPermissionRule(null, MANAGE_USERS)),
            Map.entry("GroupMember", new UserPermissionRule(null, MANAGE_USERS)),
            Map.entry("QueueSobject", new UserPermissionRule(null, MANAGE_USERS)),
            Map.entry("LoginHistory", new UserPermissionRule(MANAGE_USERS, null)),
            Map.entry("ObjectPermissions", new UserPermissionRule(VIEW_SETUP, MANAGE_SETS)),
            Map.entry("Organization", new UserPermissionRule(null, CUSTOMIZE)),
            Map.entry("PermissionSet", new UserPermissionRule(VIEW_SETUP, MANAGE_SETS)),
            Map.entry("PermissionSetAssignment", new UserPermissionRule(VIEW_SETUP, "PermissionsAssignPermissionSets")),
            Map.entry("Profile", new UserPermissionRule(null, MANAGE_SETS)),
            Map.entry("RecordType", new UserPermissionRule(null, CUSTOMIZE)),
            Map.entry("SetupAuditTrail", new UserPermissionRule(VIEW_SETUP, null)),
            Map.entry("Task", new UserPermissionRule(null, "PermissionsEditTask")),
            Map.entry("User", new UserPermissionRule(null, MANAGE_USERS)),
            Map.entry("UserLicense", new UserPermissionRule(null, null)),
            Map.entry("UserRole", new UserPermissionRule(null, "PermissionsManageRoles")));

    private ObjectAccess() {}

    /**
     * User permissions that decide.
     *
     * @param read what reading needs; null where it needs none
     * @param write what creating, editing and deleting need; null where nobody may
     */
    record UserPermissionRule(
            @Nullable String read, @Nullable String write) {}

    /** Whether profiles and permission sets have object permissions of a type. */
    static boolean hasPermissions(SObjectType type) {
        return type.name().endsWith("__c") || WITH_PERMISSIONS.contains(type.name());
    }

    /** The type whose object permissions decide over a type that has none of its own. */
    static Optional<String> controller(SObjectType type) {
        return Optional.ofNullable(CONTROLLED.get(type.name()));
    }

    /** The user permissions that decide over a type. */
    static Optional<UserPermissionRule> rule(SObjectType type) {
        return Optional.ofNullable(RULES.get(type.name()));
    }

    /** Types without which a type cannot be read. */
    static List<String> parents(String sObject) {
        return PARENTS.getOrDefault(sObject, List.of());
    }

    /** Types that cannot be read without a type. */
    static List<String> children(String sObject) {
        return PARENTS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(sObject))
                .map(Map.Entry::getKey)
                .toList();
    }
}
