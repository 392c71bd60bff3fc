package dev.sallyport.sql.federation;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;

/** What makes foreign leaves runnable, for Calcite's planner. */
public final class ForeignRules {
    private static final ConverterRule SCAN = ConverterRule.Config.INSTANCE
            .withConversion(
                    ForeignScan.class, Convention.NONE, EnumerableConvention.INSTANCE, "ForeignScanToEnumerable")
            .withRuleFactory(ToEnumerable::new)
            .toRule(ToEnumerable.class);

    private static final ConverterRule KEYED = ConverterRule.Config.INSTANCE
            .withConversion(
                    KeyedForeignScan.class,
                    Convention.NONE,
                    EnumerableConvention.INSTANCE,
                    "KeyedForeignScanToEnumerable")
            .withRuleFactory(ToEnumerable::new)
            .toRule(ToEnumerable.class);

    /** All of them. */
    public static final List<RelOptRule> ALL = List.of(SCAN, KEYED);

    private ForeignRules() {}

    private static final class ToEnumerable extends ConverterRule {
        ToEnumerable(Config config) {
            super(config);
        }

        @Override
        public RelNode convert(RelNode node) {
            if (node instanceof ForeignScan scan) {
                return EnumerableForeignScan.of(scan);
            }
            RelTraitSet traits = node.getTraitSet().replace(EnumerableConvention.INSTANCE);
            return node.copy(traits, convertList(node.getInputs(), EnumerableConvention.INSTANCE));
        }
    }
}
