package dev.sallyport.sql.write;

import dev.sallyport.salesforce.RecordWrite;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;

/** A {@link RecordModify} that runs. EXPLAIN shows it as {@code Write(operation=[update], sObject=[Account], …)}. */
final class EnumerableRecordModify extends SingleRel implements EnumerableRel {
    private static final Method COUNT = Types.lookupMethod(RecordModification.class, "count", Enumerable.class);

    private final RecordWrite write;
    private final RecordModification modification;

    EnumerableRecordModify(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            RecordWrite write,
            RecordModification modification,
            RelDataType rowType) {
        super(cluster, traits, input);
        this.write = write;
        this.modification = modification;
        this.rowType = rowType;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new EnumerableRecordModify(getCluster(), traits, inputs.get(0), write, modification, getRowType());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("operation", write.operation().apiName())
                .item("sObject", write.sObject())
                .item("fields", write.fields())
                .itemIf("externalId", write.externalIdField(), write.externalIdField() != null);
    }

    @Override
    public String getRelTypeName() {
        return "Write";
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        BlockBuilder block = new BlockBuilder();
        Result below = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
        Expression rows = below.physType.convertTo(block.append("rows", below.block), JavaRowFormat.ARRAY);
        Expression stashed = implementor.stash(modification, RecordModification.class);
        PhysType count = PhysTypeImpl.of(
                implementor.getTypeFactory(),
                getRowType(),
                prefer == Prefer.ARRAY ? JavaRowFormat.ARRAY : JavaRowFormat.SCALAR);
        block.add(Expressions.return_(null, Expressions.call(stashed, COUNT, rows)));
        return implementor.result(count, block.toBlock());
    }
}
