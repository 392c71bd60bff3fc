/**
 * Table functions for what SQL has no words for: records that were deleted or changed in a span of time, the org's limits,
 * a table's description, a search in all objects. Each calls Salesforce when its rows are read, never when it is planned.
 */
@NullMarked
package dev.sallyport.sql.function;

import org.jspecify.annotations.NullMarked;
