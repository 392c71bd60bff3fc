package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A profile: what the users who have it may do.
 *
 * @param userLicense name of the licence that its users take, such as {@code Salesforce}
 * @param custom whether it was cloned from another; standard profiles' permissions cannot be edited
 * @param permissions the administrative and user permissions that the org has, by their API names such as
 *     {@code PermissionsApiEnabled}
 */
public record Profile(
        SalesforceId id, String name, String userLicense, boolean custom, SortedMap<String, Boolean> permissions) {
    /** "API Enabled". */
    public static final String API_ENABLED = "PermissionsApiEnabled";

    /** "API Only User". */
    public static final String API_ONLY_USER = "PermissionsApiUserOnly";

    public Profile {
        permissions = Collections.unmodifiableSortedMap(new TreeMap<>(permissions));
    }

    /** Whether a permission is set; one that the org does not have is not. */
    public boolean allows(String permission) {
        return permissions.getOrDefault(permission, false);
    }

    /**
     * What users of a profile or holders of a permission set may do with records of a type.
     *
     * @param viewAll "View All Records", whoever owns them
     * @param modifyAll "Modify All Records", whoever owns them
     */
    public record ObjectPermission(
            boolean read, boolean create, boolean edit, boolean delete, boolean viewAll, boolean modifyAll) {
        static final ObjectPermission EVERYTHING = new ObjectPermission(true, true, true, true, true, true);
        static final ObjectPermission VIEW_ALL = new ObjectPermission(true, false, false, false, true, false);
        static final ObjectPermission NOTHING = new ObjectPermission(false, false, false, false);

        /** Permissions on records that sharing gives, and on no others. */
        public ObjectPermission(boolean read, boolean create, boolean edit, boolean delete) {
            this(read, create, edit, delete, false, false);
        }

        ObjectPermission or(ObjectPermission other) {
            return new ObjectPermission(
                    read || other.read,
                    create || other.create,
                    edit || other.edit,
                    delete || other.delete,
                    viewAll || other.viewAll,
                    modifyAll || other.modifyAll);
        }
    }

    /** What users of a profile or holders of a permission set may do with a field. */
    public record FieldPermission(boolean read, boolean edit) {
        static final FieldPermission EVERYTHING = new FieldPermission(true, true);

        FieldPermission or(FieldPermission other) {
            return new FieldPermission(read || other.read, edit || other.edit);
        }
    }

    /**
     * Addresses from which users of a profile may sign in.
     *
     * @param start first address, IPv4 or IPv6
     * @param end last address, of the same kind
     */
    public record LoginIpRange(String start, String end) {}
}
