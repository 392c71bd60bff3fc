package dev.sallyport.org.setup.pages;

import java.util.List;

/**
 * The permissions that profiles and permission sets can have; which of them one has stands in its form.
 *
 * @param note what is to be known of the permissions of this org; may be empty
 * @param standardFixed whether only custom objects can be changed, as with standard profiles
 */
public record PermissionLists(
        List<Permission> permissions,
        List<ObjectLine> standardObjects,
        List<ObjectLine> customObjects,
        String note,
        boolean standardFixed) {

    /** A permission by its API name. */
    public record Permission(String name, String label) {}

    /** A type by its API name. */
    public record ObjectLine(String name, String label) {}
}
