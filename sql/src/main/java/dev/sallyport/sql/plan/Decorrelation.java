package dev.sallyport.sql.plan;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.RelBuilder;

/**
 * Makes joins of correlations, and touches nothing else. Calcite's decorrelation goes through the whole plan, and on the
 * way loses columns and inputs of DISTINCT constants that have nothing to do with any correlation: so it sees neither what
 * is above a correlation, nor what is below one and takes nothing from it.
 */
final class Decorrelation {
    static final Program PROGRAM = (planner, rel, requiredTraits, materializations, lattices) -> decorrelated(rel);

    private Decorrelation() {}

    private static RelNode decorrelated(RelNode relation) {
        if (!(relation instanceof Correlate)) {
            return withInputs(relation, Decorrelation::decorrelated);
        }
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(relation.getCluster(), null);
        RelNode correlated = withInputs(relation, Decorrelation::closed);
        // The projection keeps the columns and their order, whatever the join beneath needs besides.
        RelNode root = LogicalProject.create(
                correlated,
                List.of(),
                relation.getCluster().getRexBuilder().identityProjects(relation.getRowType()),
                relation.getRowType(),
                Set.of());
        RelNode joined = opened(RelDecorrelator.decorrelateQuery(root, builder));
        return joined.getTraitSet().equals(relation.getTraitSet())
                ? joined
                : joined.copy(relation.getTraitSet(), joined.getInputs());
    }

    private static RelNode closed(RelNode relation) {
        return RelOptUtil.getVariablesUsed(relation).isEmpty()
                ? new Uncorrelated(decorrelated(relation))
                : withInputs(relation, Decorrelation::closed);
    }

    private static RelNode opened(RelNode relation) {
        return relation instanceof Uncorrelated closed ? closed.whole : withInputs(relation, Decorrelation::opened);
    }

    private static RelNode withInputs(RelNode relation, UnaryOperator<RelNode> change) {
        List<RelNode> inputs = relation.getInputs().stream().map(change).toList();
        return inputs.equals(relation.getInputs()) ? relation : relation.copy(relation.getTraitSet(), inputs);
    }

    /** A part of the plan that decorrelation is not to look into. */
    private static final class Uncorrelated extends AbstractRelNode {
        private final RelNode whole;

        Uncorrelated(RelNode whole) {
            super(whole.getCluster(), whole.getTraitSet());
            this.whole = whole;
            this.rowType = whole.getRowType();
        }

        @Override
        public RelWriter explainTerms(RelWriter writer) {
            return super.explainTerms(writer).item("whole", whole.getId());
        }

        @Override
        public double estimateRowCount(RelMetadataQuery metadata) {
            return metadata.getRowCount(whole);
        }
    }
}
