package dev.sallyport.sql.federation;

import dev.sallyport.sql.keyed.KeyedRelation;
import dev.sallyport.sql.keyed.KeyedRows;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a foreign scan that may match a row of another relation, asked for by an array of its keys.
 */
public final class KeyedForeignScan extends KeyedRelation {
    /** Stands for the keys where other parameters have their index. No statement has so many parameters. */
    static final int KEYS = 1_000_000;

    private final ForeignScan whole;
    private final ForeignScan narrowed;
    private final SqlTypeName type;
    private final boolean byCase;

    private KeyedForeignScan(
            RelTraitSet traits,
            RelNode keys,
            ForeignScan whole,
            ForeignScan narrowed,
            int keyColumn,
            SqlTypeName type,
            boolean byCase) {
        super(traits, keys, keyColumn, whole.getRowType());
        this.whole = whole;
        this.narrowed = narrowed;
        this.type = type;
        this.byCase = byCase;
    }

    static KeyedForeignScan of(ForeignScan whole, RelNode keys, int keyColumn, int column, boolean byCase) {
        RexNode key = whole.getCluster().getRexBuilder().makeInputRef(whole, column);
        boolean folds = SqlTypeUtil.inCharFamily(key.getType()) && !byCase;
        RexNode condition = whole.getCluster()
                .getRexBuilder()
                .makeCall(
                        folds ? ForeignOperators.MAY_BE_KEY : ForeignOperators.IS_KEY,
                        List.of(key, whole.keysParameter()));
        ForeignScan narrowed = whole.with(LogicalFilter.create(whole.relation(), condition));
        return new KeyedForeignScan(
                whole.getTraitSet(),
                keys,
                whole,
                narrowed,
                keyColumn,
                key.getType().getSqlTypeName(),
                byCase);
    }

    /** PostgreSQL's name of a key's type; null for what is no key. */
    static @Nullable String arrayType(SqlTypeName type) {
        return switch (type) {
            case CHAR, VARCHAR -> "text";
            case INTEGER -> "int4";
            case BIGINT -> "int8";
            case DECIMAL -> "numeric";
            case DATE -> "date";
            default -> null;
        };
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new KeyedForeignScan(traits, inputs.get(0), whole, narrowed, keyColumn(), type, byCase);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return ForeignScan.explained(super.explainTerms(writer), narrowed.source(), narrowed.statement())
                .item("keys", "$" + keyColumn());
    }

    @Override
    public String getRelTypeName() {
        return "SQL";
    }

    @Override
    protected KeyedRows rows(int position) {
        return new KeyedForeignExecution(
                new ForeignExecution(whole.source(), whole.statement(), getRowType()),
                new ForeignExecution(narrowed.source(), narrowed.statement(), getRowType()),
                position,
                type,
                byCase);
    }
}
