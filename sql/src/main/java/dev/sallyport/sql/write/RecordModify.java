package dev.sallyport.sql.write;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.RecordWrite;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;

/** The top of a plan that writes: its input has a row for each record, with a value for each field of the write. */
final class RecordModify extends SingleRel {
    private final WriteTarget target;
    private final RecordWrite write;
    private final List<FieldType> types;
    private final boolean reads;
    private final boolean byGivenId;

    RecordModify(
            RelNode input,
            WriteTarget target,
            RecordWrite write,
            List<FieldType> types,
            boolean reads,
            boolean byGivenId) {
        super(input.getCluster(), input.getCluster().traitSetOf(Convention.NONE), input);
        this.target = target;
        this.write = write;
        this.types = types;
        this.reads = reads;
        this.byGivenId = byGivenId;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new RecordModify(inputs.get(0), target, write, types, reads, byGivenId);
    }

    @Override
    protected RelDataType deriveRowType() {
        return RelOptUtil.createDmlRowType(SqlKind.INSERT, getCluster().getTypeFactory());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("write", write);
    }

    /** The same, ready to run. */
    EnumerableRecordModify enumerable(RelNode newInput) {
        return new EnumerableRecordModify(
                getCluster(),
                getTraitSet().replace(EnumerableConvention.INSTANCE),
                newInput,
                write,
                new RecordModification(target, write, types, reads, byGivenId),
                getRowType());
    }
}
