package dev.sallyport.sql.plan;

import com.google.common.base.Suppliers;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.read.Expectation;
import dev.sallyport.sql.read.ReadSession;
import dev.sallyport.sql.read.Reading;
import dev.sallyport.sql.read.RowEstimate;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import dev.sallyport.sql.write.WriteDefaults;
import dev.sallyport.sql.write.WriteSession;
import dev.sallyport.sql.write.WriteTarget;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql2rel.InitializerExpressionFactory;
import org.jspecify.annotations.Nullable;

/** An sObject as a table. */
public final class SalesforceTable extends AbstractTable implements TranslatableTable, WriteTarget {
    private final Supplier<SObjectDescribe> describe;
    private final ReadSession reads;
    private final WriteSession session;

    /**
     * An sObject. Calcite makes all tables of a schema as soon as it wants one of them, and a description can cost a call.
     *
     * @param describe is asked when something of the table is first wanted, and once
     * @param reads the connection's
     * @param session the connection's writes
     */
    public SalesforceTable(Supplier<SObjectDescribe> describe, ReadSession reads, WriteSession session) {
        this.describe = Suppliers.memoize(describe::get);
        this.reads = reads;
        this.session = session;
    }

    @Override
    public SalesforceClient client() {
        return reads.client();
    }

    @Override
    public SObjectDescribe describe() {
        return describe.get();
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
        LeafNotes notes = LeafNotes.NONE.hinted(context.getTableHints());
        return new SoqlScan(
                context.getCluster(), table, this, SoqlQuery.all(describe().name(), fields()), notes);
    }

    /** The SQL type of a field's column. */
    public static RelDataType columnType(FieldDescribe field, RelDataTypeFactory types) {
        return ColumnType.sqlTypeOf(SoqlField.of(field), types);
    }

    /** A row of those fields, each under its SOQL path. */
    static RelDataType rowType(RelDataTypeFactory types, List<SoqlField> fields) {
        RelDataTypeFactory.Builder row = types.builder();
        fields.forEach(field -> row.add(field.soql(), ColumnType.sqlTypeOf(field, types)));
        return row.uniquify().build();
    }

    /** Whether each record has a currency of its own: the field that names it is there in such orgs alone. */
    boolean hasSeveralCurrencies() {
        return describe().fields().stream().anyMatch(field -> field.name().equals("CurrencyIsoCode"));
    }

    /** What runs a query on this table and makes rows of a type. */
    SoqlExecution execution(SoqlStatement query, RelDataType rowType, LeafNotes notes, Demand demand) {
        return new SoqlExecution(reads, reading(query, notes, demand), rowType);
    }

    /** How many rows a query is likely to answer, as far as that is known without asking. */
    double estimateRows(SoqlStatement query) {
        return Selectivity.estimate(query, reads.knownRecords(describe().name()))
                .rows();
    }

    /** How many records there are; asks Salesforce if that has not been asked for a while. */
    void count() {
        OptionalLong unused = reads.records(describe().name());
    }

    /** What EXPLAIN shows of a query beside its text; a hint tells two leaves apart too. */
    RelWriter explained(RelWriter writer, SoqlStatement query, LeafNotes notes, Demand demand) {
        if (!LeafNotes.areShown(writer)) {
            return writer.itemIf("hint", notes.hint(), notes.hint() != null);
        }
        RowEstimate estimate =
                Selectivity.estimate(query, reads.records(describe().name()));
        Expectation expectation = reads.expect(reading(query, notes, demand), estimate);
        return writer.item("api", expectation.api())
                .item("rows", estimate)
                .item("calls", expectation.calls())
                .itemIf(
                        "local",
                        notes.local().stream().map(Local::toString).collect(Collectors.joining("; ")),
                        !notes.local().isEmpty());
    }

    private static Reading reading(SoqlStatement query, LeafNotes notes, Demand demand) {
        List<QueryColumn> columns = query.columns().stream()
                .map(column -> new QueryColumn(column.path(), ColumnType.readAs(column.type())))
                .toList();
        return new Reading(query, columns, notes.hint(), demand);
    }

    private List<SoqlField> fields() {
        return describe().fields().stream().map(SoqlField::of).toList();
    }
}
