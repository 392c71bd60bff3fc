package dev.sallyport.sql.plan;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.jdbc.CalcitePrepare.CalciteSignature;
import org.apache.calcite.jdbc.CalcitePrepare.Context;
import org.jspecify.annotations.Nullable;

/**
 * The plans of queries that a connection has planned not long ago: planning takes milliseconds, and who prepares a statement
 * anew each time mostly prepares the same one. A plan holds what the connection reads from, whose tables stay what they
 * are, and so must not outlive it; it holds no value of a run, and can run several times at once. For use by several threads.
 */
public final class PlanCache {
    private static final int MOST = 500;

    /** Statements longer than this are made by a program, and seldom come again. */
    private static final int LONGEST = 10_000;

    private final Cache<Key, CalciteSignature<?>> plans =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    /** Makes a cache without plans. */
    public PlanCache() {}

    private record Key(List<String> path, String sql, Type elementType, long maxRowCount) {}

    /**
     * The plan of a statement.
     *
     * @param sql null for what is no SQL, and has no plan here
     * @param planning makes it if it is not at hand; only queries are kept
     */
    <T> CalciteSignature<T> plan(
            Context context,
            @Nullable String sql,
            Type elementType,
            long maxRowCount,
            Supplier<CalciteSignature<T>> planning) {
        if (sql == null || sql.length() > LONGEST) {
            return planning.get();
        }
        Key key = new Key(context.getDefaultSchemaPath(), sql, elementType, maxRowCount);
        CalciteSignature<?> known = plans.getIfPresent(key);
        if (known != null) {
            return ofElementType(known);
        }
        CalciteSignature<T> plan = planning.get();
        if (plan.statementType == Meta.StatementType.SELECT) {
            plans.put(key, plan);
        }
        return plan;
    }

    /** The key holds the element type. */
    @SuppressWarnings("unchecked")
    private static <T> CalciteSignature<T> ofElementType(CalciteSignature<?> plan) {
        return (CalciteSignature<T>) plan;
    }
}
