package dev.sallyport.sql.plan;

import com.google.common.base.CharMatcher;
import dev.sallyport.sql.keyed.KeyedRows;
import dev.sallyport.sql.soql.RecordId;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/** Runs a query for the records with some keys, as many keys at a time as SOQL takes. */
final class KeyedExecution extends KeyedRows {
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

    /**
     * Narrows a query.
     *
     * @param whole runs the query and such as are narrower
     * @param field what the keys are compared with
     * @param position where in a row of the other relation the key stands
     */
    KeyedExecution(SoqlExecution whole, SoqlQuery query, SoqlField field, int position) {
        super(position);
        this.whole = whole;
        this.query = query;
        this.field = field;
    }

    @Override
    protected Enumerator<@Nullable Object[]> open(DataContext run, Set<Object> keys) {
        List<List<SoqlValue>> parts = parts(keys);
        return parts.size() > MAX_STATEMENTS
                ? whole.rows(run).enumerator()
                : Linq4j.asEnumerable(parts)
                        .selectMany(part -> whole.of(narrowed(part)).rows(run))
                        .enumerator();
    }

    @Override
    protected @Nullable Object asked(Object key) {
        return mayBeThere(key) ? ColumnType.of(field.type()).comparable(key) : null;
    }

    private SoqlQuery narrowed(List<SoqlValue> keys) {
        SoqlCondition condition = keys.size() == 1
                ? new SoqlCondition.Comparison(field, SoqlCondition.Operator.EQUAL, keys.get(0))
                : new SoqlCondition.In(field, keys, false);
        return query.and(List.of(condition));
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
