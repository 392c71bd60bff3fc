package dev.sallyport.sql.function;

import dev.sallyport.sql.function.SalesforceFunction.Column;
import dev.sallyport.sql.function.SalesforceFunction.Surroundings;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** What a function answers for some arguments, as a table. Public for the code that Calcite makes. */
public final class FunctionTable extends AbstractTable implements TranslatableTable {
    private final SalesforceFunction function;
    private final Surroundings surroundings;
    private final List<Object> arguments;

    FunctionTable(SalesforceFunction function, Surroundings surroundings, List<Object> arguments) {
        this.function = function;
        this.surroundings = surroundings;
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        for (Column column : function.columns()) {
            row.add(column.name(), types.createTypeWithNullability(type(types, column.type()), true));
        }
        return row.build();
    }

    static RelDataType type(RelDataTypeFactory types, SqlTypeName name) {
        return name == SqlTypeName.TIMESTAMP ? types.createSqlType(name, 3) : types.createSqlType(name);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return new FunctionScan(context.getCluster(), context.getCluster().traitSetOf(Convention.NONE), table, this);
    }

    /** The rows; Salesforce is called when they are read. */
    public Enumerable<@Nullable Object[]> rows() {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                return Linq4j.asEnumerable(
                                function.rows(surroundings, arguments).toList())
                        .enumerator();
            }
        };
    }

    /** The rows of a function with one column, each its value. */
    public Enumerable<@Nullable Object> values() {
        return rows().select(row -> row[0]);
    }

    @Override
    public String toString() {
        return function.functionName();
    }
}
