package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Setup → Profiles. */
public final class Profiles {
    private static final String SELECT =
            "SELECT p.*, l.\"Name\" AS \"License\", c.\"ProfileId\" AS \"Custom\" FROM \"Profile\" p"
                    + " JOIN \"UserLicense\" l ON l.\"Id\" = p.\"UserLicenseId\""
                    + " LEFT JOIN SETUP.\"CustomProfile\" c ON c.\"ProfileId\" = p.\"Id\"";
    private static final String SECTION = "Manage Users";

    private final OrgDatabase database;
    private final Clock clock;
    private final Permissions permissions;
    private final AuditTrail trail;
    private final PermissionRows rows;

    Profiles(OrgDatabase database, Clock clock, Permissions permissions, PermissionRows rows, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.permissions = permissions;
        this.rows = rows;
        this.trail = trail;
    }

    /** All profiles, by name. */
    public List<Profile> list() {
        return database.jdbi().withHandle(handle -> handle.createQuery(SELECT + " ORDER BY p.\"Name\"")
                .map((row, context) -> read(row))
                .list());
    }

    /** Finds a profile by id or name. */
    public Optional<Profile> find(String idOrName) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + " WHERE p.\"Id\" = :id OR p.\"Name\" = :name")
                        .bind("id", longForm(idOrName))
                        .bind("name", idOrName)
                        .map((row, context) -> read(row))
                        .findFirst());
    }

    /**
     * A profile that must be there.
     *
     * @throws ApiException {@code NOT_FOUND} if it is not
     */
    public Profile get(String idOrName) {
        return find(idOrName).orElseThrow(() -> SetupErrors.notFound("profile", idOrName));
    }

    /**
     * A profile that must be there and go with a user licence.
     *
     * @throws ApiException if there is none, or it goes with another licence
     */
    public Profile get(String idOrName, String userLicense) {
        Profile profile = get(idOrName);
        if (!profile.userLicense().equals(userLicense)) {
            throw SetupErrors.invalid(
                    "INVALID_CROSS_REFERENCE_KEY",
                    "Profile '" + profile.name() + "' goes with the user license '" + profile.userLicense() + "', not '"
                            + userLicense + "'",
                    "ProfileId");
        }
        return profile;
    }

    /**
     * Makes a custom profile that starts with all that another allows.
     *
     * @param source id or name of the profile to clone
     * @throws ApiException if there is no such profile, or the name is blank or taken
     */
    public Profile clone(String source, String name, SalesforceId actor) {
        Profile cloned = get(source);
        if (name.isBlank()) {
            throw SetupErrors.required(List.of("Name"));
        }
        SetupErrors.requireLength("Profile Name", "Name", name, 255);
        if (find(name).isPresent()) {
            throw SetupErrors.invalid(
                    "DUPLICATE_DEVELOPER_NAME", "The profile name '" + name + "' is already in use", "Name");
        }
        SalesforceId id = database.ids().next("00e");
        database.jdbi().useTransaction(handle -> {
            insertCopy(handle, cloned, id, name, actor);
            handle.createUpdate("INSERT INTO SETUP.\"CustomProfile\" VALUES (:id)")
                    .bind("id", id.value())
                    .execute();
        });
        trail.record(actor, "createdprofile", SECTION, "Created profile " + name + " cloned from " + cloned.name());
        return get(id.value());
    }

    /**
     * Sets administrative permissions of a custom profile.
     *
     * @param changes by API name, such as {@code PermissionsApiUserOnly}
     * @throws ApiException if the profile is a standard one, or the org has no permission of a name, as Developer
     *     Edition has no API Only User
     */
    public Profile setPermissions(Profile profile, Map<String, Boolean> changes, SalesforceId actor) {
        if (changes.isEmpty()) {
            return profile;
        }
        requireCustom(profile);
        permissions.setTicks(profile.id(), changes, actor);
        changes.forEach((name, allowed) -> trail.record(
                actor,
                "profileAdminPermChanged",
                SECTION,
                "Changed profile " + profile.name() + ": " + name + " was set to " + allowed));
        return get(profile.id().value());
    }

    /** {@link #setObjectPermissions} for one type. */
    public void setObjectPermission(Profile profile, String sObject, ObjectPermission permission, SalesforceId actor) {
        setObjectPermissions(profile, Map.of(sObject, permission), actor);
    }

    /**
     * Sets what a profile allows with types' records, all or none; a standard profile's can be set for custom objects
     * alone. Taking a permission away turns View All Data and Modify All Data off too, which cannot be had without it:
     * Salesforce's profile page does the same.
     *
     * @throws ApiException if the profile is a standard one and a type is not custom, or a permission lacks another
     */
    public void setObjectPermissions(Profile profile, Map<String, ObjectPermission> changes, SalesforceId actor) {
        if (!changes.keySet().stream().allMatch(type -> type.endsWith("__c"))) {
            requireCustom(profile);
        }
        permissions.setObjects(profile.id(), changes, actor);
        changes.keySet()
                .forEach(sObject -> trail.record(
                        actor,
                        "profileObjectPermChanged",
                        SECTION,
                        "Changed profile " + profile.name() + ": permissions of " + sObject));
    }

    /** {@link #setFieldPermissions} for one field. */
    public void setFieldPermission(
            Profile profile, String field, Profile.FieldPermission permission, SalesforceId actor) {
        setFieldPermissions(profile, Map.of(field, permission), actor);
    }

    /**
     * Sets what a profile allows with fields, named {@code Type.Field}, all or none; a standard profile's can be set for
     * custom fields alone.
     *
     * @throws ApiException if the profile is a standard one and a field is not custom, there is no such field, it takes no
     *     permissions, or it could be edited but not read
     */
    public void setFieldPermissions(Profile profile, Map<String, Profile.FieldPermission> changes, SalesforceId actor) {
        if (!changes.keySet().stream().allMatch(field -> field.endsWith("__c"))) {
            requireCustom(profile);
        }
        permissions.setFields(profile.id(), changes);
        changes.keySet()
                .forEach(field -> trail.record(
                        actor,
                        "profileFlsChanged",
                        SECTION,
                        "Changed profile " + profile.name() + ": permissions of " + field));
    }

    /** From where the users of a profile may sign in; from everywhere if the list is empty. */
    public List<LoginIpRange> loginIpRanges(SalesforceId profile) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT \"Start\", \"End\" FROM SETUP.\"LoginIpRange\" WHERE \"ProfileId\" = :id")
                .bind("id", profile.value())
                .map((row, context) -> new LoginIpRange(row.getString("Start"), row.getString("End")))
                .list());
    }

    /** Replaces the login IP ranges of a profile. */
    public void setLoginIpRanges(Profile profile, List<LoginIpRange> ranges, SalesforceId actor) {
        ranges.forEach(IpAddresses::requireRange);
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("DELETE FROM SETUP.\"LoginIpRange\" WHERE \"ProfileId\" = :id")
                    .bind("id", profile.id().value())
                    .execute();
            for (LoginIpRange range : ranges) {
                handle.createUpdate("INSERT INTO SETUP.\"LoginIpRange\" VALUES (:id, :start, :end)")
                        .bind("id", profile.id().value())
                        .bind("start", range.start())
                        .bind("end", range.end())
                        .execute();
            }
        });
        trail.record(actor, "changedloginiprange", SECTION, "Changed login IP ranges of profile " + profile.name());
    }

    private void insertCopy(Handle handle, Profile cloned, SalesforceId id, String name, SalesforceId actor) {
        String columns = permissions.names().stream()
                .map(permission -> ", \"" + permission + "\"")
                .collect(Collectors.joining());
        String stamps = ", \"CreatedDate\", \"CreatedById\", \"LastModifiedDate\", \"LastModifiedById\","
                + " \"SystemModstamp\"";
        String stamped = ", :now, :actor, :now, :actor, :now";
        SalesforceId permissionSet = database.ids().next("0PS");
        insert(
                        handle,
                        "INSERT INTO \"Profile\" (\"Id\", \"Name\", \"UserLicenseId\", \"UserType\"" + stamps + columns
                                + ") SELECT :id, :name, \"UserLicenseId\", \"UserType\"" + stamped + columns
                                + " FROM \"Profile\" WHERE \"Id\" = :cloned",
                        cloned,
                        actor)
                .bind("id", id.value())
                .bind("name", name)
                .execute();
        insert(
                        handle,
                        "INSERT INTO \"PermissionSet\" (\"Id\", \"Name\", \"Label\", \"ProfileId\","
                                + " \"IsOwnedByProfile\", \"Type\", \"LicenseId\"" + stamps + columns
                                + ") SELECT :set, :setName, :id, :id, TRUE, 'Profile', \"LicenseId\"" + stamped
                                + columns
                                + " FROM \"PermissionSet\" WHERE \"ProfileId\" = :cloned",
                        cloned,
                        actor)
                .bind("id", id.value())
                .bind("set", permissionSet.value())
                .bind("setName", "X" + id.shortForm())
                .execute();
        rows.copy(handle, rows.permissionSetOf(cloned.id()), permissionSet, actor);
    }

    private Update insert(Handle handle, String statement, Profile cloned, SalesforceId actor) {
        return handle.createUpdate(statement)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .bind("cloned", cloned.id().value());
    }

    private static void requireCustom(Profile profile) {
        if (!profile.custom()) {
            throw new ApiException(
                    400,
                    "CANNOT_MODIFY_MANAGED_OBJECT",
                    "The permissions of the standard profile '" + profile.name()
                            + "' cannot be changed: clone it and change the clone");
        }
    }

    private Profile read(ResultSet row) throws SQLException {
        TreeMap<String, Boolean> allowed = new TreeMap<>();
        for (String name : permissions.names()) {
            allowed.put(name, row.getBoolean(name));
        }
        return new Profile(
                new SalesforceId(row.getString("Id")),
                row.getString("Name"),
                row.getString("License"),
                row.getString("Custom") != null,
                allowed);
    }

    private static String longForm(String idOrName) {
        return SalesforceId.parse(idOrName).map(SalesforceId::value).orElse(idOrName);
    }
}
