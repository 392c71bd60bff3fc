package dev.sallyport.sql.soql;

import java.util.List;

/**
 * Groups of the records of a query, and what is computed of each. Without a field to group by all records are one group,
 * which is there even when no record is.
 *
 * @param records which records: an sObject and conditions; its fields, order and limit do not count
 * @param columns what each row holds; those that are grouped by too
 */
public record SoqlAggregateQuery(SoqlQuery records, List<SoqlAggregateColumn> columns) implements SoqlStatement {
    public SoqlAggregateQuery {
        columns = List.copyOf(columns);
        if (records.isLimited()) {
            throw new IllegalArgumentException("SOQL limits the groups, not the records that they are made of.");
        }
    }

    @Override
    public String soql(SoqlValue.Parameters parameters) {
        return new SoqlWriter(parameters).write(this);
    }
}
