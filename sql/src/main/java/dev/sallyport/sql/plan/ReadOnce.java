package dev.sallyport.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.logical.LogicalJoin;

/**
 * Keeps the sides of a join without equal keys: such a join goes through one side again for each row of the other, and
 * each time would cost the API calls of that side.
 */
final class ReadOnce extends RelShuttleImpl {
    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        return visited.analyzeCondition().leftKeys.isEmpty()
                ? visited.copy(
                        visited.getTraitSet(),
                        List.of(SharedRows.of(visited.getLeft()), SharedRows.of(visited.getRight())))
                : visited;
    }
}
