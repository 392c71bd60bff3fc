package dev.sallyport.sql;

import com.google.common.collect.ImmutableMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimap;
import dev.sallyport.sql.function.FunctionMacro;
import dev.sallyport.sql.function.SalesforceFunction;
import dev.sallyport.sql.plan.SalesforceTable;
import dev.sallyport.sql.read.ReadSession;
import dev.sallyport.sql.write.WriteSession;
import java.util.Map;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/** The sObjects as tables; each is described when a statement first needs to know what it is made of. */
final class SalesforceSchema extends AbstractSchema {
    private final Map<String, Table> tables;
    private final ImmutableMultimap<String, Function> functions;

    SalesforceSchema(SObjects sObjects, ReadSession reads, WriteSession writes) {
        this.tables = Maps.asMap(
                sObjects.names(),
                name -> new SalesforceTable(() -> sObjects.describe(name).orElseThrow(), reads, writes));
        ImmutableMultimap.Builder<String, Function> macros = ImmutableMultimap.builder();
        for (SalesforceFunction function : SalesforceFunction.values()) {
            macros.put(
                    function.functionName(),
                    new FunctionMacro(function, new SalesforceFunction.Surroundings(reads.client(), sObjects)));
        }
        functions = macros.build();
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return tables;
    }

    @Override
    protected Multimap<String, Function> getFunctionMultimap() {
        return functions;
    }
}
