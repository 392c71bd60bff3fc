package dev.sallyport.sql.federation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** A {@link ForeignScan} that runs. EXPLAIN shows it as {@code SQL(server=[…], query=[…])}. */
final class EnumerableForeignScan extends TableScan implements EnumerableRel {
    private final ForeignScan scan;

    EnumerableForeignScan(ForeignScan scan, RelTraitSet traits) {
        super(scan.getCluster(), traits, ImmutableList.of(), scan.getTable());
        this.scan = scan;
        this.rowType = scan.getRowType();
    }

    static EnumerableForeignScan of(ForeignScan scan) {
        return new EnumerableForeignScan(scan, scan.getTraitSet().replace(EnumerableConvention.INSTANCE));
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new EnumerableForeignScan(scan, traits);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return scan.estimateRowCount(metadata);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return ForeignScan.explained(writer, scan.source(), scan.statement());
    }

    @Override
    public String getRelTypeName() {
        return "SQL";
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.prefer(JavaRowFormat.ARRAY));
        ForeignExecution execution = new ForeignExecution(scan.source(), scan.statement(), getRowType());
        return implementor.result(
                rows,
                Blocks.toBlock(Expressions.call(
                        implementor.stash(execution, ForeignExecution.class),
                        rows.getFormat() == JavaRowFormat.SCALAR ? "values" : "rows",
                        implementor.getRootExpression())));
    }
}
