package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A permission set that people assign; those that profiles own are not among them.
 *
 * @param name API name, unique in the org
 * @param userLicense name of the licence that its holders must have; null for any
 * @param permissions API names of the user permissions that it grants, such as {@code PermissionsApiEnabled}
 */
public record PermissionSet(
        SalesforceId id,
        String name,
        String label,
        @Nullable String description,
        @Nullable String userLicense,
        Set<String> permissions) {
    public PermissionSet {
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
    }
}
