package dev.sallyport.sql.plan;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.Types;
import org.jspecify.annotations.Nullable;

/** Reads rows once in each run of a plan. Public for the code that Calcite makes. */
public final class SharedRowsExecution {
    static final Method ROWS =
            Types.lookupMethod(SharedRowsExecution.class, "rows", DataContext.class, Function0.class);

    /** Kept as long as the run is. */
    private final Map<DataContext, Rows> runs = Collections.synchronizedMap(new WeakHashMap<>());

    SharedRowsExecution() {}

    /** The rows of one run. */
    private static final class Rows {
        private @Nullable List<?> read;

        synchronized List<?> of(Function0<Enumerable<?>> source) {
            if (read == null) {
                read = source.apply().toList();
            }
            return read;
        }
    }

    /**
     * The rows, which the first who asks reads.
     *
     * @param run the run of the plan
     * @param source reads them
     */
    public Enumerable<?> rows(DataContext run, Function0<Enumerable<?>> source) {
        return new AbstractEnumerable<Object>() {
            @Override
            @SuppressWarnings("unchecked") // Whoever reads rows knows of what kind they are.
            public Enumerator<Object> enumerator() {
                return (Enumerator<Object>) Linq4j.enumerator(
                        runs.computeIfAbsent(run, first -> new Rows()).of(source));
            }
        };
    }
}
