package dev.sallyport.sql.federation;

import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Asks for the rows with some keys, all in one array. Public for the code that Calcite makes. */
public final class KeyedForeignExecution {
    static final Method ROWS =
            Types.lookupMethod(KeyedForeignExecution.class, "rows", DataContext.class, Function0.class);
    static final Method VALUES =
            Types.lookupMethod(KeyedForeignExecution.class, "values", DataContext.class, Function0.class);

    /** The position of the key where a row is nothing but the key. */
    static final int WHOLE_ROW = -1;

    /** With more keys, reading all rows is likely to be cheaper. */
    private static final int MAX_KEYS = 50_000;

    private final ForeignExecution whole;
    private final ForeignExecution narrowed;
    private final int position;
    private final SqlTypeName type;
    private final boolean byCase;

    KeyedForeignExecution(
            ForeignExecution whole, ForeignExecution narrowed, int position, SqlTypeName type, boolean byCase) {
        this.whole = whole;
        this.narrowed = narrowed;
        this.position = position;
        this.type = type;
        this.byCase = byCase;
    }

    /**
     * The rows whose key is among those of some rows; nothing is sent where there is no key.
     *
     * @param run holds the values of the statement's parameters
     * @param others the rows with the keys
     */
    public Enumerable<@Nullable Object[]> rows(DataContext run, Function0<Enumerable<?>> others) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                Set<Object> keys = keys(others.apply());
                if (keys.size() > MAX_KEYS) {
                    return whole.open(run, null);
                }
                return keys.isEmpty()
                        ? Linq4j.emptyEnumerator()
                        : narrowed.open(
                                run,
                                new ForeignKeys(
                                        Objects.requireNonNull(KeyedForeignScan.arrayType(type)), List.copyOf(keys)));
            }
        };
    }

    /**
     * As {@link #rows}, for rows of one column.
     *
     * @param run holds the values of the statement's parameters
     * @param others the rows with the keys
     */
    public Enumerable<@Nullable Object> values(DataContext run, Function0<Enumerable<?>> others) {
        return rows(run, others).select(row -> row[0]);
    }

    private Set<Object> keys(Enumerable<?> rows) {
        Set<Object> keys = new LinkedHashSet<>();
        try (Enumerator<?> row = rows.enumerator()) {
            while (row.moveNext()) {
                Object key = position == WHOLE_ROW ? row.current() : ((@Nullable Object[]) row.current())[position];
                if (key != null && !isOutsideOfPostgreSql(key)) {
                    keys.add(bound(key));
                }
            }
        }
        return keys;
    }

    /** Its texts have no such character, so that none equals the key. */
    private static boolean isOutsideOfPostgreSql(Object key) {
        return key instanceof String text && text.indexOf('\0') >= 0;
    }

    private Object bound(Object key) {
        if (type == SqlTypeName.DATE) {
            return LocalDate.ofEpochDay(((Number) key).longValue());
        }
        return key instanceof String text && !byCase ? text.toUpperCase(Locale.ROOT) : key;
    }
}
