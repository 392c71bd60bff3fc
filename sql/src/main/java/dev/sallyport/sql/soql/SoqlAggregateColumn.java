package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldType;
import java.util.List;

/**
 * A column of an aggregate query: what it groups by, or what it computes of each group.
 *
 * @param function what is computed; {@link Function#GROUP} for the key itself
 * @param operand of what, as SOQL writes it: a field, or a date function of one
 * @param alias its name in the answer
 * @param type what Salesforce writes there
 */
public record SoqlAggregateColumn(Function function, String operand, String alias, FieldType type)
        implements SoqlColumn {
    /** What SOQL computes of a group (SOQL and SOSL Reference, "Aggregate Functions"). */
    public enum Function {
        /** What the records of the group have in common. */
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
        MAX,
        /** 1 where a key is left out of a subtotal, else 0. */
        GROUPING
    }

    /** Whether it counts something, and so is never null. */
    public boolean isCount() {
        return function == Function.COUNT || function == Function.COUNT_DISTINCT;
    }

    @Override
    public List<String> path() {
        return List.of(alias);
    }

    /** As HAVING and ORDER BY name it: {@code SUM(Amount)}. */
    public String expression() {
        return function == Function.GROUP ? operand : function + "(" + operand + ")";
    }

    /** As SELECT names it. */
    String soql() {
        return expression() + " " + alias;
    }
}
