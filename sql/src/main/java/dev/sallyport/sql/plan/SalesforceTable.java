package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** An sObject as a table. */
public final class SalesforceTable extends AbstractTable implements TranslatableTable {
    private final SalesforceClient client;
    private final SObjectDescribe describe;
    private final SoqlListener listener;

    /** An sObject that {@code client} can read; {@code listener} is told of each query for it. */
    public SalesforceTable(SalesforceClient client, SObjectDescribe describe, SoqlListener listener) {
        this.client = client;
        this.describe = describe;
        this.listener = listener;
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
