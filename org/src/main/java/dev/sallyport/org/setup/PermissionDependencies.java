package dev.sallyport.org.setup;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which permissions are nothing without others. Salesforce refuses the one until it has the others. */
final class PermissionDependencies {
    private static final Map<String, String> LABELS = Map.of(
            "PermissionsModifyAllData", "Modify All Data",
            "PermissionsViewAllData", "View All Data",
            "PermissionsCustomizeApplication", "Customize Application",
            "PermissionsViewSetup", "View Setup and Configuration");

    private static final Map<String, String> NEEDS = Map.of(
            "PermissionsModifyAllData", "PermissionsViewAllData",
            "PermissionsCustomizeApplication", "PermissionsViewSetup");

    private PermissionDependencies() {}

    /** Refuses a permission on a type that lacks another on it, or on a type that it leans on. */
    static void require(String sObject, Map<String, ObjectPermission> granted) {
        ObjectPermission permission = granted.getOrDefault(sObject, ObjectPermission.NOTHING);
        Set<String> missing = new TreeSet<>();
        if (permission.modifyAll()) {
            require(permission.delete(), "Delete " + sObject, missing);
            require(permission.edit(), "Edit " + sObject, missing);
            require(permission.viewAll(), "View All " + sObject, missing);
            require(permission.read(), "Read " + sObject, missing);
            refuse("Modify All " + sObject, missing);
        }
        if (permission.delete()) {
            require(permission.edit(), "Edit " + sObject, missing);
            require(permission.read(), "Read " + sObject, missing);
            refuse("Delete " + sObject, missing);
        }
        require(permission.read(), "Read " + sObject, missing);
        refuse(permission.viewAll(), "View All " + sObject, missing);
        refuse(permission.edit(), "Edit " + sObject, missing);
        refuse(permission.create(), "Create " + sObject, missing);
        missing.clear();
        for (String parent : ObjectAccess.parents(sObject)) {
            require(granted.getOrDefault(parent, ObjectPermission.NOTHING).read(), "Read " + parent, missing);
        }
        refuse(permission.read(), "Read " + sObject, missing);
    }

    /** Refuses field permissions that allow editing without reading. */
    static void require(String field, FieldPermission permission) {
        refuse(permission.edit() && !permission.read(), "Edit " + field, Set.of("Read " + field));
    }

    /** Refuses user permissions that lack others. */
    static void require(Set<String> ticked) {
        NEEDS.forEach((name, needed) ->
                refuse(ticked.contains(name) && !ticked.contains(needed), label(name), Set.of(label(needed))));
    }

    private static String label(String permission) {
        return LABELS.getOrDefault(permission, permission);
    }

    private static void require(boolean there, String permission, Set<String> missing) {
        if (!there) {
            missing.add(permission);
        }
    }

    private static void refuse(String permission, Set<String> missing) {
        refuse(true, permission, missing);
    }

    private static void refuse(boolean wanted, String permission, Set<String> missing) {
        if (wanted && !missing.isEmpty()) {
            throw new ApiException(
                    400,
                    "FIELD_INTEGRITY_EXCEPTION",
                    "Permission " + permission + " depends on permission(s): "
                            + missing.stream().collect(Collectors.joining(", ")));
        }
    }
}
