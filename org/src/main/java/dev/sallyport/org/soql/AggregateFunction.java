package dev.sallyport.org.soql;

import dev.sallyport.org.data.FieldType;
import java.util.Optional;

/** The functions over groups (SOQL and SOSL Reference, "Aggregate Functions"). */
enum AggregateFunction {
    COUNT("COUNT("),
    COUNT_DISTINCT("COUNT(DISTINCT "),
    SUM("SUM("),
    AVG("AVG("),
    MIN("MIN("),
    MAX("MAX(");

    private final String sqlStart;

    AggregateFunction(String sqlStart) {
        this.sqlStart = sqlStart;
    }

    /** The function of a name in upper case. */
    static Optional<AggregateFunction> named(String name) {
        for (AggregateFunction function : values()) {
            if (function.name().equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /** Its SQL up to the argument; a parenthesis closes it. */
    String sqlStart() {
        return sqlStart;
    }

    /** Whether fields that describe calls not aggregatable can be counted all the same: an id can. */
    boolean takesAnything() {
        return this == COUNT || this == COUNT_DISTINCT;
    }

    boolean takes(FieldType type) {
        return switch (this) {
            case COUNT, COUNT_DISTINCT -> !type.isCompound() && type != FieldType.BASE64;
            case SUM, AVG -> type.isNumber();
            case MIN, MAX -> type != FieldType.BOOLEAN && type != FieldType.MULTIPICKLIST && !type.isCompound();
        };
    }

    FieldType resultType(FieldType argument) {
        return switch (this) {
            case COUNT, COUNT_DISTINCT -> FieldType.INT;
            case AVG -> FieldType.DOUBLE;
            case SUM -> argument == FieldType.INT || argument == FieldType.LONG ? FieldType.LONG : FieldType.DOUBLE;
            case MIN, MAX -> argument;
        };
    }

    /** Whether its result is one of the field's own values. */
    boolean keepsField() {
        return this == MIN || this == MAX;
    }
}
