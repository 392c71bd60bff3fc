package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * An expression, ready to be compared, grouped, ordered by or selected.
 *
 * @param type of its values
 * @param field the field that it is, or that it is a value of; null where it is neither
 * @param name what messages and result columns call it
 * @param aggregate whether it is computed over a group
 * @param start where it stands
 */
record Operand(Sql sql, FieldType type, @Nullable Field field, String name, boolean aggregate, int start) {
    /** The same by another piece of SQL. */
    Operand withSql(Sql other) {
        return new Operand(other, type, field, name, aggregate, start);
    }
}
