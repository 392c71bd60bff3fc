package dev.sallyport.sql.exact;

import java.sql.Types;

/** What an expression's value is, as far as the maker of queries has to know. */
enum Kind {
    /** Compares without regard to case. */
    TEXT,
    /** A record's id, a reference to one, or another system's id that is unique by case: compares by case. */
    ID,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    TIME;

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    /** The type of a parameter, of {@link Types}. */
    int jdbc() {
        return switch (this) {
            case TEXT, ID -> Types.VARCHAR;
            case INTEGER -> Types.INTEGER;
            case DECIMAL -> Types.DECIMAL;
            case BOOLEAN -> Types.BOOLEAN;
            case DATE -> Types.DATE;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIME -> Types.TIME;
        };
    }

    /** The type in H2, wide enough for every value of the kind. */
    String h2() {
        return switch (this) {
            case TEXT -> "VARCHAR_IGNORECASE";
            case ID -> "VARCHAR(18)";
            case INTEGER -> "INTEGER";
            case DECIMAL -> "NUMERIC(38, 10)";
            case BOOLEAN -> "BOOLEAN";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP(3)";
            case TIME -> "TIME(3)";
        };
    }
}
