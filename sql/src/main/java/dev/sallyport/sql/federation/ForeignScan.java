package dev.sallyport.sql.federation;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A leaf of a plan: the rows that one statement to a foreign server answers. {@link ForeignPushDown} folds operators into it
 * by making a new one.
 */
public final class ForeignScan extends TableScan {
    /** The length of every foreign text's type, by which planning knows it. No field of Salesforce is so long. */
    public static final int TEXT_LENGTH = ForeignType.TEXT_LENGTH;

    private static final double ROWS_OF_A_TABLE = 100_000;
    private static final double ROWS_BY_PARAMETERS = 1_000;

    private final ForeignSource source;
    private final RelNode relation;
    private final Supplier<ForeignStatement> statement;

    ForeignScan(RelOptTable table, ForeignSource source, RelNode relation) {
        super(relation.getCluster(), relation.getCluster().traitSetOf(Convention.NONE), ImmutableList.of(), table);
        this.source = source;
        this.relation = relation;
        this.statement = Suppliers.memoize(() -> ForeignSql.of(relation));
    }

    /** What the statement says, as operators over tables. */
    RelNode relation() {
        return relation;
    }

    ForeignSource source() {
        return source;
    }

    ForeignStatement statement() {
        return statement.get();
    }

    /** The same leaf with more folded into it. */
    ForeignScan with(RelNode wider) {
        return new ForeignScan(getTable(), source, wider);
    }

    boolean isOfSameServer(ForeignScan other) {
        return source == other.source;
    }

    /** Whether it has no more rows than so many for sure. */
    public boolean isOfAtMost(long rows) {
        Long limit = relation instanceof Sort sort && sort.fetch instanceof RexLiteral literal
                ? literal.getValueAs(Long.class)
                : null;
        return limit != null && limit <= rows;
    }

    /** Asks the server how many rows to expect, if that is not known. */
    public void count() {
        source.askRows(statement());
    }

    /** Whether its rows can be asked for by the values of a column. */
    public boolean takesKeys(int column) {
        return KeyedForeignScan.arrayType(type(column)) != null;
    }

    private SqlTypeName type(int column) {
        return getRowType().getFieldList().get(column).getType().getSqlTypeName();
    }

    /**
     * Those of its rows whose column is among the values of another relation's.
     *
     * @param keys the other relation
     * @param keyColumn which of its columns has the values
     * @param column which column of this one is compared
     * @param byCase whether texts are compared by case; if not, rows may come that do not match
     */
    public RelNode keyed(RelNode keys, int keyColumn, int column, boolean byCase) {
        return KeyedForeignScan.of(this, keys, keyColumn, column, byCase);
    }

    @Override
    public RelDataType deriveRowType() {
        return relation.getRowType();
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return source.knownRows(statement())
                .orElse(statement().parameters().isEmpty() ? ROWS_OF_A_TABLE : ROWS_BY_PARAMETERS);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelNode withHints(List<RelHint> hints) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return explained(writer, source, statement());
    }

    /** Its items in a plan. Calcite takes relations with the same items for one, so that all that tells them apart is there. */
    static RelWriter explained(RelWriter writer, ForeignSource source, ForeignStatement statement) {
        return writer.item("server", source.server().name())
                .item("query", statement.sql())
                .itemIf(
                        "parameters",
                        statement.shownParameters(),
                        !statement.parameters().isEmpty());
    }

    /** A parameter for conditions that stands for an array of keys, which are known when the statement runs. */
    RexNode keysParameter() {
        return getCluster()
                .getRexBuilder()
                .makeDynamicParam(getCluster().getTypeFactory().createSqlType(SqlTypeName.ANY), KeyedForeignScan.KEYS);
    }
}
