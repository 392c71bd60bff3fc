package dev.sallyport.sql.exact;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A constant of a query.
 *
 * @param value null only of a parameter
 * @param parameter whether Sallyport gets it as the value of a parameter
 */
record Literal(Kind kind, @Nullable Object value, boolean parameter) {
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    String text(Dialect dialect) {
        if (value == null) {
            return "CAST(NULL AS " + kind.h2() + ")";
        }
        if (value instanceof String string) {
            String quoted = "'" + string.replace("'", "''") + "'";
            return dialect == Dialect.H2 && kind == Kind.TEXT ? "CAST(" + quoted + " AS VARCHAR_IGNORECASE)" : quoted;
        }
        if (value instanceof BigDecimal number) {
            return number.signum() < 0 ? "(" + number.toPlainString() + ")" : number.toPlainString();
        }
        if (value instanceof LocalDate date) {
            return "DATE '" + date + "'";
        }
        if (value instanceof LocalDateTime dateTime) {
            return "TIMESTAMP '" + DATE_TIME.format(dateTime) + "'";
        }
        if (value instanceof LocalTime time) {
            return "TIME '" + DateTimeFormatter.ISO_LOCAL_TIME.format(time) + "'";
        }
        return value.toString();
    }
}
