package dev.sallyport.sql.federation;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/**
 * A column of a foreign table.
 *
 * @param name as the server spells it
 * @param type the server's own name of its type, such as {@code int4}
 * @param size the most characters of a text, or the decimal digits in all of a number; 0 where there is no such limit
 * @param scale decimal digits behind the point; else 0
 * @param nullable whether it may be null
 * @param remarks its comment; empty if there is none
 */
public record ForeignColumn(String name, String type, int size, int scale, boolean nullable, String remarks) {
    /** What its type is. */
    public ForeignKind kind() {
        return ForeignKind.of(type);
    }

    /** The type that it has in SQL here. */
    public RelDataType sqlType(RelDataTypeFactory types) {
        return ForeignType.of(this, types);
    }
}
