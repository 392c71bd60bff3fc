package dev.sallyport.sql.plan;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.RelBuilder;

/**
 * Makes joins of correlations, and touches nothing else. Calcite's decorrelation goes through the whole plan, and on the
 * way loses columns of DISTINCT constants that have nothing to do with any correlation.
 */
final class Decorrelation {
    static final Program PROGRAM = (planner, rel, requiredTraits, materializations, lattices) -> decorrelated(rel);

    private Decorrelation() {}

    private static RelNode decorrelated(RelNode relation) {
        if (!(relation instanceof Correlate)) {
            List<RelNode> inputs = relation.getInputs().stream()
                    .map(Decorrelation::decorrelated)
                    .toList();
            return inputs.equals(relation.getInputs()) ? relation : relation.copy(relation.getTraitSet(), inputs);
        }
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(relation.getCluster(), null);
        // The projection keeps the columns and their order, whatever the join beneath needs besides.
        RelNode root = LogicalProject.create(
                relation,
                List.of(),
                relation.getCluster().getRexBuilder().identityProjects(relation.getRowType()),
                relation.getRowType(),
                Set.of());
        RelTraitSet traits = relation.getTraitSet();
        RelNode joined = RelDecorrelator.decorrelateQuery(root, builder);
        return joined.getTraitSet().equals(traits) ? joined : joined.copy(traits, joined.getInputs());
    }
}
