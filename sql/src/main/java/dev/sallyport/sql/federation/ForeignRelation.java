package dev.sallyport.sql.federation;

import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A foreign table as Calcite sees it. */
final class ForeignRelation extends AbstractTable implements TranslatableTable {
    private final ForeignSource source;
    private final ForeignTable table;

    ForeignRelation(ForeignSource source, ForeignTable table) {
        this.source = source;
        this.table = table;
    }

    ForeignTable table() {
        return table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        table.columns().forEach(column -> row.add(column.name(), ForeignType.of(column, types)));
        return row.build();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable planned) {
        return new ForeignScan(planned, source, LogicalTableScan.create(context.getCluster(), planned, List.of()));
    }
}
