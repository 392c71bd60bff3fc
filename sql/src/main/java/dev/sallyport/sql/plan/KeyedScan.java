package dev.sallyport.sql.plan;

import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.soql.SoqlField;
import java.util.List;
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
import org.apache.calcite.rel.SingleRel;

/**
 * The records of a scan that may match a row of another relation: only those are read whose key is one of that relation's.
 * It may answer more than match; the join above it decides. EXPLAIN shows it as {@code SOQL(query=[…], keys=[…])} with the
 * other relation below.
 */
final class KeyedScan extends SingleRel implements EnumerableRel {
    private final SoqlScan scan;
    private final SoqlField field;
    private final int keyColumn;
    private final Demand demand;

    /**
     * Narrows a scan.
     *
     * @param keys the other relation
     * @param keyColumn which of its columns has the keys
     * @param field the scan's key
     */
    KeyedScan(RelTraitSet traits, RelNode keys, int keyColumn, SoqlScan scan, SoqlField field) {
        this(traits, keys, keyColumn, scan, field, Demand.READER);
    }

    private KeyedScan(RelTraitSet traits, RelNode keys, int keyColumn, SoqlScan scan, SoqlField field, Demand demand) {
        super(scan.getCluster(), traits, keys);
        this.scan = scan;
        this.field = field;
        this.keyColumn = keyColumn;
        this.demand = demand;
        this.rowType = scan.getRowType();
    }

    /** The scan that it narrows. */
    SoqlScan scan() {
        return scan;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new KeyedScan(traits, inputs.get(0), keyColumn, scan, field, demand);
    }

    /** The same over other rows with keys, of which so much is read. */
    KeyedScan demanded(Demand newDemand, RelNode keys) {
        return new KeyedScan(getTraitSet(), keys, keyColumn, scan, field, newDemand);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return scan.explained(super.explainTerms(writer), demand, field.soql() + " IN $" + keyColumn);
    }

    @Override
    public String getRelTypeName() {
        return "SOQL";
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        Result keys = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
        PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.prefer(JavaRowFormat.ARRAY));
        int position = keys.format == JavaRowFormat.SCALAR ? KeyedExecution.WHOLE_ROW : keyColumn;
        KeyedExecution execution = new KeyedExecution(scan.execution(demand), scan.query(), field, position);
        return implementor.result(
                rows,
                Blocks.toBlock(Expressions.call(
                        implementor.stash(execution, KeyedExecution.class),
                        rows.getFormat() == JavaRowFormat.SCALAR ? KeyedExecution.VALUES : KeyedExecution.ROWS,
                        implementor.getRootExpression(),
                        Expressions.lambda(keys.block))));
    }
}
