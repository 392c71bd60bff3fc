package dev.sallyport.sql.function;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.TableScan;

/** A leaf of a plan that calls a function. EXPLAIN shows it as {@code Salesforce(function=[…])}. */
final class FunctionScan extends TableScan implements EnumerableRel {
    private static final ConverterRule TO_ENUMERABLE = ConverterRule.Config.INSTANCE
            .withConversion(
                    FunctionScan.class, Convention.NONE, EnumerableConvention.INSTANCE, "FunctionScanToEnumerable")
            .withRuleFactory(ToEnumerable::new)
            .toRule(ToEnumerable.class);

    private final FunctionTable functionTable;

    FunctionScan(RelOptCluster cluster, RelTraitSet traits, RelOptTable table, FunctionTable functionTable) {
        super(cluster, traits, ImmutableList.of(), table);
        this.functionTable = functionTable;
    }

    /** Brings the rule with it that makes it runnable. */
    @Override
    public void register(RelOptPlanner planner) {
        planner.addRule(TO_ENUMERABLE);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new FunctionScan(getCluster(), traits, getTable(), functionTable);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return writer.item("function", functionTable);
    }

    @Override
    public String getRelTypeName() {
        return "Salesforce";
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.prefer(JavaRowFormat.ARRAY));
        String method = rows.getFormat() == JavaRowFormat.SCALAR ? "values" : "rows";
        Expression table = implementor.stash(functionTable, FunctionTable.class);
        return implementor.result(rows, Blocks.toBlock(Expressions.call(table, method)));
    }

    private static final class ToEnumerable extends ConverterRule {
        ToEnumerable(Config config) {
            super(config);
        }

        @Override
        public RelNode convert(RelNode node) {
            return node.copy(node.getTraitSet().replace(EnumerableConvention.INSTANCE), List.of());
        }
    }
}
