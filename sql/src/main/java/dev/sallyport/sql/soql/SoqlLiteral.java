package dev.sallyport.sql.soql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Values as SOQL writes them (SOQL and SOSL Reference, "Quoted String Escape Sequences", "Date Formats"). */
final class SoqlLiteral {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private SoqlLiteral() {}

    static String of(Object value) {
        if (value instanceof String text) {
            return quote(text);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Instant instant) {
            boolean whole = instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
            return (whole ? SECONDS : MILLISECONDS).format(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof LocalDate || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof SoqlValue.Shown shown) {
            return shown.text();
        }
        throw new IllegalArgumentException(
                "No SOQL literal for " + value.getClass().getName());
    }

    /** A text between quotes, its own quotes, backslashes and line ends escaped. */
    static String quote(String text) {
        StringBuilder soql = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(soql, text.charAt(i));
        }
        return soql.append('\'').toString();
    }

    /**
     * A LIKE pattern between quotes, its escapes turned into SOQL's.
     *
     * @throws IllegalArgumentException if the escape character stands before anything but a wildcard or itself
     */
    static String quotePattern(String pattern, @Nullable Character escape) {
        StringBuilder soql = new StringBuilder(pattern.length() + 2).append('\'');
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (escape != null && c == escape) {
                i++;
                if (i == pattern.length() || !isEscapable(pattern.charAt(i), escape)) {
                    throw new IllegalArgumentException("Invalid escape sequence in the LIKE pattern " + pattern);
                }
                char escaped = pattern.charAt(i);
                if (escaped == '%' || escaped == '_') {
                    soql.append('\\').append(escaped);
                } else {
                    appendEscaped(soql, escaped);
                }
            } else {
                appendEscaped(soql, c);
            }
        }
        return soql.append('\'').toString();
    }

    private static boolean isEscapable(char c, char escape) {
        return c == '%' || c == '_' || c == escape;
    }

    private static void appendEscaped(StringBuilder soql, char c) {
        switch (c) {
            case '\\' -> soql.append("\\\\");
            case '\'' -> soql.append("\\'");
            case '\n' -> soql.append("\\n");
            case '\r' -> soql.append("\\r");
            case '\t' -> soql.append("\\t");
            case '\b' -> soql.append("\\b");
            case '\f' -> soql.append("\\f");
            default -> soql.append(c);
        }
    }
}
