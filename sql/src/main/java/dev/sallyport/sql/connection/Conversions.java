package dev.sallyport.sql.connection;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;

/** A value as another type, as far as nothing is lost (JDBC 4.3, appendix B). */
final class Conversions {
    /** No column has more; written out, a number of a billion of them fills any memory. */
    private static final int MOST_DIGITS = 400;

    private Conversions() {}

    static BigDecimal decimal(Object value) throws SQLException {
        BigDecimal decimal = anyDecimal(value);
        if (decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > MOST_DIGITS) {
            throw SqlStates.exception("The number has more digits than any column.", SqlStates.OUT_OF_RANGE);
        }
        return decimal;
    }

    private static BigDecimal anyDecimal(Object value) throws SQLException {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Number || value instanceof CharSequence) {
            try {
                return new BigDecimal(value.toString().strip());
            } catch (NumberFormatException e) {
                throw SqlStates.exception(
                        "The value is no number: write it like 12.50.", SqlStates.NOT_A_VALUE_OF_THAT_TYPE, e);
            }
        }
        throw wrongType(value, "number");
    }

    static long whole(Object value) throws SQLException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        try {
            return decimal(value).longValueExact();
        } catch (ArithmeticException e) {
            throw SqlStates.exception(
                    "The value is no whole number, or too large for one. If a fraction is meant, say so in the statement:"
                            + " CAST(? AS DECIMAL(18, 2)).",
                    SqlStates.OUT_OF_RANGE,
                    e);
        }
    }

    static boolean truth(Object value) throws SQLException {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof CharSequence text) {
            switch (text.toString().strip()) {
                case "true", "TRUE", "True", "1" -> {
                    return true;
                }
                case "false", "FALSE", "False", "0" -> {
                    return false;
                }
                default ->
                    throw SqlStates.exception(
                            "The text is neither true nor false.", SqlStates.NOT_A_VALUE_OF_THAT_TYPE);
            }
        }
        throw wrongType(value, "BOOLEAN");
    }

    static String text(Object value) throws SQLException {
        if (value instanceof BigDecimal decimal) {
            return decimal(decimal).toPlainString();
        }
        if (value instanceof java.sql.Timestamp) {
            return Temporals.text(Temporals.dateTime(value, null));
        }
        return Temporals.text(value);
    }

    private static SQLException wrongType(Object value, String type) {
        return SqlStates.exception("A " + value.getClass().getName() + " is no " + type + ".", SqlStates.NOT_THAT_TYPE);
    }
}
