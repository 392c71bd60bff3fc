package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import dev.sallyport.sql.write.WriteDefaults;
import dev.sallyport.sql.write.WriteSession;
import dev.sallyport.sql.write.WriteTarget;
import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql2rel.InitializerExpressionFactory;
import org.jspecify.annotations.Nullable;

/** An sObject as a table. */
public final class SalesforceTable extends AbstractTable implements TranslatableTable, WriteTarget {
    private final SalesforceClient client;
    private final SObjectDescribe describe;
    private final SoqlListener listener;
    private final WriteSession session;

    /**
     * An sObject that {@code client} can read and write; {@code listener} is told of each query for it, {@code session} has
     * the connection's writes.
     */
    public SalesforceTable(
            SalesforceClient client, SObjectDescribe describe, SoqlListener listener, WriteSession session) {
        this.client = client;
        this.describe = describe;
        this.listener = listener;
        this.session = session;
    }

    @Override
    public SalesforceClient client() {
        return client;
    }

    @Override
    public SObjectDescribe describe() {
        return describe;
    }

    @Override
    public WriteSession session() {
        return session;
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
        return type == InitializerExpressionFactory.class ? type.cast(new WriteDefaults()) : super.unwrap(type);
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return rowType(types, fields());
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return new SoqlScan(context.getCluster(), table, this, SoqlQuery.all(describe.name(), fields()));
    }

    /** The SQL type of a field's column. */
    public static RelDataType columnType(FieldDescribe field, RelDataTypeFactory types) {
        return ColumnType.sqlTypeOf(SoqlField.of(field), types);
    }

    /** A row of those fields, each under its SOQL path. */
    static RelDataType rowType(RelDataTypeFactory types, List<SoqlField> fields) {
        RelDataTypeFactory.Builder row = types.builder();
        fields.forEach(field -> row.add(field.soql(), ColumnType.sqlTypeOf(field, types)));
        return row.build();
    }

    /** Whether each record has a currency of its own: the field that names it is there in such orgs alone. */
    boolean hasSeveralCurrencies() {
        return describe.fields().stream().anyMatch(field -> field.name().equals("CurrencyIsoCode"));
    }

    /** What runs a query on this table and makes rows of a type. */
    SoqlExecution execution(SoqlStatement query, RelDataType rowType) {
        return new SoqlExecution(client, query, rowType, listener);
    }

    private List<SoqlField> fields() {
        return describe.fields().stream().map(SoqlField::of).toList();
    }
}
