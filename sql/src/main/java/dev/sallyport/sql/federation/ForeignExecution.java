package dev.sallyport.sql.federation;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Runs a statement at a foreign server. Public for the code that Calcite makes. */
public final class ForeignExecution {
    private final ForeignSource source;
    private final ForeignStatement statement;
    private final List<RelDataTypeField> columns;

    ForeignExecution(ForeignSource source, ForeignStatement statement, RelDataType rowType) {
        this.source = source;
        this.statement = statement;
        this.columns = rowType.getFieldList();
    }

    /**
     * The rows. Nothing is sent before they are asked for.
     *
     * @param run holds the values of the statement's parameters
     */
    public Enumerable<@Nullable Object[]> rows(DataContext run) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                return open(run, null);
            }
        };
    }

    /**
     * The rows of one column, each its value.
     *
     * @param run holds the values of the statement's parameters
     */
    public Enumerable<@Nullable Object> values(DataContext run) {
        return rows(run).select(row -> row[0]);
    }

    /** Starts to read, with an array of keys where the statement has one. */
    Enumerator<@Nullable Object[]> open(DataContext run, @Nullable ForeignKeys keys) {
        return new ForeignRows(source, statement, columns, run, keys);
    }
}
