package dev.sallyport.sql.connection;

import dev.sallyport.sql.plan.SalesforceTypeSystem;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** What JDBC tells of each SQL type: sizes in characters or digits, and the class that {@code getObject} answers. */
final class SqlTypes {
    /** The longest text that a Salesforce field holds (Salesforce Help, "Custom Field Types": text area, long). */
    static final int MAX_TEXT = 131_072;

    static final int MAX_DIGITS = SalesforceTypeSystem.INSTANCE.getMaxPrecision(SqlTypeName.DECIMAL);

    private SqlTypes() {}

    static String className(int type) {
        return switch (type) {
            case Types.VARCHAR, Types.CHAR -> String.class.getName();
            case Types.BOOLEAN, Types.BIT -> Boolean.class.getName();
            case Types.TINYINT -> Byte.class.getName();
            case Types.SMALLINT -> Short.class.getName();
            case Types.INTEGER -> Integer.class.getName();
            case Types.BIGINT -> Long.class.getName();
            case Types.DECIMAL, Types.NUMERIC -> BigDecimal.class.getName();
            case Types.DOUBLE, Types.FLOAT -> Double.class.getName();
            case Types.REAL -> Float.class.getName();
            case Types.DATE -> Date.class.getName();
            case Types.TIME -> Time.class.getName();
            case Types.TIMESTAMP -> Timestamp.class.getName();
            case Types.BINARY, Types.VARBINARY -> "[B";
            case Types.ARRAY -> java.sql.Array.class.getName();
            default -> Object.class.getName();
        };
    }

    /**
     * COLUMN_SIZE: digits of numbers, characters of anything else.
     *
     * @param precision as the engine has it; not positive where it has none
     */
    static int size(int type, int precision) {
        return switch (type) {
            case Types.VARCHAR, Types.CHAR -> precision > 0 && precision < MAX_TEXT ? precision : MAX_TEXT;
            case Types.BOOLEAN, Types.BIT -> 1;
            case Types.TINYINT -> 3;
            case Types.SMALLINT -> 5;
            case Types.INTEGER -> 10;
            case Types.BIGINT -> 19;
            case Types.DECIMAL, Types.NUMERIC -> precision > 0 ? precision : MAX_DIGITS;
            case Types.DOUBLE, Types.FLOAT -> 15;
            case Types.REAL -> 7;
            case Types.DATE -> 10;
            case Types.TIME -> 12;
            case Types.TIMESTAMP -> 23;
            default -> Math.max(0, precision);
        };
    }

    /** How many characters a value takes at most when it is shown. */
    static int displaySize(int type, int precision) {
        int size = size(type, precision);
        return switch (type) {
            case Types.BOOLEAN, Types.BIT -> 5;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> size + 1;
            case Types.DECIMAL, Types.NUMERIC -> size + 2;
            case Types.DOUBLE, Types.FLOAT, Types.REAL -> 24;
            default -> size;
        };
    }

    /** DECIMAL_DIGITS: digits behind the point, of numbers and of seconds; null where there is no point. */
    static @Nullable Integer fractionDigits(int type, int scale) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> 0;
            case Types.DECIMAL, Types.NUMERIC -> Math.max(0, scale);
            case Types.TIME, Types.TIMESTAMP -> 3;
            default -> null;
        };
    }

    static boolean isText(int type) {
        return type == Types.VARCHAR || type == Types.CHAR;
    }

    static boolean isNumber(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.REAL -> true;
            default -> false;
        };
    }
}
