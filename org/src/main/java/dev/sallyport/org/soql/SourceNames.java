package dev.sallyport.org.soql;

import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.Path;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names that a query that was checked has for the sources behind FROM, and what paths mean by them. */
final class SourceNames {
    private final Map<String, List<String>> aliases = new HashMap<>();

    /** The names of a query over records of a type. */
    SourceNames(Query query, String type) {
        aliases.put(key(type), List.of());
        Optional.ofNullable(query.from().alias()).ifPresent(alias -> aliases.put(key(alias), List.of()));
        for (Source source : query.aliases()) {
            Optional.ofNullable(source.alias()).ifPresent(alias -> aliases.put(key(alias), whole(source.path())));
        }
    }

    /** The names of a path from the query's own records. */
    List<String> whole(Path path) {
        List<String> names = path.names();
        List<String> start = names.size() > 1 ? aliases.get(key(names.get(0))) : null;
        if (start == null) {
            return names;
        }
        List<String> whole = new ArrayList<>(start);
        whole.addAll(names.subList(1, names.size()));
        return whole;
    }

    /** Whether it makes columns of the query's own rows: fields of parents are gathered under the parent. */
    boolean isOwnValue(Selected selected) {
        return selected instanceof SelectedExpression item
                && !(item.expression() instanceof FieldExpression field
                        && whole(field.path()).size() > 1);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
