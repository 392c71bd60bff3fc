package dev.sallyport.sql.keyed;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.Types;
import org.jspecify.annotations.Nullable;

/** Reads the rows with some keys. Public for the code that Calcite makes. */
public abstract class KeyedRows {
    /** The position of the key where a row is nothing but the key. */
    public static final int WHOLE_ROW = -1;

    static final Method ROWS = Types.lookupMethod(KeyedRows.class, "rows", DataContext.class, Function0.class);
    static final Method VALUES = Types.lookupMethod(KeyedRows.class, "values", DataContext.class, Function0.class);

    private final int position;

    /**
     * Reads by keys.
     *
     * @param position where in a row of the other relation the key stands
     */
    protected KeyedRows(int position) {
        this.position = position;
    }

    /** A key as it is asked for; null if no row can have it. */
    protected abstract @Nullable Object asked(Object key);

    /**
     * Starts to read.
     *
     * @param run holds the values of the statement's parameters
     * @param keys what {@link #asked} answered, at least one
     */
    protected abstract Enumerator<@Nullable Object[]> open(DataContext run, Set<Object> keys);

    /**
     * The rows whose key is among those of some rows; nothing is sent where there is no key.
     *
     * @param run holds the values of the statement's parameters
     * @param others the rows with the keys
     */
    public final Enumerable<@Nullable Object[]> rows(DataContext run, Function0<Enumerable<?>> others) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                Set<Object> keys = keys(others.apply());
                return keys.isEmpty() ? Linq4j.emptyEnumerator() : open(run, keys);
            }
        };
    }

    /**
     * As {@link #rows}, for rows of one column.
     *
     * @param run holds the values of the statement's parameters
     * @param others the rows with the keys
     */
    public final Enumerable<@Nullable Object> values(DataContext run, Function0<Enumerable<?>> others) {
        return rows(run, others).select(row -> row[0]);
    }

    private Set<Object> keys(Enumerable<?> rows) {
        Set<Object> keys = new LinkedHashSet<>();
        try (Enumerator<?> row = rows.enumerator()) {
            while (row.moveNext()) {
                Object key = position == WHOLE_ROW ? row.current() : ((@Nullable Object[]) row.current())[position];
                Object asked = key == null ? null : asked(key);
                if (asked != null) {
                    keys.add(asked);
                }
            }
        }
        return keys;
    }
}
