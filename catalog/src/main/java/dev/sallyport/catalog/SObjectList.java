package dev.sallyport.catalog;

import dev.sallyport.salesforce.SObjectSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All sObjects that a data server's user sees.
 *
 * @param sObjects in Salesforce's order
 * @param lastModified the list's {@code Last-Modified}, as it came; null if it had none
 * @param describedFor whom and what for, see {@link DescribedFor}; null if that is not known
 */
record SObjectList(
        List<SObjectSummary> sObjects,
        @Nullable String lastModified,
        @Nullable String describedFor) {
    SObjectList {
        sObjects = List.copyOf(sObjects);
    }
}
