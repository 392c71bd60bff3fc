package dev.sallyport.sql.exact;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Makes constants: values that are there, values near them, and others. */
final class LiteralMaker {
    private final Tables tables;
    private final RandomValues random;
    private int constantsOnly;

    LiteralMaker(Tables tables, RandomValues random) {
        this.tables = tables;
        this.random = random;
    }

    /** Something to compare a column with; now and then as a parameter. */
    Literal near(Scope.Named column) {
        return new Literal(column.kind(), value(column), isParameter());
    }

    /** Whether a constant is to be a parameter. */
    boolean isParameter() {
        return random.oneIn(3) && constantsOnly == 0;
    }

    /** Makes something without parameters: Calcite does not type those of a CASE within a CASE, nor of ORDER BY. */
    Term withoutParameters(Supplier<Term> term) {
        constantsOnly++;
        try {
            return term.get();
        } finally {
            constantsOnly--;
        }
    }

    /** A constant where a type must be seen in the text. */
    Literal any(Kind kind) {
        return new Literal(kind, value(kind), false);
    }

    /** Another value for a parameter: now and then none, else one near its own or any of its kind. */
    Literal instead(Literal parameter) {
        Object own = parameter.value();
        if (own == null || random.oneIn(8)) {
            return new Literal(parameter.kind(), null, true);
        }
        return new Literal(parameter.kind(), random.oneIn(2) ? varied(own) : value(parameter.kind()), true);
    }

    private Object value(Scope.Named column) {
        if (column.values().isEmpty() || random.oneIn(8)) {
            return value(column.kind());
        }
        Object value = random.any(column.values());
        return random.oneIn(3) ? varied(value) : value;
    }

    private Object value(Kind kind) {
        List<Object> known = tables.values(column -> column.kind() == kind);
        return switch (kind) {
            case TEXT -> random.oneIn(2) ? random.any(known) : random.text();
            case INTEGER -> BigDecimal.valueOf(random.integer());
            case DECIMAL -> random.decimal(random.below(4));
            case DATE -> random.date();
            case TIMESTAMP -> LocalDateTime.ofInstant(random.instant(), ZoneOffset.UTC);
            case ID, BOOLEAN, TIME -> random.any(known);
        };
    }

    private Object varied(Object value) {
        if (value instanceof String text) {
            return switch (random.below(6)) {
                case 0 -> upperCase(text);
                case 1 -> text.toLowerCase(Locale.ROOT);
                case 2 -> text + " ";
                case 3 -> "";
                case 4 -> text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(0, 1));
                default -> text + "a";
            };
        }
        if (value instanceof BigDecimal number) {
            return number.add(random.any(
                    List.of(BigDecimal.ONE, new BigDecimal("0.5"), new BigDecimal("-0.005"), new BigDecimal("-1.50"))));
        }
        if (value instanceof LocalDate date) {
            return date.plusDays(random.below(3) - 1L);
        }
        if (value instanceof LocalDateTime dateTime) {
            return dateTime.plusNanos(random.any(List.of(1, -1, 999, 1_000)) * 1_000_000L);
        }
        return value;
    }

    /** Letter by letter: whether Salesforce takes SS for ß is not known, and equality and order may differ (docs/sql.md). */
    private static String upperCase(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A pattern for LIKE, made from a value of a column. */
    String pattern(Scope.Named column) {
        String text = (String) value(column);
        int half = text.codePointCount(0, text.length()) / 2;
        int middle = text.offsetByCodePoints(0, half);
        return switch (random.below(8)) {
            case 0 -> text;
            case 1 -> text.substring(0, middle) + "%";
            case 2 -> "%" + text.substring(middle);
            case 3 -> "%" + upperCase(text) + "%";
            case 4 -> text.isEmpty() ? "_" : "_" + text.substring(text.offsetByCodePoints(0, 1));
            case 5 -> text.replace('e', '_').replace(' ', '%');
            case 6 -> "%";
            default -> text.substring(0, middle).toLowerCase(Locale.ROOT) + "_%";
        };
    }
}
