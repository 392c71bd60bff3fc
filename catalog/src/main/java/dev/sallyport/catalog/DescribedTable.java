package dev.sallyport.catalog;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.federation.ForeignTable;
import org.jspecify.annotations.Nullable;

/**
 * A table as the org described it.
 *
 * @param describe its fields and the rest
 * @param lastModified the description's {@code Last-Modified}, as it came; null if it had none
 * @param describedFor whom and what for, see {@link DescribedFor}; null if that is not known
 * @param readAnew whether an import has just got it; else it is what the catalogue holds
 * @param foreign the database's table of which {@code describe} is the view; null for an sObject
 */
record DescribedTable(
        SObjectDescribe describe,
        @Nullable String lastModified,
        @Nullable String describedFor,
        boolean readAnew,
        @Nullable ForeignTable foreign) {
    /** The time to ask by; null where the table must be described anew: nothing is known, or it is another's. */
    @Nullable
    String lastModifiedFor(@Nullable String whom) {
        return whom != null && whom.equals(describedFor) ? lastModified : null;
    }
}
