package dev.sallyport.org.setup;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Object and field permissions of profiles and permission sets. A profile grants what no row of its own takes away; a
 * permission set grants what its rows say. The user has what any of theirs grants.
 */
public final class Permissions {
    private final Jdbi jdbi;
    private final Schema schema;
    private final Clock clock;
    private Instant lastChanged;
    private long schemaVersion;

    Permissions(Jdbi jdbi, Schema schema, Clock clock) {
        this.jdbi = jdbi;
        this.schema = schema;
        this.clock = clock;
        this.lastChanged = nextSecond();
        this.schemaVersion = schema.version();
    }

    /**
     * When a permission or the schema last changed, or else when the org started: what was described since is still so.
     * It is told to the second, and no two changes have the same, lest the second be taken for the first: a change is
     * dated up to a second ahead for each one that came close before it.
     */
    public synchronized Instant lastChanged() {
        if (schema.version() != schemaVersion) {
            schemaVersion = schema.version();
            changed();
        }
        return lastChanged;
    }

    /** What was described before may be so no longer. */
    synchronized void changed() {
        Instant afterLast = lastChanged.plusSeconds(1);
        Instant now = nextSecond();
        lastChanged = now.isAfter(afterLast) ? now : afterLast;
    }

    private Instant nextSecond() {
        return clock.instant().plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Sets what a profile or permission set lets its users do with a type's records.
     *
     * @throws dev.sallyport.org.http.ApiException if there is no such type
     */
    public void set(SalesforceId parent, String sObject, ObjectPermission permission) {
        SObjectType type = type(sObject);
        jdbi.useHandle(handle -> handle.createUpdate("MERGE INTO SETUP.\"ObjectPermission\""
                        + " VALUES (:parent, :sObject, :read, :create, :edit, :delete)")
                .bind("parent", parent.value())
                .bind("sObject", type.name())
                .bind("read", permission.read())
                .bind("create", permission.create())
                .bind("edit", permission.edit())
                .bind("delete", permission.delete())
                .execute());
        changed();
    }

    /**
     * Sets what a profile or permission set lets its users do with a field.
     *
     * @param field {@code Type.Field}, as Salesforce writes {@code FieldPermissions.Field}
     * @throws dev.sallyport.org.http.ApiException if there is no such field, or it takes no permissions
     */
    public void set(SalesforceId parent, String field, FieldPermission permission) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            throw SetupErrors.invalid("INVALID_FIELD", "A field permission names Type.Field: " + field, field);
        }
        SObjectType type = type(field.substring(0, dot));
        Field found = type.field(field.substring(dot + 1))
                .orElseThrow(() -> SetupErrors.invalid(
                        "INVALID_FIELD", "No such column '" + field + "' on entity '" + type.name() + "'", field));
        if (!found.permissionable()) {
            throw SetupErrors.invalid(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "Field " + field + " takes no permissions: all who see its object see it",
                    field);
        }
        jdbi.useHandle(handle -> handle.createUpdate(
                        "MERGE INTO SETUP.\"FieldPermission\" VALUES (:parent, :sObject, :field, :read, :edit)")
                .bind("parent", parent.value())
                .bind("sObject", type.name())
                .bind("field", found.name())
                .bind("read", permission.read())
                .bind("edit", permission.edit())
                .execute());
        changed();
    }

    /** Drops what was said of a type that is no more. */
    public void forget(String sObject) {
        for (String table : List.of("ObjectPermission", "FieldPermission")) {
            jdbi.useHandle(
                    handle -> handle.execute("DELETE FROM SETUP.\"" + table + "\" WHERE \"SObject\" = ?", sObject));
        }
        changed();
    }

    /** Drops what was said of a field that is no more. */
    public void forget(String sObject, String field) {
        jdbi.useHandle(handle -> handle.execute(
                "DELETE FROM SETUP.\"FieldPermission\" WHERE \"SObject\" = ? AND \"Field\" = ?", sObject, field));
        changed();
    }

    /** Keeps what was said of a type under its new name. */
    public void renamed(String sObject, String newName) {
        for (String table : List.of("ObjectPermission", "FieldPermission")) {
            jdbi.useHandle(handle -> handle.execute(
                    "UPDATE SETUP.\"" + table + "\" SET \"SObject\" = ? WHERE \"SObject\" = ?", newName, sObject));
        }
        changed();
    }

    /** Copies a profile's rows to its clone. */
    void copy(Handle handle, SalesforceId from, SalesforceId to) {
        for (String table : List.of("ObjectPermission", "FieldPermission")) {
            String columns = table.equals("ObjectPermission")
                    ? "\"SObject\", \"Read\", \"Create\", \"Edit\", \"Delete\""
                    : "\"SObject\", \"Field\", \"Read\", \"Edit\"";
            handle.createUpdate("INSERT INTO SETUP.\"" + table + "\" SELECT :to, " + columns + " FROM SETUP.\"" + table
                            + "\" WHERE \"ParentId\" = :from")
                    .bind("from", from.value())
                    .bind("to", to.value())
                    .execute();
        }
    }

    /** What a user may do, as it stands now. */
    public UserPermissions of(User user) {
        return jdbi.withHandle(handle -> {
            List<String> sets = handle.createQuery("SELECT \"PermissionSetId\" FROM \"PermissionSetAssignment\""
                            + " WHERE \"AssigneeId\" = :user AND \"PermissionSetId\" IS NOT NULL")
                    .bind("user", user.id().value())
                    .mapTo(String.class)
                    .list();
            String profile = user.profileId().value();
            return new UserPermissions(
                    objectPermissions(handle, List.of(profile)),
                    fieldPermissions(handle, List.of(profile)),
                    sets.isEmpty() ? Map.of() : objectPermissions(handle, sets),
                    sets.isEmpty() ? Map.of() : fieldPermissions(handle, sets));
        });
    }

    private static Map<String, ObjectPermission> objectPermissions(Handle handle, List<String> parents) {
        return handle
                .createQuery("SELECT \"SObject\", \"Read\", \"Create\", \"Edit\", \"Delete\""
                        + " FROM SETUP.\"ObjectPermission\" WHERE \"ParentId\" IN (<parents>)")
                .bindList("parents", parents)
                .map((row, context) -> Map.entry(row.getString("SObject"), objectPermission(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, ObjectPermission::or));
    }

    private static ObjectPermission objectPermission(ResultSet row) throws SQLException {
        return new ObjectPermission(
                row.getBoolean("Read"), row.getBoolean("Create"), row.getBoolean("Edit"), row.getBoolean("Delete"));
    }

    private static Map<String, FieldPermission> fieldPermissions(Handle handle, List<String> parents) {
        return handle
                .createQuery("SELECT \"SObject\", \"Field\", \"Read\", \"Edit\""
                        + " FROM SETUP.\"FieldPermission\" WHERE \"ParentId\" IN (<parents>)")
                .bindList("parents", parents)
                .map((row, context) -> Map.entry(
                        row.getString("SObject") + "." + row.getString("Field"),
                        new FieldPermission(row.getBoolean("Read"), row.getBoolean("Edit"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, FieldPermission::or));
    }

    private SObjectType type(String name) {
        return schema.type(name)
                .orElseThrow(() ->
                        SetupErrors.invalid("INVALID_TYPE", "sObject type '" + name + "' is not supported.", name));
    }
}
