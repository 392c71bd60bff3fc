package dev.sallyport.sql.plan;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContexts;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.Program;

/** Computes constant expressions while planning, as running plans do: {@code 'a' || 'b' = 'AB'} holds. */
final class ConstantReducer implements RexExecutor {
    /** Before a statement's own is known. */
    static final ConstantReducer INSTANCE = new ConstantReducer(new RexExecutorImpl(DataContexts.EMPTY));

    /** Puts one before that of the statement, which Calcite has set a moment ago. */
    static final Program PROGRAM = (planner, rel, requiredTraits, materializations, lattices) -> {
        RelOptPlanner own = rel.getCluster().getPlanner();
        own.setExecutor(new ConstantReducer(Objects.requireNonNull(own.getExecutor())));
        return rel;
    };

    private final RexExecutor executor;

    private ConstantReducer(RexExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void reduce(RexBuilder rexBuilder, List<RexNode> expressions, List<RexNode> reduced) {
        List<RexNode> folded = TextFolding.ofConstants(rexBuilder).visitList(expressions);
        executor.reduce(rexBuilder, CheckedArithmetic.expressions(rexBuilder).visitList(folded), reduced);
    }
}
