package dev.sallyport.server.query;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.SObjects;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Those of the imported tables that a statement can name. Calcite takes a snapshot of a schema, and has every table in it
 * described: here it finds no others than are wanted.
 */
final class StatementTables implements SObjects {
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern PLACE_OF_TABLE = Pattern.compile("(?i)\\b(?:from|join|into|update)\\s+\"?(\\w+)");
    private static final int ALIKE = 2;
    private static final int MOST_ALIKE = 16;

    private final SObjects imported;
    private final Set<String> names;

    StatementTables(SObjects imported, String sql) {
        this.imported = imported;
        TreeSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(imported.names());
        TreeSet<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Matcher words = WORD.matcher(sql);
        while (words.find()) {
            if (all.contains(words.group())) {
                named.add(all.floor(words.group()));
            }
        }
        Matcher places = PLACE_OF_TABLE.matcher(sql);
        while (places.find()) {
            if (!all.contains(places.group(1)) && places.group(1).length() > ALIKE) {
                addAlike(places.group(1).substring(0, ALIKE), all, named);
            }
        }
        names = Collections.unmodifiableSet(named);
    }

    /** What a misspelt name may mean: the refusal names the nearest. */
    private static void addAlike(String beginning, NavigableSet<String> all, Set<String> named) {
        all.subSet(beginning, beginning + Character.MAX_VALUE).stream()
                .limit(MOST_ALIKE)
                .forEach(named::add);
    }

    @Override
    public Set<String> names() {
        return names;
    }

    /** Also of those that a function is given as a text. */
    @Override
    public Optional<SObjectDescribe> describe(String name) {
        return imported.describe(name);
    }
}
