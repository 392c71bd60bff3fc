package dev.sallyport.transfer.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands between the values of a row of CSV, by the names that Bulk API 2.0 has for it. */
public enum Delimiter {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t'),
    PIPE('|'),
    CARET('^'),
    BACKQUOTE('`');

    private final char character;

    Delimiter(char character) {
        this.character = character;
    }

    /** The names that people choose from. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Delimiter::label).toList();
    }

    /** The one of a name in any case, or the character itself, of which {@code \t} is one; empty if there is none. */
    public static Optional<Delimiter> of(String text) {
        return Arrays.stream(values())
                .filter(delimiter -> delimiter.name().equalsIgnoreCase(text)
                        || text.equals(String.valueOf(delimiter.character))
                        || (delimiter == TAB && text.equals("\\t")))
                .findFirst();
    }

    public char character() {
        return character;
    }

    /** What people call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
