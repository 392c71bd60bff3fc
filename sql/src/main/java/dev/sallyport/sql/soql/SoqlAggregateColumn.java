package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldType;
import java.util.List;

/**
 * A column of an aggregate query: the field that it groups by, or what it computes of each group.
 *
 * @param function what is computed; {@link Function#GROUP} for the field itself
 * @param field of what, as SOQL writes it
 * @param alias its name in the answer
 * @param type what Salesforce writes there
 */
public record SoqlAggregateColumn(Function function, String field, String alias, FieldType type) implements SoqlColumn {
    /** What SOQL computes of a group (SOQL and SOSL Reference, "Aggregate Functions"). */
    public enum Function {
        /** The field that the group has in common. */
        GROUP,
        /** How many records have a value. */
        COUNT,
        /** How many values there are. */
        COUNT_DISTINCT,
        /** The sum. */
        SUM,
        /** The least. */
        MIN,
        /** The greatest. */
        MAX
    }

    @Override
    public List<String> path() {
        return List.of(alias);
    }

    String soql() {
        return (function == Function.GROUP ? field : function + "(" + field + ")") + " " + alias;
    }
}
