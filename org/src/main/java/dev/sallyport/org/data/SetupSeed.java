package dev.sallyport.org.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows that Setup shows in a new org: licences, profiles with their permission sets, roles, users, the org. */
final class SetupSeed {
    private static final String SALESFORCE = "Salesforce";
    private static final String PLATFORM = "Salesforce Platform";
    private static final String INTEGRATION = "Salesforce Integration";
    private static final String TIME_ZONE = "America/Los_Angeles";

    private static final Map<String, String> LICENCE_KEYS = licenceKeys();

    /** What a system administrator is not given without being asked for. */
    private static final Set<String> NOT_FOR_ADMINISTRATORS = Set.of(
            "ApiUserOnly",
            "PasswordNeverExpires",
            "TwoFactorApi",
            "ForceTwoFactor",
            "IsSsoEnabled",
            "BulkApiHardDelete",
            "ViewEncryptedData");

    private static final Set<String> FOR_STANDARD_USERS = Set.of(
            "ApiEnabled",
            "LightningExperienceUser",
            "EditTask",
            "EditEvent",
            "RunReports",
            "ExportReport",
            "ConvertLeads",
            "ViewSetup",
            "ViewHelpLink",
            "ViewRoles",
            "EmailSingle",
            "ChatterInternalUser",
            "UseWebLink");

    private static final Set<String> FOR_READERS = Set.of(
            "ApiEnabled", "LightningExperienceUser", "RunReports", "ViewSetup", "ViewHelpLink", "ChatterInternalUser");

    private static final Set<String> FOR_MINIMUM_ACCESS = Set.of("LightningExperienceUser", "ChatterInternalUser");

    private static final Set<String> FOR_INTEGRATIONS = Set.of("ApiEnabled", "ApiUserOnly", "ChatterInternalUser");

    private final SeedData seed;
    private final RowWriter writer;
    private final Map<String, String> licenceIds = new LinkedHashMap<>();
    private final Map<String, String> profileIds = new LinkedHashMap<>();
    private final Map<String, String> permissionSetIds = new LinkedHashMap<>();
    private final List<String> userIds = new ArrayList<>();

    SetupSeed(SeedData seed, RowWriter writer) {
        this.seed = seed;
        this.writer = writer;
    }

    /** Ids of the users that may own records; the administrator's is the first. */
    List<String> userIds() {
        return List.copyOf(userIds);
    }

    void writeUsers() {
        RowWriter.Ids users = writer.reserve("User", 6);
        writer.actAs(users.get(0));
        writeLicences();
        writeProfiles();
        List<String> roles = writeRoles();
        String admin = "System Administrator";
        String standard = "Standard User";
        writeUser(users.get(0), "Ada", "Admin", seed.adminUsername(), admin, roles.get(0), true);
        writeUser(users.get(1), "Noa", "Lindqvist", "noa.lindqvist@local-org.example", standard, roles.get(1), true);
        writeUser(users.get(2), "Tomé", "Ferreira", "tome.ferreira@local-org.example", standard, roles.get(2), true);
        writeUser(users.get(3), "Yuki", "Arai", "yuki.arai@local-org.example", standard, roles.get(2), true);
        writeUser(users.get(4), "Rowan", "O'Dell", "rowan.odell@local-org.example", "Read Only", roles.get(1), true);
        writeUser(users.get(5), null, "Former", "former@local-org.example", standard, roles.get(2), false);
        for (int i = 0; i < 4; i++) {
            userIds.add(users.get(i));
        }
    }

    void writeOrganization() {
        writer.batch(
                        "Organization",
                        "Name",
                        "OrganizationType",
                        "IsSandbox",
                        "InstanceName",
                        "TimeZoneSidKey",
                        "DefaultLocaleSidKey",
                        "LanguageLocaleKey",
                        "FiscalYearStartMonth",
                        "Country",
                        "DefaultAccountAccess",
                        "DefaultContactAccess",
                        "DefaultOpportunityAccess",
                        "DefaultLeadAccess",
                        "DefaultCaseAccess",
                        "DefaultPricebookAccess",
                        "DefaultCampaignAccess",
                        "UiSkin")
                .add(
                        writer.reserve("Organization", 1).get(0),
                        writer.now(),
                        seed.organizationName(),
                        seed.edition(),
                        seed.sandbox(),
                        seed.sandbox() ? "LOC1S" : "LOC1",
                        TIME_ZONE,
                        "en_US",
                        "en_US",
                        1,
                        "US",
                        "Edit",
                        "ControlledByParent",
                        "Edit",
                        "ReadEditTransfer",
                        "ReadEditTransfer",
                        "ReadSelect",
                        "All",
                        "Theme3");
    }

    private void writeLicences() {
        RowWriter.Ids ids = writer.reserve("UserLicense", LICENCE_KEYS.size());
        RowWriter.Batch licences = writer.batch(
                "UserLicense",
                "LicenseDefinitionKey",
                "TotalLicenses",
                "Status",
                "UsedLicenses",
                "Name",
                "MasterLabel");
        for (Map.Entry<String, String> licence : LICENCE_KEYS.entrySet()) {
            String id = ids.get(licenceIds.size());
            int total = licence.getKey().equals(INTEGRATION) ? 5 : 100;
            int used = licence.getKey().equals(SALESFORCE) ? 5 : 0;
            licences.add(
                    id, writer.now(), licence.getValue(), total, "Active", used, licence.getKey(), licence.getKey());
            licenceIds.put(licence.getKey(), id);
        }
    }

    private void writeProfiles() {
        List<String> permissions = permissions();
        Set<String> forAdministrators = Set.copyOf(permissions.stream()
                .filter(permission -> !NOT_FOR_ADMINISTRATORS.contains(permission))
                .toList());
        writeProfile("System Administrator", SALESFORCE, permissions, forAdministrators);
        writeProfile("Standard User", SALESFORCE, permissions, FOR_STANDARD_USERS);
        writeProfile("Read Only", SALESFORCE, permissions, FOR_READERS);
        writeProfile("Solution Manager", SALESFORCE, permissions, FOR_STANDARD_USERS);
        writeProfile("Marketing User", SALESFORCE, permissions, FOR_STANDARD_USERS);
        writeProfile("Contract Manager", SALESFORCE, permissions, FOR_STANDARD_USERS);
        writeProfile("Minimum Access - Salesforce", SALESFORCE, permissions, FOR_MINIMUM_ACCESS);
        writeProfile("Standard Platform User", PLATFORM, permissions, FOR_STANDARD_USERS);
        writeProfile("Salesforce API Only System Integrations", INTEGRATION, permissions, FOR_INTEGRATIONS);
        writeProfile("Minimum Access - API Only Integrations", INTEGRATION, permissions, FOR_INTEGRATIONS);
        writeProfile("Chatter Free User", "Chatter Free", permissions, Set.of("ChatterInternalUser"));
        writeProfile("Identity User", "Identity", permissions, Set.of());
    }

    private void writeProfile(String name, String licence, List<String> permissions, Set<String> granted) {
        List<Object> flags = new ArrayList<>();
        permissions.forEach(permission -> flags.add(granted.contains(permission)));
        String profileId = writer.reserve("Profile", 1).get(0);
        String licenceId = licenceIds.get(licence);
        profileIds.put(name, profileId);
        String permissionSetId = writer.reserve("PermissionSet", 1).get(0);
        permissionSetIds.put(name, permissionSetId);
        write(
                "Profile",
                profileId,
                List.of("Name", "UserLicenseId", "UserType"),
                row(name, licenceId, "Standard"),
                permissions,
                flags);
        write(
                "PermissionSet",
                permissionSetId,
                List.of("Name", "Label", "ProfileId", "LicenseId", "IsOwnedByProfile", "IsCustom", "Type"),
                row("X" + profileId.substring(0, 15), profileId, profileId, licenceId, true, false, "Profile"),
                permissions,
                flags);
        ProfileAccess.write(writer, name, permissionSetId);
    }

    private void write(
            String type,
            String id,
            List<String> names,
            List<@Nullable Object> values,
            List<String> permissions,
            List<Object> flags) {
        List<String> columns = new ArrayList<>(names);
        permissions.forEach(permission -> columns.add("Permissions" + permission));
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(flags);
        writer.batch(type, columns.toArray(String[]::new)).add(id, writer.now(), all.toArray());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }

    private List<String> permissions() {
        return writer.type("Profile").fields().stream()
                .map(Field::name)
                .filter(name -> name.startsWith("Permissions"))
                .map(name -> name.substring("Permissions".length()))
                .toList();
    }

    private List<String> writeRoles() {
        List<String> names = List.of("CEO", "VP, Sales & Service", "Sales & Service Team");
        RowWriter.Ids ids = writer.reserve("UserRole", names.size());
        List<String> written = new ArrayList<>();
        for (String name : names) {
            String parent = written.isEmpty() ? null : written.get(written.size() - 1);
            String id = ids.get(written.size());
            writer.batch("UserRole", "Name", "DeveloperName", "ParentRoleId", "OpportunityAccessForAccountOwner")
                    .add(id, writer.now(), name, name.replaceAll("\\W+", "_"), parent, "Edit");
            written.add(id);
        }
        return written;
    }

    private void writeUser(
            String id,
            @Nullable String firstName,
            String lastName,
            String username,
            String profile,
            String roleId,
            boolean active) {
        String alias = username.substring(0, Math.min(5, username.indexOf('@'))).toLowerCase(Locale.ROOT);
        writer.batch(
                        "User",
                        "Username",
                        "LastName",
                        "FirstName",
                        "Email",
                        "Alias",
                        "CommunityNickname",
                        "IsActive",
                        "TimeZoneSidKey",
                        "LocaleSidKey",
                        "LanguageLocaleKey",
                        "EmailEncodingKey",
                        "ProfileId",
                        "UserRoleId",
                        "UserType",
                        "DigestFrequency",
                        "DefaultGroupNotificationFrequency")
                .add(
                        id,
                        writer.now(),
                        username,
                        lastName,
                        firstName,
                        username,
                        alias,
                        username.substring(0, username.indexOf('@')),
                        active,
                        TIME_ZONE,
                        "en_US",
                        "en_US",
                        "UTF-8",
                        profileIds.get(profile),
                        roleId,
                        "Standard",
                        "D",
                        "N");
        writer.batch("PermissionSetAssignment", "PermissionSetId", "AssigneeId", "IsActive")
                .add(
                        writer.reserve("PermissionSetAssignment", 1).get(0),
                        writer.now(),
                        permissionSetIds.get(profile),
                        id,
                        true);
    }

    private static Map<String, String> licenceKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(SALESFORCE, "SFDC");
        keys.put(PLATFORM, "AUL");
        keys.put(INTEGRATION, "PID_INTEGRATION_USER");
        keys.put("Chatter Free", "PID_CHATTER");
        keys.put("Identity", "PID_IDENTITY");
        return keys;
    }
}
