package dev.sallyport.org.setup;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * User, object and field permissions of permission sets, one of which each profile owns. A user has what any of theirs
 * grants. Field permissions are granted by a profile unless it says otherwise, and by a permission set where it says so.
 */
public final class Permissions {
    /** Why an org has no API Only User permission. */
    public static final String API_ONLY_USER_MISSING =
            "The API Only User permission is available in Enterprise Edition and above and in sandboxes; this org is"
                    + " neither";

    private static final Set<String> ROWS =
            Set.of("FieldPermissions", "ObjectPermissions", "PermissionSet", "PermissionSetAssignment");

    private static final String ALL_TYPES = "";

    private static final String VIEW_ALL_DATA = "PermissionsViewAllData";
    private static final String MODIFY_ALL_DATA = "PermissionsModifyAllData";

    private final OrgDatabase database;
    private final Schema schema;
    private final Clock clock;
    private final PermissionRows rows;
    private final List<String> names;
    private final ChangeTimes changes;

    /** What permission sets grant together, until any of them changes; the first is that of the profile. */
    private volatile Map<List<String>, UserPermissions> known = new ConcurrentHashMap<>();

    /**
     * Transactions under way that change permissions, with the types that they concern. Meanwhile nothing that is read is
     * kept: their own threads see what may be rolled back, and the others what is about to be over.
     */
    private final Map<Handle, Set<String>> unsettled = new ConcurrentHashMap<>();

    Permissions(OrgDatabase database, Clock clock, OrgSettings settings, PermissionRows rows) {
        this.database = database;
        this.schema = database.schema();
        this.clock = clock;
        this.rows = rows;
        boolean apiOnlyUser = settings.edition().hasApiOnlyUser(settings.sandbox());
        this.names = schema.requireType("PermissionSet").fields().stream()
                .map(Field::name)
                .filter(name -> name.startsWith("Permissions"))
                .filter(name -> apiOnlyUser || !name.equals(Profile.API_ONLY_USER))
                .toList();
        this.changes = new ChangeTimes(schema, clock);
    }

    /** API names of the user permissions that the org has, such as {@code PermissionsApiEnabled}. */
    public List<String> names() {
        return names;
    }

    /** A user permission's label, as the pages of profiles show it. */
    public String label(String name) {
        // The API has this one as "Api Only User".
        return name.equals(Profile.API_ONLY_USER)
                ? "API Only User"
                : schema.requireType("PermissionSet")
                        .field(name)
                        .map(Field::label)
                        .orElse(name);
    }

    /** The types that have object permissions of their own, by name. */
    public List<SObjectType> typesWithPermissions() {
        return schema.types().stream()
                .filter(ObjectAccess::hasPermissions)
                .sorted(Comparator.comparing(SObjectType::name))
                .toList();
    }

    /** When a permission or the schema last changed, or else when the org started; see {@link ChangeTimes}. */
    public Instant lastChanged() {
        return changes.last();
    }

    /** When a type's definition or what anybody may do with it last changed, or else when the org started. */
    public Instant lastChanged(SObjectType type) {
        return changes.lastOf(type.name());
    }

    /** What was described or granted before may be so no longer. */
    public void changed() {
        changes.all();
        readAgain();
    }

    /** What was read before is to be read again. */
    void readAgain() {
        known = new ConcurrentHashMap<>();
    }

    /** What a user may do, as it stands now. */
    public UserPermissions of(User user) {
        Map<List<String>, UserPermissions> unchanged = known; // before the rows are read: they may change meanwhile
        List<String> sets = new ArrayList<>(assigned(user));
        sets.add(0, rows.permissionSetOf(user.profileId()).value());
        return unsettled.isEmpty() ? unchanged.computeIfAbsent(List.copyOf(sets), this::granted) : granted(sets);
    }

    private UserPermissions granted(List<String> sets) {
        List<String> assigned = sets.subList(1, sets.size());
        return new UserPermissions(
                rows.ticks(sets, names),
                rows.objects(sets),
                rows.fields(sets.subList(0, 1)),
                assigned.isEmpty() ? Map.of() : rows.fields(assigned));
    }

    /**
     * Whether a user has a user permission, by profile or by any permission set.
     *
     * @param permission by API name, such as {@link Profile#API_ENABLED}; one that the org does not have nobody has
     */
    public boolean allows(User user, String permission) {
        if (!names.contains(permission)) {
            return false;
        }
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM \"PermissionSet\" s WHERE"
                                + " s.\"" + permission + "\" AND (s.\"ProfileId\" = :profile OR s.\"Id\" IN ("
                                + ASSIGNED + "))")
                        .bind("profile", user.profileId().value())
                        .bind("user", user.id().value())
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    private static final String ASSIGNED = "SELECT \"PermissionSetId\" FROM \"PermissionSetAssignment\""
            + " WHERE \"AssigneeId\" = :user AND \"PermissionSetId\" IS NOT NULL"
            + " AND (\"ExpirationDate\" IS NULL OR \"ExpirationDate\" > :now)";

    /** Ids of the permission sets that a user is assigned to, without the one that the profile owns. */
    private List<String> assigned(User user) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT \"Id\" FROM \"PermissionSet\" WHERE NOT \"IsOwnedByProfile\" AND \"Id\" IN (" + ASSIGNED
                                + ") ORDER BY \"Id\"")
                .bind("user", user.id().value())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .list());
    }

    /** The object permissions of a profile or permission set, by type; a type that is not there cannot be read. */
    public Map<String, ObjectPermission> objects(SalesforceId parent) {
        return rows.objects(List.of(rows.permissionSetOf(parent).value()));
    }

    /** The field permissions that a profile or permission set says something of, by {@code Type.Field}. */
    public Map<String, FieldPermission> fields(SalesforceId parent) {
        return rows.fields(List.of(rows.permissionSetOf(parent).value()));
    }

    /** The field permissions that a profile or permission set says something of, of one type. */
    public Map<String, FieldPermission> fields(SalesforceId parent, SObjectType type) {
        return rows.fields(List.of(rows.permissionSetOf(parent).value()), type);
    }

    /** The user permissions that a profile or permission set grants. */
    public Set<String> ticks(SalesforceId parent) {
        return rows.ticks(List.of(rows.permissionSetOf(parent).value()), names);
    }

    /**
     * Sets object permissions of a profile or permission set, all or none. As on Salesforce's pages, what leans on a
     * permission that is taken away goes with it: View All Data, Modify All Data, and types that need the type.
     *
     * @param changes by API name of the type
     * @throws ApiException if there is no such type, it has no object permissions, or a permission lacks another
     */
    void setObjects(SalesforceId parent, Map<String, ObjectPermission> changes, SalesforceId actor) {
        if (changes.isEmpty()) {
            return;
        }
        SalesforceId permissionSet = rows.permissionSetOf(parent);
        Map<String, ObjectPermission> before = objects(permissionSet);
        Map<String, ObjectPermission> after = new TreeMap<>(before);
        Set<String> changed = new TreeSet<>();
        changes.forEach((name, permission) -> {
            String type = typeWithPermissions(name).name();
            after.put(type, permission);
            changed.add(type);
        });
        for (String type : changed) {
            if (!after.getOrDefault(type, ObjectPermission.NOTHING).read()) {
                ObjectAccess.children(type).stream()
                        .filter(child -> !changed.contains(child))
                        .forEach(child -> after.put(child, ObjectPermission.NOTHING));
            }
        }
        changed.forEach(type -> PermissionDependencies.require(type, after));
        write(handle -> {
            after.forEach((type, permission) -> {
                if (!permission.equals(before.getOrDefault(type, ObjectPermission.NOTHING))) {
                    rows.store(handle, permissionSet, type, permission, actor);
                }
            });
            rows.setTicks(handle, permissionSet, lost(permissionSet, after), actor);
        });
    }

    /** View All Data and Modify All Data stand for permissions on all types: they go with the first that goes. */
    private Map<String, Boolean> lost(SalesforceId permissionSet, Map<String, ObjectPermission> granted) {
        Set<String> ticked = ticks(permissionSet);
        boolean allVisible = true;
        boolean allModifiable = true;
        for (ObjectPermission permission : granted.values()) {
            allVisible &= permission.viewAll();
            allModifiable &= permission.modifyAll();
        }
        Map<String, Boolean> lost = new TreeMap<>();
        if (!allVisible && ticked.contains(VIEW_ALL_DATA)) {
            lost.put(VIEW_ALL_DATA, false);
        }
        if (!allModifiable && ticked.contains(MODIFY_ALL_DATA)) {
            lost.put(MODIFY_ALL_DATA, false);
        }
        return lost;
    }

    /**
     * Sets field permissions of a profile or permission set, all or none.
     *
     * @param changes by {@code Type.Field}, as Salesforce writes {@code FieldPermissions.Field}
     * @throws ApiException if there is no such field, it takes no permissions, or it could be edited but not read
     */
    void setFields(SalesforceId parent, Map<String, FieldPermission> changes) {
        if (changes.isEmpty()) {
            return;
        }
        SalesforceId permissionSet = rows.permissionSetOf(parent);
        Map<String, FieldPermission> named = new TreeMap<>();
        changes.forEach((field, permission) -> {
            PermissionDependencies.require(field, permission);
            named.put(permissionableField(field), permission);
        });
        write(handle -> named.forEach((field, permission) -> rows.store(handle, permissionSet, field, permission)));
    }

    /**
     * Sets user permissions of a profile or permission set, all or none. View All Data and Modify All Data bring the
     * object permissions that they stand for.
     *
     * @param changes by API name, such as {@code PermissionsApiUserOnly}
     * @throws ApiException if the org has no permission of a name, as Developer Edition has no API Only User, or one
     *     lacks another
     */
    void setTicks(SalesforceId parent, Map<String, Boolean> changes, SalesforceId actor) {
        if (changes.isEmpty()) {
            return;
        }
        changes.keySet().forEach(this::requireName);
        SalesforceId permissionSet = rows.permissionSetOf(parent);
        Set<String> after = ticks(permissionSet);
        changes.forEach((name, ticked) -> {
            if (ticked) {
                after.add(name);
            } else {
                after.remove(name);
            }
        });
        PermissionDependencies.require(after);
        write(handle -> {
            if (changes.getOrDefault(MODIFY_ALL_DATA, false)) {
                grantOnAllTypes(handle, permissionSet, ObjectPermission.EVERYTHING, actor);
            } else if (changes.getOrDefault(VIEW_ALL_DATA, false)) {
                grantOnAllTypes(handle, permissionSet, ObjectPermission.VIEW_ALL, actor);
            }
            rows.setTicks(handle, permissionSet, changes, actor);
        });
    }

    private void grantOnAllTypes(
            Handle handle, SalesforceId permissionSet, ObjectPermission granted, SalesforceId actor) {
        Map<String, ObjectPermission> before = objects(permissionSet);
        for (SObjectType type : schema.types()) {
            if (ObjectAccess.hasPermissions(type)) {
                ObjectPermission permission = before.getOrDefault(type.name(), ObjectPermission.NOTHING);
                rows.store(handle, permissionSet, type.name(), permission.or(granted), actor);
            }
        }
    }

    /**
     * Gives access to a type that is new: all of it to whoever has View All Data or Modify All Data; and where an
     * administrator made it by hand, what profiles allow with accounts.
     *
     * @param byHand whether it was made in Setup rather than deployed
     */
    public void opened(SObjectType type, boolean byHand, SalesforceId actor) {
        if (!ObjectAccess.hasPermissions(type)) {
            return;
        }
        write(type.name(), handle -> rows.permissionSets(handle).forEach(set -> {
            Set<String> ticked = rows.ticks(List.of(set.id().value()), names);
            ObjectPermission permission = ObjectPermission.NOTHING;
            if (byHand && set.ofProfile()) {
                ObjectPermission likeAccounts = rows.object(handle, set.id(), "Account");
                permission = new ObjectPermission(
                        likeAccounts.read(), likeAccounts.create(), likeAccounts.edit(), likeAccounts.delete());
            }
            if (ticked.contains(VIEW_ALL_DATA)) {
                permission = permission.or(ObjectPermission.VIEW_ALL);
            }
            if (ticked.contains(MODIFY_ALL_DATA)) {
                permission = ObjectPermission.EVERYTHING;
            }
            rows.store(handle, set.id(), type.name(), permission, actor);
        }));
    }

    /** Hides a field that is new, named {@code Type.Field}, from all profiles. */
    public void hidden(String field) {
        write(field.substring(0, field.indexOf('.')), handle -> rows.permissionSets(handle).stream()
                .filter(PermissionRows.Owner::ofProfile)
                .forEach(set -> rows.store(handle, set.id(), field, new FieldPermission(false, false))));
    }

    /** Drops what was said of a type that is no more. */
    public void forget(String sObject) {
        write(sObject, handle -> rows.forget(handle, sObject));
    }

    /** Drops what was said of a field that is no more. */
    public void forget(String sObject, String field) {
        write(sObject, handle -> rows.forgetField(handle, sObject + "." + field));
    }

    /** Keeps what was said of a type under its new name. */
    public void renamed(String sObject, String newName) {
        write(newName, handle -> rows.rename(handle, sObject, newName));
    }

    /** Told of a record that is written, within its transaction: those of permission sets are permissions. */
    public void written(SObjectType type, Handle handle) {
        if (ROWS.contains(type.name())) {
            unsettle(handle, ALL_TYPES);
        }
    }

    private void write(Consumer<Handle> work) {
        write(ALL_TYPES, work);
    }

    /** Writes what concerns one type and those that it refers to. */
    private void write(String sObject, Consumer<Handle> work) {
        database.jdbi().useTransaction(handle -> {
            unsettle(handle, sObject);
            work.accept(handle);
        });
    }

    /** Has what was read forgotten when the transaction ends, which may be that of a caller. */
    private void unsettle(Handle handle, String sObject) {
        unsettled
                .computeIfAbsent(handle, begun -> {
                    begun.afterCommit(() -> settle(begun, true)).afterRollback(() -> settle(begun, false));
                    return new TreeSet<>();
                })
                .add(sObject);
    }

    private void settle(Handle handle, boolean committed) {
        Set<String> concerned = unsettled.getOrDefault(handle, Set.of());
        if (committed && concerned.contains(ALL_TYPES)) {
            changes.all();
        } else if (committed) {
            concerned.forEach(changes::of);
        }
        readAgain();
        unsettled.remove(handle);
    }

    private void requireName(String name) {
        if (names.contains(name)) {
            return;
        }
        if (name.equals(Profile.API_ONLY_USER)) {
            throw SetupErrors.invalid("INVALID_FIELD", API_ONLY_USER_MISSING, name);
        }
        throw SetupErrors.invalid("INVALID_FIELD", "No such permission '" + name + "' in this org", name);
    }

    /**
     * A type that has object permissions of its own.
     *
     * @throws ApiException if there is none of that name
     */
    public SObjectType typeWithPermissions(String name) {
        SObjectType type = type(name);
        if (!ObjectAccess.hasPermissions(type)) {
            throw SetupErrors.invalid(
                    "FIELD_INTEGRITY_EXCEPTION", "Object permissions cannot be set on " + type.name(), type.name());
        }
        return type;
    }

    private String permissionableField(String field) {
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
        return type.name() + "." + found.name();
    }

    private SObjectType type(String name) {
        return schema.type(name)
                .orElseThrow(() ->
                        SetupErrors.invalid("INVALID_TYPE", "sObject type '" + name + "' is not supported.", name));
    }
}
