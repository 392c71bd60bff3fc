package dev.sallyport.org.setup;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.soql.Visibility;
import java.util.Map;
import java.util.Set;

/** What one user may do with records and fields: what the profile leaves, and what permission sets add. */
public final class UserPermissions implements Visibility {
    /** Types that every user with the API may read, since clients ask who they are. */
    private static final Set<String> ALWAYS_READABLE = Set.of("User", "Profile", "Organization");

    private static final ObjectPermission NO_OBJECT = new ObjectPermission(false, false, false, false);
    private static final FieldPermission NO_FIELD = new FieldPermission(false, false);

    private final Map<String, ObjectPermission> profileObjects;
    private final Map<String, FieldPermission> profileFields;
    private final Map<String, ObjectPermission> addedObjects;
    private final Map<String, FieldPermission> addedFields;

    UserPermissions(
            Map<String, ObjectPermission> profileObjects,
            Map<String, FieldPermission> profileFields,
            Map<String, ObjectPermission> addedObjects,
            Map<String, FieldPermission> addedFields) {
        this.profileObjects = profileObjects;
        this.profileFields = profileFields;
        this.addedObjects = addedObjects;
        this.addedFields = addedFields;
    }

    /** What the user may do with a type's records. */
    public ObjectPermission on(SObjectType type) {
        if (ALWAYS_READABLE.contains(type.name())) {
            return ObjectPermission.EVERYTHING;
        }
        return profileObjects
                .getOrDefault(type.name(), ObjectPermission.EVERYTHING)
                .or(addedObjects.getOrDefault(type.name(), NO_OBJECT));
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
}
