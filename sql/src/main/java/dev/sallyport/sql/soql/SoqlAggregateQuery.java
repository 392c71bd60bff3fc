package dev.sallyport.sql.soql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups of the records of a query, and what is computed of each. Without a field to group by all records are one group,
 * which is there even when no record is.
 *
 * @param records which records: an sObject and conditions; its fields, order and limit do not count
 * @param columns what each row holds; those that are grouped by too
 * @param subtotals whether there are groups with keys left out, and which
 * @param keys what it groups by, as SOQL writes it, in the order that subtotals go by; empty for one group
 * @param having all of these hold for each group; empty for every group
 * @param orderBy its keys, the first first; empty for no order
 * @param limit the most groups, or null
 */
public record SoqlAggregateQuery(
        SoqlQuery records,
        List<SoqlAggregateColumn> columns,
        Subtotals subtotals,
        List<String> keys,
        List<Having> having,
        List<Order> orderBy,
        @Nullable Long limit)
        implements SoqlStatement {
    /** Groups of groups (SOQL and SOSL Reference, "GROUP BY ROLLUP", "GROUP BY CUBE"). */
    public enum Subtotals {
        NONE,
        /** For each beginning of the keys. */
        ROLLUP,
        /** For each choice of the keys. */
        CUBE
    }

    /** What is computed of a group, compared with a number or a date. */
    public record Having(SoqlAggregateColumn column, SoqlCondition.Operator operator, SoqlValue value) {}

    /** One key of an ORDER BY. */
    public record Order(SoqlAggregateColumn column, boolean descending, boolean nullsFirst) {
        String soql() {
            return column.expression()
                    + (descending ? " DESC" : " ASC")
                    + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }
    }

    public SoqlAggregateQuery {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        having = List.copyOf(having);
        orderBy = List.copyOf(orderBy);
        if (records.isLimited()) {
            throw new IllegalArgumentException("SOQL limits the groups, not the records that they are made of.");
        }
    }

    /** Fewer groups. */
    public SoqlAggregateQuery having(List<Having> more) {
        List<Having> all = new ArrayList<>(having);
        all.addAll(more);
        return new SoqlAggregateQuery(records, columns, subtotals, keys, all, orderBy, limit);
    }

    /** The first groups in an order. */
    public SoqlAggregateQuery first(List<Order> order, long groups) {
        return new SoqlAggregateQuery(records, columns, subtotals, keys, having, order, groups);
    }

    @Override
    public String soql(SoqlValue.Parameters parameters) {
        return new SoqlWriter(parameters).write(this);
    }
}
