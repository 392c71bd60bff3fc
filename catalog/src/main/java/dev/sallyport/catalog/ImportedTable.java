package dev.sallyport.catalog;

import java.time.Instant;

/**
 * An imported table in the list of all.
 *
 * @param name API name, such as {@code Account}
 * @param label what people see
 * @param fieldCount how many fields it has
 * @param importedAt when it was last read from the org
 */
public record ImportedTable(String name, String label, int fieldCount, Instant importedAt) {}
