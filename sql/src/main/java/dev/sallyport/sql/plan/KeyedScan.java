package dev.sallyport.sql.plan;

import dev.sallyport.sql.keyed.KeyedRelation;
import dev.sallyport.sql.keyed.KeyedRows;
import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.soql.SoqlField;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;

/**
 * The records of a scan that may match a row of another relation. EXPLAIN shows it as {@code SOQL(query=[…], keys=[…])} with the
 * other relation below.
 */
final class KeyedScan extends KeyedRelation {
    private final SoqlScan scan;
    private final SoqlField field;
    private final Demand demand;

    /**
     * Narrows a scan.
     *
     * @param keys the other relation
     * @param keyColumn which of its columns has the keys
     * @param field the scan's key
     */
    KeyedScan(RelTraitSet traits, RelNode keys, int keyColumn, SoqlScan scan, SoqlField field) {
        this(traits, keys, keyColumn, scan, field, Demand.READER);
    }

    private KeyedScan(RelTraitSet traits, RelNode keys, int keyColumn, SoqlScan scan, SoqlField field, Demand demand) {
        super(traits, keys, keyColumn, scan.getRowType());
        this.scan = scan;
        this.field = field;
        this.demand = demand;
    }

    /** The scan that it narrows. */
    SoqlScan scan() {
        return scan;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new KeyedScan(traits, inputs.get(0), keyColumn(), scan, field, demand);
    }

    /** The same over other rows with keys, of which so much is read. */
    KeyedScan demanded(Demand newDemand, RelNode keys) {
        return new KeyedScan(getTraitSet(), keys, keyColumn(), scan, field, newDemand);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return scan.explained(super.explainTerms(writer), demand, field.soql() + " IN $" + keyColumn());
    }

    @Override
    public String getRelTypeName() {
        return "SOQL";
    }

    @Override
    protected KeyedRows rows(int position) {
        return new KeyedExecution(scan.execution(demand), scan.query(), field, position);
    }
}
