package dev.sallyport.org.setup;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.setup.ObjectAccess.UserPermissionRule;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.soql.Visibility;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one user may do: what the profile leaves, and what permission sets add. */
public final class UserPermissions implements Visibility {
    private static final FieldPermission NO_FIELD = new FieldPermission(false, false);

    private final Set<String> userPermissions;
    private final Map<String, ObjectPermission> objects;
    private final Map<String, FieldPermission> profileFields;
    private final Map<String, FieldPermission> addedFields;

    UserPermissions(
            Set<String> userPermissions,
            Map<String, ObjectPermission> objects,
            Map<String, FieldPermission> profileFields,
            Map<String, FieldPermission> addedFields) {
        this.userPermissions = userPermissions;
        this.objects = objects;
        this.profileFields = profileFields;
        this.addedFields = addedFields;
    }

    /** Whether the user has a user permission, by its API name, such as {@link Profile#API_ENABLED}. */
    public boolean allows(String permission) {
        return userPermissions.contains(permission);
    }

    /** What the user may do with a type's records. */
    public ObjectPermission on(SObjectType type) {
        Optional<UserPermissionRule> rule = ObjectAccess.rule(type);
        if (rule.isPresent()) {
            return by(rule.get());
        }
        if (ObjectAccess.hasPermissions(type)) {
            return onObject(type.name());
        }
        return ObjectAccess.controller(type).map(this::onObject).orElse(ObjectPermission.EVERYTHING);
    }

    /** What the user may do with a field of a type. */
    public FieldPermission on(SObjectType type, Field field) {
        if (!field.permissionable()) {
            return FieldPermission.EVERYTHING;
        }
        String name = type.name() + "." + field.name();
        return profileFields
                .getOrDefault(name, FieldPermission.EVERYTHING)
                .or(addedFields.getOrDefault(name, NO_FIELD));
    }

    @Override
    public boolean canRead(SObjectType type) {
        return on(type).read();
    }

    @Override
    public boolean canRead(SObjectType type, Field field) {
        return on(type, field).read();
    }

    private ObjectPermission onObject(String sObject) {
        if (allows("PermissionsModifyAllData")) {
            return ObjectPermission.EVERYTHING;
        }
        ObjectPermission granted = objects.getOrDefault(sObject, ObjectPermission.NOTHING);
        return allows("PermissionsViewAllData") ? granted.or(ObjectPermission.VIEW_ALL) : granted;
    }

    private ObjectPermission by(UserPermissionRule rule) {
        @Nullable String read = rule.read();
        @Nullable String write = rule.write();
        boolean readable = read == null || allows(read);
        boolean writable = readable && write != null && allows(write);
        return new ObjectPermission(readable, writable, writable, writable);
    }
}
