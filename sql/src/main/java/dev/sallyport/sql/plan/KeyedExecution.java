package dev.sallyport.sql.plan;

import com.google.common.base.CharMatcher;
import dev.sallyport.sql.soql.RecordId;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlValue;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.Types;
import org.jspecify.annotations.Nullable;

/** Runs a query for the records with some keys, as many keys at a time as SOQL takes. Public for the code that Calcite makes. */
public final class KeyedExecution {
    static final Method ROWS = Types.lookupMethod(KeyedExecution.class, "rows", DataContext.class, Function0.class);
    static final Method VALUES = Types.lookupMethod(KeyedExecution.class, "values", DataContext.class, Function0.class);

    /** The position of the key where a row is nothing but the key. */
    static final int WHOLE_ROW = -1;

    /** Of the 100,000 characters that a statement may have, what is left for keys beside an ordinary query. */
    private static final int MAX_KEYS_LENGTH = 80_000;

    /** With more keys than fit in so many statements, reading all records is likely to be cheaper. */
    private static final int MAX_STATEMENTS = 10;

    private static final int QUOTES_AND_COMMA = 4;
    private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final CharMatcher ESCAPED = CharMatcher.anyOf("'\\").or(CharMatcher.javaIsoControl());

    private final SoqlExecution whole;
    private final SoqlQuery query;
    private final SoqlField field;
    private final int position;

    /**
     * Narrows a query.
     *
     * @param whole runs the query and such as are narrower
     * @param field what the keys are compared with
     * @param position where in a row of the other relation the key stands
     */
    KeyedExecution(SoqlExecution whole, SoqlQuery query, SoqlField field, int position) {
        this.whole = whole;
        this.query = query;
        this.field = field;
        this.position = position;
    }

    /**
     * The records whose key is among those of some rows; nothing is sent where there is no key.
     *
     * @param run holds the values of the statement's parameters
     * @param others the rows with the keys
     */
    public Enumerable<@Nullable Object[]> rows(DataContext run, Function0<Enumerable<?>> others) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                List<List<SoqlValue>> parts = parts(keys(others.apply()));
                if (parts.size() > MAX_STATEMENTS) {
                    return whole.rows(run).enumerator();
                }
                return Linq4j.asEnumerable(parts)
                        .selectMany(keys -> whole.of(narrowed(keys)).rows(run))
                        .enumerator();
            }
        };
    }

    /**
     * As {@link #rows}, for records of one field.
     *
     * @param run holds the values of the statement's parameters
     * @param others the rows with the keys
     */
    public Enumerable<@Nullable Object> values(DataContext run, Function0<Enumerable<?>> others) {
        return rows(run, others).select(row -> row[0]);
    }

    private SoqlQuery narrowed(List<SoqlValue> keys) {
        SoqlCondition condition = keys.size() == 1
                ? new SoqlCondition.Comparison(field, SoqlCondition.Operator.EQUAL, keys.get(0))
                : new SoqlCondition.In(field, keys, false);
        return query.and(List.of(condition));
    }

    private Set<Object> keys(Enumerable<?> rows) {
        Set<Object> keys = new LinkedHashSet<>();
        try (Enumerator<?> row = rows.enumerator()) {
            while (row.moveNext()) {
                Object key = position == WHOLE_ROW ? row.current() : ((@Nullable Object[]) row.current())[position];
                if (key != null && mayBeThere(key)) {
                    keys.add(ColumnType.of(field.type()).comparable(key));
                }
            }
        }
        return keys;
    }

    /** Whether SOQL takes the key: it refuses texts that are no ids, and numbers that no such field holds; empty text is null to it. */
    private boolean mayBeThere(Object key) {
        return switch (field.type()) {
            case ID, REFERENCE -> RecordId.isWhole(key.toString());
            case INT ->
                key instanceof Integer || new BigDecimal(key.toString()).abs().compareTo(MAX_INT) <= 0;
            default -> !key.equals("");
        };
    }

    private static List<List<SoqlValue>> parts(Set<Object> keys) {
        List<List<SoqlValue>> parts = new ArrayList<>();
        int length = MAX_KEYS_LENGTH;
        for (Object key : keys) {
            String text = key.toString();
            int added = text.length() + ESCAPED.countIn(text) + QUOTES_AND_COMMA;
            if (length + added > MAX_KEYS_LENGTH) {
                parts.add(new ArrayList<>());
                length = 0;
            }
            length += added;
            parts.get(parts.size() - 1).add(new SoqlValue.Constant(key));
        }
        return parts;
    }
}
