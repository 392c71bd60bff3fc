package dev.sallyport.org.fuzz;

import dev.sallyport.org.fuzz.World.Field;
import dev.sallyport.org.fuzz.World.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What SOQL says of single values, in the plainest way. */
final class Meaning {
    private Meaning() {}

    /** Text without its case, letter by letter. */
    static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(Character.toLowerCase(Character.toUpperCase(c)));
        }
        return folded.toString();
    }

    /** Compares two values that are there, as a filter does: texts by their upper case. */
    static int compare(Kind kind, Object left, Object right) {
        return switch (kind) {
            case ID, REFERENCE -> ((String) left).compareTo((String) right);
            case TEXT, PICKLIST, MULTIPICKLIST -> upperCase(left).compareTo(upperCase(right));
            case NUMBER -> ((BigDecimal) left).compareTo((BigDecimal) right);
            case INT -> ((Integer) left).compareTo((Integer) right);
            case BOOLEAN -> ((Boolean) left).compareTo((Boolean) right);
            case DATE -> ((LocalDate) left).compareTo((LocalDate) right);
            case DATETIME -> ((Instant) left).compareTo((Instant) right);
            case TIME -> ((LocalTime) left).compareTo((LocalTime) right);
        };
    }

    private static String upperCase(Object text) {
        return ((String) text).toUpperCase(Locale.ROOT);
    }

    /** Compares two values as MIN and MAX do, which know no other order of texts than the database's. */
    static int extreme(Field field, Object left, Object right, boolean descending) {
        if (field.kind() == Kind.TEXT) {
            int order = folded((String) left).compareTo(folded((String) right));
            return descending ? -order : order;
        }
        return order(field, left, right, descending, false);
    }

    /** Compares two values, perhaps empty, as ORDER BY does: a picklist's by their place in Setup. */
    static int order(
            Field field, @Nullable Object left, @Nullable Object right, boolean descending, boolean nullsLast) {
        if (left == null || right == null) {
            int nullFirst = left == right ? 0 : left == null ? -1 : 1;
            return nullsLast ? -nullFirst : nullFirst;
        }
        int order = 0;
        if (field.kind() == Kind.PICKLIST) {
            order = Integer.compare(place(field.choices(), left), place(field.choices(), right));
        }
        order = order == 0 ? compare(field.kind(), left, right) : order;
        return descending ? -order : order;
    }

    static int place(List<String> choices, Object value) {
        int place = choices.indexOf(value);
        return place < 0 ? choices.size() : place;
    }

    /**
     * Whether text is like a pattern.
     *
     * @param pattern pairs of a character and whether it is a wildcard
     */
    static boolean like(String text, List<PatternCharacter> pattern) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        PatternCharacter first = pattern.get(0);
        List<PatternCharacter> rest = pattern.subList(1, pattern.size());
        if (first.wildcard() && first.character() == '%') {
            return like(text, rest) || (!text.isEmpty() && like(text.substring(1), pattern));
        }
        if (text.isEmpty()) {
            return false;
        }
        boolean same = folded(text.substring(0, 1)).equals(folded(String.valueOf(first.character())));
        return (first.wildcard() || same) && like(text.substring(1), rest);
    }

    /** A character of a pattern. */
    record PatternCharacter(char character, boolean wildcard) {}
}
