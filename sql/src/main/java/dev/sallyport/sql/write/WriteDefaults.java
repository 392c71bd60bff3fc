package dev.sallyport.sql.write;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.schema.ColumnStrategy;
import org.apache.calcite.sql2rel.NullInitializerExpressionFactory;

/** What an INSERT leaves out is Salesforce's to fill, or to miss: it alone knows defaults, triggers and page layouts. */
public final class WriteDefaults extends NullInitializerExpressionFactory {
    @Override
    public ColumnStrategy generationStrategy(RelOptTable table, int column) {
        return ColumnStrategy.DEFAULT;
    }
}
