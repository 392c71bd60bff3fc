package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Setup → Permission Sets. */
public final class PermissionSets {
    private static final String SELECT = "SELECT s.*, l.\"Name\" AS \"License\" FROM \"PermissionSet\" s"
            + " LEFT JOIN \"UserLicense\" l ON l.\"Id\" = s.\"LicenseId\" WHERE NOT s.\"IsOwnedByProfile\"";
    private static final String SECTION = "Manage Users";

    private final OrgDatabase database;
    private final Clock clock;
    private final Permissions permissions;
    private final PermissionRows rows;
    private final Profiles profiles;
    private final AuditTrail trail;

    PermissionSets(
            OrgDatabase database,
            Clock clock,
            Permissions permissions,
            PermissionRows rows,
            Profiles profiles,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.permissions = permissions;
        this.rows = rows;
        this.profiles = profiles;
        this.trail = trail;
    }

    /** All permission sets that no profile owns, by label. */
    public List<PermissionSet> list() {
        return database.jdbi().withHandle(handle -> handle.createQuery(SELECT + " ORDER BY s.\"Label\"")
                .map((row, context) -> read(row))
                .list());
    }

    /** Finds a permission set by id or API name. */
    public Optional<PermissionSet> find(String idOrName) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        SELECT + " AND (s.\"Id\" = :id OR s.\"Name\" = :name)")
                .bind(
                        "id",
                        SalesforceId.parse(idOrName).map(SalesforceId::value).orElse(idOrName))
                .bind("name", idOrName)
                .map((row, context) -> read(row))
                .findFirst());
    }

    /**
     * A permission set that must be there.
     *
     * @throws ApiException {@code NOT_FOUND} if it is not
     */
    public PermissionSet get(String idOrName) {
        return find(idOrName).orElseThrow(() -> SetupErrors.notFound("permission set", idOrName));
    }

    /**
     * Makes a permission set that grants nothing yet.
     *
     * @param name null for one made of the label, as Salesforce does
     * @param userLicense name of the licence that its holders must have; null for any
     * @throws ApiException if the label is blank, the name is not of that form or taken, or there is no such licence
     */
    public PermissionSet create(
            String label,
            @Nullable String name,
            @Nullable String description,
            @Nullable String userLicense,
            SalesforceId actor) {
        if (label.isBlank()) {
            throw SetupErrors.required(List.of("Label"));
        }
        SetupErrors.requireLength("Label", "Label", label, 80);
        SetupErrors.requireLength("API Name", "apiName", name, 80);
        SetupErrors.requireLength("Description", "Description", description, 255);
        String apiName = name == null ? AppDefinitions.apiNameOf(label) : name;
        AppDefinitions.requireApiName(apiName, "The Permission Set API Name");
        if (find(apiName).isPresent()) {
            throw SetupErrors.invalid(
                    "DUPLICATE_DEVELOPER_NAME",
                    "The permission set name '" + apiName + "' is already in use",
                    "apiName");
        }
        @Nullable SalesforceId license = userLicense == null ? null : license(userLicense);
        SalesforceId id = database.ids().next("0PS");
        database.jdbi().useHandle(handle -> handle.createUpdate("INSERT INTO \"PermissionSet\" (\"Id\", \"Name\","
                        + " \"Label\", \"Description\", \"LicenseId\", \"IsCustom\", \"Type\", \"CreatedDate\","
                        + " \"CreatedById\", \"LastModifiedDate\", \"LastModifiedById\", \"SystemModstamp\")"
                        + " VALUES (:id, :name, :label, :description, :license, TRUE, 'Regular', :now, :actor, :now,"
                        + " :actor, :now)")
                .bind("id", id.value())
                .bind("name", apiName)
                .bind("label", label)
                .bind("description", description)
                .bind("license", license == null ? null : license.value())
                .bind("now", now())
                .bind("actor", actor.value())
                .execute());
        String licensed = userLicense == null ? "with no user license" : "with user license " + userLicense;
        trail.record(actor, "PermSetCreate", SECTION, "Created permission set " + label + ": " + licensed);
        return get(id.value());
    }

    /**
     * Deletes a permission set that nobody is assigned to.
     *
     * @throws ApiException if a user is
     */
    public void delete(PermissionSet set, SalesforceId actor) {
        if (!assignees(set).isEmpty()) {
            throw new ApiException(
                    400,
                    "DEPENDENCY_EXISTS",
                    "You can't delete the permission set " + set.label() + " because it's assigned to users.");
        }
        database.jdbi().useTransaction(handle -> {
            rows.delete(handle, set.id());
            handle.createUpdate("DELETE FROM SETUP.\"PreAuthorization\" WHERE \"ParentId\" = :id")
                    .bind("id", set.id().value())
                    .execute();
            handle.createUpdate("DELETE FROM \"PermissionSet\" WHERE \"Id\" = :id")
                    .bind("id", set.id().value())
                    .execute();
        });
        trail.record(actor, "PermSetDelete", SECTION, "Deleted permission set " + set.label());
    }

    /** Sets user permissions, by API name. */
    public PermissionSet setPermissions(PermissionSet set, Map<String, Boolean> changes, SalesforceId actor) {
        permissions.setTicks(set.id(), changes, actor);
        changes.forEach((name, ticked) -> trail.record(
                actor,
                ticked ? "PermSetEnableUserPerm" : "PermSetDisableUserPerm",
                SECTION,
                "Changed permission set " + set.label() + ": " + name + " was " + (ticked ? "enabled" : "disabled")));
        return get(set.id().value());
    }

    /** Sets object permissions, by API name of the type. */
    public void setObjectPermissions(PermissionSet set, Map<String, ObjectPermission> changes, SalesforceId actor) {
        permissions.setObjects(set.id(), changes, actor);
        changes.forEach((type, permission) -> trail.record(
                actor,
                "PermSetEntityPermChanged",
                SECTION,
                "Changed permission set " + set.label() + ": object permissions for " + type + " were changed"));
    }

    /** Sets field permissions, by {@code Type.Field}. */
    public void setFieldPermissions(PermissionSet set, Map<String, FieldPermission> changes, SalesforceId actor) {
        permissions.setFields(set.id(), changes);
        changes.forEach((field, permission) -> trail.record(
                actor,
                "PermSetFlsChanged",
                SECTION,
                "Changed permission set " + set.label() + ": field-level security for " + field + " was changed"));
    }

    /** Ids of the users who are assigned to a permission set. */
    public List<SalesforceId> assignees(PermissionSet set) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT \"AssigneeId\" FROM"
                        + " \"PermissionSetAssignment\" WHERE \"PermissionSetId\" = :set ORDER BY \"Id\"")
                .bind("set", set.id().value())
                .map((row, context) -> new SalesforceId(row.getString("AssigneeId")))
                .list());
    }

    /**
     * Assigns a permission set to a user.
     *
     * @throws ApiException if the user has it already, or has another licence than it asks for
     */
    public void assign(PermissionSet set, User user, SalesforceId actor) {
        @Nullable String license = set.userLicense();
        if (license != null
                && !license.equals(profiles.get(user.profileId().value()).userLicense())) {
            throw SetupErrors.invalid(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "Can't assign permission set " + set.label() + " to user " + user.name()
                            + ". The user license doesn't match the permission set's: " + license,
                    "PermissionSetId");
        }
        if (assignees(set).contains(user.id())) {
            throw new ApiException(
                    400,
                    "DUPLICATE_VALUE",
                    "Duplicate PermissionSetAssignment. Assignee: " + user.id().shortForm() + "; Permission Set: "
                            + set.id().shortForm());
        }
        database.jdbi().useHandle(handle -> handle.createUpdate("INSERT INTO \"PermissionSetAssignment\" (\"Id\","
                        + " \"PermissionSetId\", \"AssigneeId\", \"IsActive\", \"SystemModstamp\")"
                        + " VALUES (:id, :set, :user, TRUE, :now)")
                .bind("id", database.ids().next("0Pa").value())
                .bind("set", set.id().value())
                .bind("user", user.id().value())
                .bind("now", now())
                .execute());
        permissions.changed();
        trail.record(actor, "PermSetAssign", SECTION, assignment(set, user, "assigned to"));
    }

    /**
     * Takes a permission set from a user.
     *
     * @throws ApiException {@code NOT_FOUND} if the user does not have it
     */
    public void unassign(PermissionSet set, User user, SalesforceId actor) {
        int deleted = database.jdbi().withHandle(handle -> handle.createUpdate("DELETE FROM \"PermissionSetAssignment\""
                        + " WHERE \"PermissionSetId\" = :set AND \"AssigneeId\" = :user")
                .bind("set", set.id().value())
                .bind("user", user.id().value())
                .execute());
        if (deleted == 0) {
            throw SetupErrors.notFound("assignment of " + set.name() + " to user", user.username());
        }
        permissions.changed();
        trail.record(actor, "PermSetUnassign", SECTION, assignment(set, user, "unassigned from"));
    }

    private static String assignment(PermissionSet set, User user, String verb) {
        return "Permission set " + set.label() + ": " + verb + " user " + user.name() + " (UserID: ["
                + user.id().shortForm() + "])";
    }

    private SalesforceId license(String name) {
        Supplier<ApiException> unknown = () -> SetupErrors.invalid(
                "INVALID_CROSS_REFERENCE_KEY", "No user license is named '" + name + "'", "LicenseId");
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT \"Id\" FROM \"UserLicense\" WHERE \"Name\" = :name")
                        .bind("name", name)
                        .map((row, context) -> new SalesforceId(row.getString("Id")))
                        .findOne())
                .orElseThrow(unknown);
    }

    private PermissionSet read(ResultSet row) throws SQLException {
        SalesforceId id = new SalesforceId(row.getString("Id"));
        return new PermissionSet(
                id,
                row.getString("Name"),
                row.getString("Label"),
                row.getString("Description"),
                row.getString("License"),
                PermissionRows.ticked(row, permissions.names()));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
