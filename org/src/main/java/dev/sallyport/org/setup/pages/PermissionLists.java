package dev.sallyport.org.setup.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that profiles and permission sets can have; which of them one has stands in its form.
 *
 * @param part which of the custom objects are among them; null for all
 * @param note what is to be known of the permissions of this org; may be empty
 * @param standardFixed whether only custom objects can be changed, as with standard profiles
 */
public record PermissionLists(
        List<Permission> permissions,
        List<ObjectLine> standardObjects,
        List<ObjectLine> customObjects,
        @Nullable ObjectsPart part,
        String note,
        boolean standardFixed) {

    /** A permission by its API name. */
    public record Permission(String name, String label) {}

    /** A type by its API name. */
    public record ObjectLine(String name, String label) {}
}
