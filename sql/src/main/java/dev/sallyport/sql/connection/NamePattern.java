package dev.sallyport.sql.connection;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name as {@link java.sql.DatabaseMetaData}'s methods take it: {@code %} for any characters, {@code _} for one, and a
 * backslash before either for itself. Names match in any case.
 */
final class NamePattern {
    /** What escapes a wildcard. */
    static final String ESCAPE = "\\";

    private final Pattern pattern;

    /** The name alone where there is no wildcard in it. */
    private final @Nullable String exact;

    private NamePattern(Pattern pattern, @Nullable String exact) {
        this.pattern = pattern;
        this.exact = exact;
    }

    /** The pattern of a text; null matches everything. */
    static NamePattern of(@Nullable String text) {
        if (text == null) {
            return of("%");
        }
        StringBuilder regex = new StringBuilder();
        StringBuilder name = new StringBuilder();
        boolean wild = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
            } else if (c == '%' || c == '_') {
                regex.append(c == '%' ? ".*" : ".");
                wild = true;
                continue;
            }
            regex.append(Pattern.quote(String.valueOf(c)));
            name.append(c);
        }
        return new NamePattern(
                Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL),
                wild ? null : name.toString());
    }

    /** One name and no other. */
    static NamePattern exactly(@Nullable String name) {
        return name == null
                ? of(null)
                : new NamePattern(
                        Pattern.compile(Pattern.quote(name), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), name);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /** Those of some names that match, in order, as they are spelt there. */
    Set<String> among(Set<String> names) {
        TreeSet<String> matching = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.stream()
                .filter(name -> exact == null ? matches(name) : name.equalsIgnoreCase(exact))
                .forEach(matching::add);
        return matching;
    }
}
