package dev.sallyport.sql.keyed;

import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;

/**
 * The rows of a relation that may match a row of another: only those are read whose key is one of that relation's. It may answer
 * more than match; the join above it decides.
 */
public abstract class KeyedRelation extends SingleRel implements EnumerableRel {
    private final int keyColumn;

    /**
     * Narrows a relation.
     *
     * @param keys the other relation
     * @param keyColumn which of its columns has the keys
     * @param rowType of the relation that is narrowed
     */
    protected KeyedRelation(RelTraitSet traits, RelNode keys, int keyColumn, RelDataType rowType) {
        super(keys.getCluster(), traits, keys);
        this.keyColumn = keyColumn;
        this.rowType = rowType;
    }

    /** Which column of the other relation has the keys. */
    protected final int keyColumn() {
        return keyColumn;
    }

    /**
     * What reads its rows.
     *
     * @param position where in a row of the other relation the key stands; {@link KeyedRows#WHOLE_ROW} where it is all of it
     */
    protected abstract KeyedRows rows(int position);

    @Override
    public final Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        Result keys = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
        PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.prefer(JavaRowFormat.ARRAY));
        int position = keys.format == JavaRowFormat.SCALAR ? KeyedRows.WHOLE_ROW : keyColumn;
        return implementor.result(
                rows,
                Blocks.toBlock(Expressions.call(
                        implementor.stash(rows(position), KeyedRows.class),
                        rows.getFormat() == JavaRowFormat.SCALAR ? KeyedRows.VALUES : KeyedRows.ROWS,
                        implementor.getRootExpression(),
                        Expressions.lambda(keys.block))));
    }
}
