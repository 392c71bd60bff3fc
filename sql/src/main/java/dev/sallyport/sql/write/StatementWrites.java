package dev.sallyport.sql.write;

import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.WriteResults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC statement does for writes, and the engine's own does not: batches whose rows share calls, generated keys,
 * MERGE. It stands before the engine's statement and hands on all other calls.
 */
public final class StatementWrites {
    private final WriteSession session;
    private final Statement statement;
    private final Translation translation;
    private boolean wantsKeys;
    private StatementRun last;

    /** The parameters that are set, by number: calls to be made again. */
    private final TreeMap<Integer, Setting> settings = new TreeMap<>();

    private final List<Element> batch = new ArrayList<>();

    /** A call that sets a parameter. */
    private interface Setting {
        void again() throws SQLException;
    }

    /** Does one element of a batch; returns its update count. */
    private interface Element {
        long run() throws SQLException;
    }

    /** What the engine's failures mean. */
    @FunctionalInterface
    public interface Translation {
        /** The one exception to throw for what the engine has thrown. */
        SQLException translate(Throwable thrown);
    }

    /**
     * Stands before a statement.
     *
     * @param wantsKeys whether it was prepared for generated keys
     */
    public StatementWrites(WriteSession session, Statement statement, boolean wantsKeys, Translation translation) {
        this.session = session;
        this.statement = statement;
        this.translation = translation;
        this.wantsKeys = wantsKeys;
        this.last = new StatementRun(session.options(), wantsKeys, false);
    }

    /** Whether the arguments that follow a statement's text ask for generated keys. */
    public static boolean asksForKeys(@Nullable Object argument) {
        return argument instanceof Integer flag
                ? flag == Statement.RETURN_GENERATED_KEYS
                : argument instanceof int[] || argument instanceof String[];
    }

    /** The statement that the engine is to be given for one of the caller's. */
    public static @Nullable Object translated(@Nullable Object argument) {
        return argument instanceof String sql ? MergeStatement.asUpsert(sql) : argument;
    }

    /**
     * Makes a call of the statement's.
     *
     * @throws InvocationTargetException with what the engine's statement threw
     * @throws SQLException for what is wrong with a batch
     */
    public @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
            throws InvocationTargetException, IllegalAccessException, SQLException {
        return switch (method.getName()) {
            case "execute", "executeUpdate", "executeLargeUpdate", "executeQuery" -> execute(method, arguments);
            case "getGeneratedKeys" -> GeneratedKeys.of(last.keys());
            case "addBatch" -> add(arguments);
            case "clearBatch" -> {
                batch.clear();
                yield null;
            }
            case "executeBatch" ->
                Arrays.stream(executeBatch()).mapToInt(Math::toIntExact).toArray();
            case "executeLargeBatch" -> executeBatch();
            case "clearParameters" -> {
                settings.clear();
                yield method.invoke(statement, arguments);
            }
            default -> {
                Object result = method.invoke(statement, arguments);
                remember(method, arguments);
                yield result;
            }
        };
    }

    private void remember(Method method, @Nullable Object @Nullable [] arguments) {
        if (method.getDeclaringClass() == PreparedStatement.class
                && method.getName().startsWith("set")
                && arguments != null
                && arguments.length > 1
                && arguments[0] instanceof Integer number) {
            @Nullable Object[] same = arguments.clone();
            settings.put(number, () -> reset(method, same));
        }
    }

    private @Nullable Object execute(Method method, @Nullable Object @Nullable [] arguments)
            throws InvocationTargetException, IllegalAccessException, SQLException {
        Method called = method;
        @Nullable Object[] given = arguments;
        if (arguments != null && arguments.length == 2) {
            wantsKeys = asksForKeys(arguments[1]);
            called = oneArgument(method.getName());
            given = new @Nullable Object[] {arguments[0]};
        }
        if (given != null && given.length > 0) {
            given = given.clone();
            given[0] = translated(given[0]);
        }
        last = new StatementRun(session.options(), wantsKeys, false);
        return within(last, called, given);
    }

    private @Nullable Object within(StatementRun run, Method method, @Nullable Object @Nullable [] arguments)
            throws InvocationTargetException, IllegalAccessException {
        try {
            return session.within(run, () -> method.invoke(statement, arguments));
        } catch (InvocationTargetException | IllegalAccessException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A reflective call throws nothing else.", e);
        }
    }

    private @Nullable Object add(@Nullable Object @Nullable [] arguments) throws SQLException {
        if (arguments != null && arguments.length == 1) {
            String sql = String.valueOf(translated(arguments[0]));
            batch.add(() -> statement.executeLargeUpdate(sql));
        } else if (statement instanceof PreparedStatement prepared) {
            List<Setting> set = List.copyOf(settings.values());
            batch.add(() -> {
                for (Setting setting : set) {
                    setting.again();
                }
                return prepared.executeLargeUpdate();
            });
        }
        return null;
    }

    private void reset(Method method, @Nullable Object[] arguments) throws SQLException {
        try {
            method.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new LinkageError("JDBC's interfaces are public", e);
        }
    }

    /** Runs the elements; the rows of those that read nothing are written together at the end. */
    private long[] executeBatch() throws SQLException {
        List<Element> elements = List.copyOf(batch);
        batch.clear();
        // Texts may be of different tables: their rows do not share calls.
        StatementRun run = new StatementRun(session.options(), wantsKeys, statement instanceof PreparedStatement);
        last = run;
        long[] counts = new long[elements.size()];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        int[] ends = new int[elements.size()];
        for (int i = 0; i < counts.length; i++) {
            Element element = elements.get(i);
            try {
                counts[i] = session.within(run, element::run);
            } catch (SQLException e) {
                throw failedAt(run.gatheredRows() > 0 ? new long[0] : Arrays.copyOf(counts, i), e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("An element throws nothing else.", e);
            }
            ends[i] = run.gatheredRows();
        }
        if (run.gatheredRows() > 0) {
            settle(run, counts, ends);
        }
        return counts;
    }

    /** An element failed, and the batch ends. What it gathered is not written. */
    private BatchUpdateException failedAt(long[] counts, SQLException failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof RowsNotWrittenException rows) {
                return rows.toBatchUpdateException(counts);
            }
        }
        SQLException told = translation.translate(failure);
        return new BatchUpdateException(told.getMessage(), told.getSQLState(), 0, counts, told);
    }

    private static Method oneArgument(String name) {
        try {
            return Statement.class.getMethod(name, String.class);
        } catch (NoSuchMethodException e) {
            throw new LinkageError("JDBC has Statement." + name + "(String)", e);
        }
    }

    private static void settle(StatementRun run, long[] counts, int[] ends) throws SQLException {
        RecordModification modification = Objects.requireNonNull(run.modification());
        WriteResults written = run.writeGathered();
        List<RowResult> results = written.rows();
        RowsNotWritten all = new RowsNotWritten(modification);
        results.forEach(all::add);
        all.fail(written.failure());
        for (int i = 0; i < counts.length; i++) {
            int from = i == 0 ? 0 : ends[i - 1];
            RowsNotWritten own = new RowsNotWritten(modification);
            results.subList(from, ends[i]).forEach(own::add);
            if (ends[i] > from) {
                counts[i] = own.exception() == null ? own.written() : Statement.EXECUTE_FAILED;
            }
        }
        RowsNotWrittenException exception = all.exception();
        if (exception != null) {
            throw exception.toBatchUpdateException(counts);
        }
    }
}
