package dev.sallyport.sql.federation;

import dev.sallyport.sql.keyed.KeyedRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Asks for the rows with some keys, all in one array. */
final class KeyedForeignExecution extends KeyedRows {
    /** With more keys, reading all rows is likely to be cheaper. */
    private static final int MAX_KEYS = 50_000;

    private final ForeignExecution whole;
    private final ForeignExecution narrowed;
    private final SqlTypeName type;
    private final boolean byCase;

    KeyedForeignExecution(
            ForeignExecution whole, ForeignExecution narrowed, int position, SqlTypeName type, boolean byCase) {
        super(position);
        this.whole = whole;
        this.narrowed = narrowed;
        this.type = type;
        this.byCase = byCase;
    }

    @Override
    protected Enumerator<@Nullable Object[]> open(DataContext run, Set<Object> keys) {
        return keys.size() > MAX_KEYS
                ? whole.open(run, null)
                : narrowed.open(
                        run,
                        new ForeignKeys(Objects.requireNonNull(KeyedForeignScan.arrayType(type)), List.copyOf(keys)));
    }

    @Override
    protected @Nullable Object asked(Object key) {
        if (type == SqlTypeName.DATE) {
            return LocalDate.ofEpochDay(((Number) key).longValue());
        }
        if (!(key instanceof String text)) {
            return key;
        }
        if (text.indexOf('\0') >= 0) { // PostgreSQL's texts have no such character
            return null;
        }
        return byCase ? text : text.toUpperCase(Locale.ROOT);
    }
}
