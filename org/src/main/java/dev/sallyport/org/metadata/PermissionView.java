package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Permissions as profiles and permission sets show and take them (Metadata API Developer Guide, "PermissionSet"). */
final class PermissionView {
    private static final String PREFIX = "Permissions";

    private final Permissions permissions;
    private final Schema schema;

    PermissionView(Permissions permissions, Schema schema) {
        this.permissions = permissions;
        this.schema = schema;
    }

    /**
     * Adds what a profile or permission set grants.
     *
     * @param readableUnlessSaid whether a field that nothing is said of can be read, as in a profile
     */
    void add(Component view, SalesforceId parent, boolean readableUnlessSaid) {
        Map<String, FieldPermission> said = permissions.fields(parent);
        ArrayNode fields = view.properties().putArray("fieldPermissions");
        for (SObjectType type : schema.types()) {
            for (Field field : type.fields()) {
                String name = type.name() + "." + field.name();
                FieldPermission permission = said.get(name);
                if (permission == null && readableUnlessSaid) {
                    permission = new FieldPermission(true, field.createable() || field.updateable());
                }
                if (permission != null && field.permissionable()) {
                    fields.addObject()
                            .put("editable", permission.edit())
                            .put("field", name)
                            .put("readable", permission.read());
                }
            }
        }
        ArrayNode objects = view.properties().putArray("objectPermissions");
        new TreeMap<>(permissions.objects(parent)).forEach((name, permission) -> objects.addObject()
                .put("allowCreate", permission.create())
                .put("allowDelete", permission.delete())
                .put("allowEdit", permission.edit())
                .put("allowRead", permission.read())
                .put("modifyAllRecords", permission.modifyAll())
                .put("object", name)
                .put("viewAllRecords", permission.viewAll()));
        ArrayNode users = view.properties().putArray("userPermissions");
        permissions.ticks(parent).stream()
                .sorted()
                .forEach(name -> users.addObject().put("enabled", true).put("name", name.substring(PREFIX.length())));
    }

    static Map<String, ObjectPermission> objects(Component component) {
        Map<String, ObjectPermission> objects = new LinkedHashMap<>();
        for (Component permission : component.parts("objectPermissions")) {
            objects.put(
                    permission.requiredText("object"),
                    new ObjectPermission(
                            permission.flag("allowRead"),
                            permission.flag("allowCreate"),
                            permission.flag("allowEdit"),
                            permission.flag("allowDelete"),
                            permission.flag("viewAllRecords"),
                            permission.flag("modifyAllRecords")));
        }
        return objects;
    }

    static Map<String, FieldPermission> fields(Component component) {
        Map<String, FieldPermission> fields = new LinkedHashMap<>();
        for (Component permission : component.parts("fieldPermissions")) {
            boolean editable = permission.flag("editable");
            fields.put(
                    permission.requiredText("field"),
                    new FieldPermission(editable || permission.flag("readable"), editable));
        }
        return fields;
    }

    static Map<String, Boolean> ticks(Component component) {
        Map<String, Boolean> ticks = new LinkedHashMap<>();
        for (Component permission : component.parts("userPermissions")) {
            ticks.put(PREFIX + permission.requiredText("name"), permission.flag("enabled"));
        }
        return ticks;
    }

    /** Does what Setup may refuse, and refuses it in the Metadata API's way. */
    static void attempt(Runnable change) {
        try {
            change.run();
        } catch (ApiException e) {
            throw new MetadataException(
                    e.error().code(), e.error().message(), e.error().fields().toArray(String[]::new));
        }
    }

    /** A part of Setup's own in a list of components. */
    static FileProperties properties(String type, String fullName, String folder, String suffix, SalesforceId id) {
        return FileProperties.withoutHistory(type, fullName, folder + "/" + fullName + "." + suffix, id.value());
    }
}
