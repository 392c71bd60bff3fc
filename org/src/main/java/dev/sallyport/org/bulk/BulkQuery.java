package dev.sallyport.org.bulk;

import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.QueryOutline;
import dev.sallyport.org.soql.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that a Bulk API may run. */
public record BulkQuery(String soql, QueryContext context, QueryOutline outline) {

    /** The names of the columns, such as {@code Account.Name}. */
    public List<String> header() {
        return outline.columns().stream().map(QueryOutline.Item::name).toList();
    }

    /** A row's values in the order of the header. */
    public List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>(outline.columns().size());
        for (QueryOutline.Item item : outline.columns()) {
            values.add(valueAt(row, item.path()));
        }
        return values;
    }

    /** A row's values as text. */
    public List<@Nullable String> texts(Row row) {
        List<@Nullable String> texts = new ArrayList<>(outline.columns().size());
        for (Object value : values(row)) {
            texts.add(BulkValues.text(value));
        }
        return texts;
    }

    private static @Nullable Object valueAt(Row row, List<String> path) {
        Object value = row;
        for (String name : path) {
            if (!(value instanceof Row parent)) {
                return null;
            }
            value = parent.get(name);
        }
        return value;
    }
}
