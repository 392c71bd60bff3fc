package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The rows of ObjectPermissions and FieldPermissions, and the ticks of PermissionSet, which each profile owns one of. */
final class PermissionRows {
    private static final String OBJECT_COLUMNS = "\"PermissionsRead\", \"PermissionsCreate\", \"PermissionsEdit\","
            + " \"PermissionsDelete\", \"PermissionsViewAllRecords\", \"PermissionsModifyAllRecords\"";

    private static final String INSERT_OBJECT = "INSERT INTO \"ObjectPermissions\" (\"Id\", \"ParentId\","
            + " \"SobjectType\", " + OBJECT_COLUMNS + ", \"CreatedDate\", \"CreatedById\", \"LastModifiedDate\","
            + " \"LastModifiedById\", \"SystemModstamp\") VALUES (:id, :parent, :type, :read, :create, :edit,"
            + " :delete, :viewAll, :modifyAll, :now, :actor, :now, :actor, :now)";

    private static final String INSERT_FIELD = "INSERT INTO \"FieldPermissions\" (\"Id\", \"ParentId\","
            + " \"SobjectType\", \"Field\", \"PermissionsRead\", \"PermissionsEdit\", \"SystemModstamp\")"
            + " VALUES (:id, :parent, :type, :field, :read, :edit, :now)";

    private final OrgDatabase database;
    private final Clock clock;

    PermissionRows(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        // A permission set has a row for each of thousands of objects, of which one is looked for at a time.
        database.jdbi().useHandle(handle -> {
            handle.execute("CREATE INDEX IF NOT EXISTS \"ObjectPermissions.OfType\" ON \"ObjectPermissions\""
                    + " (\"SobjectType\", \"ParentId\")");
            handle.execute("CREATE INDEX IF NOT EXISTS \"FieldPermissions.OfField\" ON \"FieldPermissions\""
                    + " (\"Field\", \"ParentId\")");
        });
    }

    /** The permission set of a profile; a permission set's own id. */
    SalesforceId permissionSetOf(SalesforceId parent) {
        if (!parent.keyPrefix().equals("00e")) {
            return parent;
        }
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT \"Id\" FROM \"PermissionSet\" WHERE \"ProfileId\" = :profile")
                .bind("profile", parent.value())
                .map((row, context) -> new SalesforceId(row.getString("Id")))
                .one());
    }

    /** What any of some permission sets grants, by type. */
    Map<String, ObjectPermission> objects(Collection<String> permissionSets) {
        Map<String, ObjectPermission> granted = new TreeMap<>();
        database.jdbi().useHandle(handle -> handle.createQuery("SELECT \"SobjectType\", " + OBJECT_COLUMNS
                        + " FROM \"ObjectPermissions\" WHERE \"ParentId\" IN (<sets>)")
                .bindList("sets", permissionSets)
                .map((row, context) -> Map.entry(row.getString("SobjectType"), objectPermission(row)))
                .forEach(entry -> granted.merge(entry.getKey(), entry.getValue(), ObjectPermission::or)));
        return granted;
    }

    /** What a permission set grants on one type. */
    ObjectPermission object(Handle handle, SalesforceId permissionSet, String sObject) {
        return handle.createQuery("SELECT " + OBJECT_COLUMNS
                        + " FROM \"ObjectPermissions\" WHERE \"ParentId\" = :parent AND \"SobjectType\" = :type")
                .bind("parent", permissionSet.value())
                .bind("type", sObject)
                .map((row, context) -> objectPermission(row))
                .reduce(ObjectPermission.NOTHING, ObjectPermission::or);
    }

    /** The field permissions that any of some permission sets names, by {@code Type.Field}. */
    Map<String, FieldPermission> fields(Collection<String> permissionSets) {
        return fields(permissionSets, "");
    }

    /** As {@link #fields(Collection)}, of the fields of one type. */
    Map<String, FieldPermission> fields(Collection<String> permissionSets, SObjectType type) {
        return fields(permissionSets, " AND \"SobjectType\" = '" + type.name() + "'");
    }

    private Map<String, FieldPermission> fields(Collection<String> permissionSets, String condition) {
        Map<String, FieldPermission> granted = new TreeMap<>();
        database.jdbi().useHandle(handle -> handle.createQuery("SELECT \"Field\", \"PermissionsRead\","
                        + " \"PermissionsEdit\" FROM \"FieldPermissions\" WHERE \"ParentId\" IN (<sets>)" + condition)
                .bindList("sets", permissionSets)
                .map((row, context) -> Map.entry(
                        row.getString("Field"),
                        new FieldPermission(row.getBoolean("PermissionsRead"), row.getBoolean("PermissionsEdit"))))
                .forEach(entry -> granted.merge(entry.getKey(), entry.getValue(), FieldPermission::or)));
        return granted;
    }

    /** The user permissions that any of some permission sets grants. */
    Set<String> ticks(Collection<String> permissionSets, List<String> names) {
        String columns = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        Set<String> granted = new TreeSet<>();
        database.jdbi().useHandle(handle -> handle.createQuery(
                        "SELECT " + columns + " FROM \"PermissionSet\" WHERE \"Id\" IN (<sets>)")
                .bindList("sets", permissionSets)
                .map((row, context) -> ticked(row, names))
                .forEach(granted::addAll));
        return granted;
    }

    static Set<String> ticked(ResultSet row, List<String> names) throws SQLException {
        Set<String> ticked = new TreeSet<>();
        for (String name : names) {
            if (row.getBoolean(name)) {
                ticked.add(name);
            }
        }
        return ticked;
    }

    /** Sets ticks of a permission set, and of the profile that owns it. */
    void setTicks(Handle handle, SalesforceId permissionSet, Map<String, Boolean> changes, SalesforceId actor) {
        if (changes.isEmpty()) {
            return;
        }
        String assignments = changes.keySet().stream()
                .map(name -> "\"" + name + "\" = :" + name)
                .collect(Collectors.joining(", "));
        String stamps = ", \"LastModifiedDate\" = :now, \"SystemModstamp\" = :now, \"LastModifiedById\" = :actor";
        for (String statement : List.of(
                "UPDATE \"PermissionSet\" SET " + assignments + stamps + " WHERE \"Id\" = :id",
                "UPDATE \"Profile\" SET " + assignments + stamps
                        + " WHERE \"Id\" = (SELECT \"ProfileId\" FROM \"PermissionSet\" WHERE \"Id\" = :id)")) {
            handle.createUpdate(statement)
                    .bindMap(changes)
                    .bind("now", now())
                    .bind("actor", actor.value())
                    .bind("id", permissionSet.value())
                    .execute();
        }
    }

    /** Replaces what a permission set says of a type; a type that cannot be read has no row. */
    void store(
            Handle handle,
            SalesforceId permissionSet,
            String sObject,
            ObjectPermission permission,
            SalesforceId actor) {
        handle.createUpdate(
                        "DELETE FROM \"ObjectPermissions\" WHERE \"ParentId\" = :parent AND \"SobjectType\" = :type")
                .bind("parent", permissionSet.value())
                .bind("type", sObject)
                .execute();
        if (!permission.read()) {
            return;
        }
        bound(handle.createUpdate(INSERT_OBJECT), permissionSet, sObject, permission, actor)
                .execute();
    }

    private <S extends SqlStatement<S>> S bound(
            S insert, SalesforceId permissionSet, String sObject, ObjectPermission permission, SalesforceId actor) {
        return insert.bind("id", database.ids().next("110").value())
                .bind("parent", permissionSet.value())
                .bind("type", sObject)
                .bind("read", permission.read())
                .bind("create", permission.create())
                .bind("edit", permission.edit())
                .bind("delete", permission.delete())
                .bind("viewAll", permission.viewAll())
                .bind("modifyAll", permission.modifyAll())
                .bind("now", now())
                .bind("actor", actor.value());
    }

    /** Replaces what a permission set says of a field, named {@code Type.Field}. */
    void store(Handle handle, SalesforceId permissionSet, String field, FieldPermission permission) {
        handle.createUpdate("DELETE FROM \"FieldPermissions\" WHERE \"ParentId\" = :parent AND \"Field\" = :field")
                .bind("parent", permissionSet.value())
                .bind("field", field)
                .execute();
        bound(handle.createUpdate(INSERT_FIELD), permissionSet, field, permission)
                .execute();
    }

    private <S extends SqlStatement<S>> S bound(
            S insert, SalesforceId permissionSet, String field, FieldPermission permission) {
        return insert.bind("id", database.ids().next("01k").value())
                .bind("parent", permissionSet.value())
                .bind("type", field.substring(0, field.indexOf('.')))
                .bind("field", field)
                .bind("read", permission.read())
                .bind("edit", permission.edit())
                .bind("now", now());
    }

    /** Gives a permission set that has no rows yet all those of another. */
    void copy(Handle handle, SalesforceId from, SalesforceId to, SalesforceId actor) {
        try (PreparedBatch objects = handle.prepareBatch(INSERT_OBJECT);
                PreparedBatch fields = handle.prepareBatch(INSERT_FIELD)) {
            objects(List.of(from.value()))
                    .forEach((sObject, permission) ->
                            bound(objects, to, sObject, permission, actor).add());
            fields(List.of(from.value())).forEach((field, permission) -> bound(fields, to, field, permission)
                    .add());
            objects.execute();
            fields.execute();
        }
    }

    /**
     * A permission set in so far as rows need it.
     *
     * @param ofProfile whether a profile owns it
     */
    record Owner(SalesforceId id, boolean ofProfile) {}

    List<Owner> permissionSets(Handle handle) {
        return handle.createQuery("SELECT \"Id\", \"IsOwnedByProfile\" FROM \"PermissionSet\"")
                .map((row, context) ->
                        new Owner(new SalesforceId(row.getString("Id")), row.getBoolean("IsOwnedByProfile")))
                .list();
    }

    void forget(Handle handle, String sObject) {
        for (String table : List.of("ObjectPermissions", "FieldPermissions")) {
            handle.execute("DELETE FROM \"" + table + "\" WHERE \"SobjectType\" = ?", sObject);
        }
    }

    void forgetField(Handle handle, String field) {
        handle.execute("DELETE FROM \"FieldPermissions\" WHERE \"Field\" = ?", field);
    }

    void rename(Handle handle, String sObject, String newName) {
        handle.execute(
                "UPDATE \"FieldPermissions\" SET \"Field\" = ? || SUBSTRING(\"Field\", ?) WHERE \"SobjectType\" = ?",
                newName,
                sObject.length() + 1,
                sObject);
        for (String table : List.of("ObjectPermissions", "FieldPermissions")) {
            handle.execute(
                    "UPDATE \"" + table + "\" SET \"SobjectType\" = ? WHERE \"SobjectType\" = ?", newName, sObject);
        }
    }

    /** Deletes all rows of a permission set. */
    void delete(Handle handle, SalesforceId permissionSet) {
        for (String table : List.of("ObjectPermissions", "FieldPermissions")) {
            handle.createUpdate("DELETE FROM \"" + table + "\" WHERE \"ParentId\" = :parent")
                    .bind("parent", permissionSet.value())
                    .execute();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ObjectPermission objectPermission(ResultSet row) throws SQLException {
        return new ObjectPermission(
                row.getBoolean("PermissionsRead"),
                row.getBoolean("PermissionsCreate"),
                row.getBoolean("PermissionsEdit"),
                row.getBoolean("PermissionsDelete"),
                row.getBoolean("PermissionsViewAllRecords"),
                row.getBoolean("PermissionsModifyAllRecords"));
    }
}
