package dev.sallyport.org.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.index.Index;
import org.h2.table.Column;
import org.h2.table.Table;
import org.h2.value.Value;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as they were at a time, kept in another table, and the way back to them. H2 counts every change
 * of a table's rows: where the count has not moved, there is nothing to do. Where it has, only those rows are written that
 * differ from the copy, for writing is what takes the time.
 */
final class TableCopy {
    /** The SQL schema that the copies are in. */
    static final String SCHEMA = "SNAPSHOT";

    private final String name;
    private final String copy;
    private final String index;
    private final List<String> columns;
    private final List<String> key;
    private final List<String> texts;
    private final @Nullable String identity;
    private final long nextIdentity;
    private final boolean empty;
    private Table table;
    private long changes;

    private TableCopy(Table table, boolean empty) {
        this.table = table;
        this.empty = empty;
        this.changes = table.getMaxDataModificationId();
        this.name = Tables.quote(table.getSchema().getName()) + "." + Tables.quote(table.getName());
        this.copy = SCHEMA + "." + Tables.quote(table.getSchema().getName() + "." + table.getName());
        this.index = SCHEMA + "." + Tables.quote(table.getSchema().getName() + "." + table.getName() + ".key");
        List<Column> stored = Arrays.stream(table.getColumns())
                .filter(column -> !column.isGenerated())
                .toList();
        this.columns = names(stored);
        this.texts = names(stored.stream()
                .filter(column -> column.getType().getValueType() == Value.VARCHAR_IGNORECASE)
                .toList());
        @Nullable Index primaryKey = table.findPrimaryKey();
        this.key = primaryKey == null ? List.of() : names(List.of(primaryKey.getColumns()));
        Column numbered = stored.stream().filter(Column::isIdentity).findFirst().orElse(null);
        this.identity = numbered == null ? null : Tables.quote(numbered.getName());
        this.nextIdentity = numbered == null ? 0 : numbered.getSequence().getBaseValue();
    }

    /** Copies a table's rows. */
    static TableCopy of(Table table, Handle handle) {
        TableCopy copy = new TableCopy(table, false);
        String list = String.join(", ", copy.columns);
        copy.drop(handle);
        handle.execute("CREATE GLOBAL TEMPORARY TABLE " + copy.copy + " NOT PERSISTENT AS SELECT " + list + " FROM "
                + copy.name);
        if (!copy.key.isEmpty()) {
            handle.execute("CREATE UNIQUE INDEX " + copy.index + " ON " + copy.copy + " (" + String.join(", ", copy.key)
                    + ")");
        }
        return copy;
    }

    /** Stands for the rows of a table that has none: an org may have thousands of them. */
    static TableCopy ofEmpty(Table table) {
        return new TableCopy(table, true);
    }

    /** Schema and name of the table, quoted. */
    static String nameOf(Table table) {
        return Tables.quote(table.getSchema().getName()) + "." + Tables.quote(table.getName());
    }

    /** Whether a table is as it was when this copy was made. */
    boolean isCurrent(Table now) {
        return table.equals(now) && changes == now.getMaxDataModificationId();
    }

    void drop(Handle handle) {
        handle.execute("DROP TABLE IF EXISTS " + copy);
    }

    /** Gives the table the rows that it had, and the numbers that it was about to give. */
    void restore(Table now, Handle handle) {
        if (isCurrent(now)) {
            return;
        }
        String list = String.join(", ", columns);
        String insert =
                "INSERT INTO " + name + " (" + list + ") OVERRIDING SYSTEM VALUE SELECT " + list + " FROM " + copy;
        if (empty) {
            handle.execute("DELETE FROM " + name);
        } else if (key.isEmpty()) {
            handle.execute("DELETE FROM " + name);
            handle.execute(insert);
        } else {
            handle.execute("DELETE FROM " + name + " l WHERE NOT EXISTS (SELECT 1 FROM " + copy + " c WHERE "
                    + sameKey() + " AND NOT (" + values("l") + " IS DISTINCT FROM " + values("c") + "))");
            handle.execute(insert + " c WHERE NOT EXISTS (SELECT 1 FROM " + name + " l WHERE " + sameKey() + ")");
        }
        restoreIdentity(now, handle);
    }

    /** Takes a table for unchanged as it is now, when the rows that were put back have been committed. */
    void settle(Table now) {
        table = now;
        changes = now.getMaxDataModificationId();
    }

    private void restoreIdentity(Table now, Handle handle) {
        for (Column column : now.getColumns()) {
            if (identity != null && column.isIdentity() && column.getSequence().getBaseValue() != nextIdentity) {
                handle.execute("ALTER TABLE " + name + " ALTER COLUMN " + identity + " RESTART WITH " + nextIdentity);
            }
        }
    }

    private String sameKey() {
        return key.stream()
                .map(column -> "c." + column + " = l." + column)
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    /** All values as one; text in its own case, which the columns' comparison does not see. */
    private String values(String alias) {
        Function<String, String> value = column ->
                texts.contains(column) ? "CAST(" + alias + "." + column + " AS VARCHAR)" : alias + "." + column;
        return columns.stream().map(value).collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<String> names(List<Column> columns) {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(Tables.quote(column.getName())));
        return names;
    }
}
