package dev.sallyport.sql.plan;

import dev.sallyport.sql.federation.KeyedForeignScan;
import dev.sallyport.sql.read.Demand;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Window;

/**
 * Tells each query of a runnable plan how much of its answer the plan reads. A job of Bulk API 2.0 is worth its calls only if
 * the answer is read to the end.
 */
final class LeafDemands {
    private LeafDemands() {}

    /**
     * The same plan, whose queries know.
     *
     * @throws dev.sallyport.sql.SqlStatementException if a query has a hint that it cannot follow
     */
    static RelNode told(RelNode plan) {
        return told(plan, Demand.READER);
    }

    private static RelNode told(RelNode node, Demand demand) {
        if (node instanceof EnumerableSoqlScan scan) {
            return scan.demanded(demand);
        }
        if (node instanceof EnumerableSoqlGroups groups) {
            return groups.otherwise(told(groups.getInput(), demand));
        }
        if (node instanceof KeyedScan keyed) {
            return keyed.demanded(demand, told(keyed.getInput(), Demand.WHOLE));
        }
        List<RelNode> inputs = new ArrayList<>();
        for (int i = 0; i < node.getInputs().size(); i++) {
            inputs.add(told(node.getInput(i), ofInput(node, i, demand)));
        }
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }

    private static Demand ofInput(RelNode node, int input, Demand demand) {
        boolean readsAllFirst = node instanceof Sort
                || node instanceof Aggregate
                || node instanceof Window
                || node instanceof SharedRows
                || node instanceof KeyedForeignScan
                || (node instanceof EnumerableHashJoin && input == 1);
        if (readsAllFirst) {
            return Demand.WHOLE;
        }
        return node instanceof EnumerableLimit ? Demand.BEGINNING : demand;
    }
}
