package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldType;
import java.util.List;

/** A value of each row that a statement answers. */
public sealed interface SoqlColumn permits SoqlField, SoqlAggregateColumn {
    /** Where it stands in a record of the answer: the names that lead to it. */
    List<String> path();

    /** What Salesforce writes there. */
    FieldType type();

    /** Whether its texts differ by case too, to Salesforce and so to SQL. */
    default boolean comparesByCase() {
        return type() == FieldType.ID || type() == FieldType.REFERENCE;
    }
}
