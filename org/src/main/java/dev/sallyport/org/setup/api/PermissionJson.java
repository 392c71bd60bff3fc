package dev.sallyport.org.setup.api;

import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.util.LinkedHashMap;
import java.util.Map;

/** The permissions that profiles and permission sets both have, as the API takes and gives them. */
final class PermissionJson {
    private PermissionJson() {}

    /** {@code objectPermissions}, by type; a tick that is not there is off. */
    static Map<String, ObjectPermission> objects(JsonBody body) {
        Map<String, ObjectPermission> objects = new LinkedHashMap<>();
        body.members("objectPermissions", "read", "create", "edit", "delete", "viewAll", "modifyAll")
                .forEach((type, ticks) -> objects.put(
                        type,
                        new ObjectPermission(
                                ticked(ticks, "read"),
                                ticked(ticks, "create"),
                                ticked(ticks, "edit"),
                                ticked(ticks, "delete"),
                                ticked(ticks, "viewAll"),
                                ticked(ticks, "modifyAll"))));
        return objects;
    }

    /** {@code fieldPermissions}, by {@code Type.Field}; a tick that is not there is off. */
    static Map<String, FieldPermission> fields(JsonBody body) {
        Map<String, FieldPermission> fields = new LinkedHashMap<>();
        body.members("fieldPermissions", "read", "edit")
                .forEach((field, ticks) ->
                        fields.put(field, new FieldPermission(ticked(ticks, "read"), ticked(ticks, "edit"))));
        return fields;
    }

    private static boolean ticked(JsonBody ticks, String name) {
        return ticks.bool(name).orElse(false);
    }
}
