package dev.sallyport.sql.plan;

import dev.sallyport.sql.federation.ForeignRules;
import dev.sallyport.sql.write.Modifications;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.volcano.AbstractConverter;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.SemiJoinRule;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;
import org.jspecify.annotations.Nullable;

/**
 * How Calcite's planner makes what is left of a statement runnable. Filters, columns and sorts are where they belong before it
 * begins, and which side of a join is read first is decided by {@link KeyLookups}: so it has the rules that give each operator
 * a way to be run, and none of the many that try operators in other places.
 *
 * <p>There is no merge join: nothing arrives in order; its anti-join loses the rows whose key is null, and it takes a left join
 * for ordered by its right key, which is null here and there.
 */
final class LocalRules {
    /** As Calcite has it, but for totals: a join with one is none with its rows, of which there may be none. */
    private static final RelOptRule TO_SEMI_JOIN =
            SemiJoinRule.ProjectToSemiJoinRule.ProjectToSemiJoinRuleConfig.DEFAULT
                    .withOperandSupplier(
                            project -> project.operand(Project.class).oneInput(join -> join.operand(Join.class)
                                    .predicate(candidate -> candidate.getJoinType() == JoinRelType.INNER)
                                    .inputs(left -> left.operand(RelNode.class).anyInputs(), right -> right.operand(
                                                    Aggregate.class)
                                            .predicate(groups ->
                                                    !groups.getGroupSet().isEmpty())
                                            .anyInputs())))
                    .withDescription("ToSemiJoin")
                    .as(SemiJoinRule.ProjectToSemiJoinRule.ProjectToSemiJoinRuleConfig.class)
                    .toRule();

    private static final List<RelOptRule> REWRITES = List.of(
            TO_SEMI_JOIN,
            AbstractConverter.ExpandConversionRule.INSTANCE, // sorts where an order is wanted that is not there
            CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES,
            CoreRules.AGGREGATE_EXPAND_WITHIN_DISTINCT,
            CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
            CoreRules.FILTER_MERGE,
            CoreRules.JOIN_COMMUTE,
            CoreRules.JOIN_PUSH_EXPRESSIONS,
            CoreRules.MATCH,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_OVER_SUM_TO_SUM0_RULE,
            CoreRules.PROJECT_REMOVE,
            CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW,
            CoreRules.SAMPLE_TO_FILTER,
            PruneEmptyRules.AGGREGATE_INSTANCE,
            PruneEmptyRules.FILTER_INSTANCE,
            PruneEmptyRules.INTERSECT_INSTANCE,
            PruneEmptyRules.JOIN_LEFT_INSTANCE,
            PruneEmptyRules.JOIN_RIGHT_INSTANCE,
            PruneEmptyRules.MINUS_INSTANCE,
            PruneEmptyRules.PROJECT_INSTANCE,
            PruneEmptyRules.SORT_FETCH_ZERO_INSTANCE,
            PruneEmptyRules.SORT_INSTANCE,
            PruneEmptyRules.UNION_INSTANCE,
            PruneEmptyRules.WINDOW_INSTANCE);

    private static final List<RelOptRule> ALL = all();

    /** Finds the cheapest way to run a plan, and merges neighbouring projections and filters of it into one. */
    static final Program PROGRAM = Programs.sequence(
            (planner, rel, requiredTraits, materializations, lattices) -> {
                boolean asWanted = rel.getTraitSet().equals(requiredTraits);
                planner.setRoot(asWanted ? rel : planner.changeTraits(rel, requiredTraits));
                return planner.findBestExp();
            },
            Programs.calc(DefaultRelMetadataProvider.INSTANCE));

    private LocalRules() {}

    private static List<RelOptRule> all() {
        List<RelOptRule> rules = new ArrayList<>(REWRITES);
        rules.addAll(EnumerableRules.rules());
        rules.remove(EnumerableRules.ENUMERABLE_MERGE_JOIN_RULE);
        rules.add(EnumerableRules.ENUMERABLE_LIMIT_SORT_RULE); // keeps the first rows alone, and not all to sort them
        rules.add(runnable(SoqlScan.class));
        rules.add(runnable(SoqlGroups.class));
        rules.add(runnable(EnumerableSoqlScan.class));
        rules.add(runnable(SharedRows.class));
        rules.add(runnable(KeyedScan.class));
        rules.addAll(ForeignRules.ALL);
        rules.add(Modifications.TO_ENUMERABLE);
        return List.copyOf(rules);
    }

    private static ConverterRule runnable(Class<? extends RelNode> node) {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        node, Convention.NONE, EnumerableConvention.INSTANCE, node.getSimpleName() + "ToEnumerable")
                .withRuleFactory(ToEnumerable::new)
                .toRule(ToEnumerable.class);
    }

    /** A planner for one statement. */
    static RelOptPlanner planner(CalciteConnectionConfig config, @Nullable RelOptCostFactory costs) {
        VolcanoPlanner planner = new VolcanoPlanner(costs, Contexts.of(config));
        planner.setExecutor(ConstantReducer.INSTANCE);
        planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
        planner.addRelTraitDef(RelCollationTraitDef.INSTANCE);
        ALL.forEach(planner::addRule);
        return planner;
    }

    /** Makes a leaf runnable. */
    private static final class ToEnumerable extends ConverterRule {
        ToEnumerable(Config config) {
            super(config);
        }

        @Override
        public RelNode convert(RelNode node) {
            RelTraitSet traits = node.getTraitSet().replace(EnumerableConvention.INSTANCE);
            if (node instanceof SoqlScan scan) {
                return scan.enumerable(traits);
            }
            List<RelNode> inputs = node.getInputs().isEmpty()
                    ? List.of()
                    : convertList(node.getInputs(), EnumerableConvention.INSTANCE);
            return node instanceof SoqlGroups groups ? groups.enumerable(traits, inputs) : node.copy(traits, inputs);
        }
    }
}
