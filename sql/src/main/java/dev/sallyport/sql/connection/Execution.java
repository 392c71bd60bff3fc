package dev.sallyport.sql.connection;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.sallyport.sql.write.RowsNotWrittenException;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is doing, from its execution to the last row. Another thread may end it at any moment, and so may the
 * clock: whoever is inside the engine then is interrupted, which gives up the HTTP call that it waits for; whoever comes
 * later is refused. An interruption never outlasts the call that it was meant for.
 *
 * <p>The time limit counts what is spent inside the engine: an execution that nobody reads does not grow old.
 */
final class Execution {
    private final Failures failures;

    private boolean active;
    private @Nullable String sql;
    private @Nullable SQLException end;
    private @Nullable ResultSet rows;
    private @Nullable Thread inside;
    private boolean interrupted;
    private long limit;
    private long used;
    private long enteredAt;
    private @Nullable CompletableFuture<@Nullable Void> watch;

    Execution(Failures failures) {
        this.failures = failures;
    }

    /** A new execution, without an end yet. */
    synchronized void begin(@Nullable String statement, Duration timeout) {
        unwatch();
        active = true;
        sql = statement;
        end = null;
        rows = null;
        limit = timeout.toNanos();
        used = 0;
    }

    /** These rows stream from it: they are closed when it ends while nobody reads. */
    synchronized void streams(ResultSet engineRows) {
        rows = engineRows;
    }

    /** It is over: there is nothing left to cancel. */
    synchronized void finish() {
        active = false;
        rows = null;
        unwatch();
    }

    /** Ends it from another thread; nothing happens if nothing runs. */
    void cancel() {
        stop(SqlStates.exception("The statement was cancelled.", SqlStates.CANCELLED));
    }

    /**
     * Calls the engine.
     *
     * @throws SQLException what went wrong as the user is to see it, or why the execution ended
     */
    <T> T run(SqlCall<T> call) throws SQLException {
        if (!enter()) {
            return call.call();
        }
        try {
            return call.call();
        } catch (SQLException | RuntimeException | Error e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    private synchronized boolean enter() throws SQLException {
        if (inside == Thread.currentThread()) {
            return false;
        }
        if (active && end != null) {
            throw end;
        }
        inside = Thread.currentThread();
        enteredAt = System.nanoTime();
        if (limit > 0 && watch == null) {
            watch(limit - used);
        }
        return true;
    }

    private synchronized SQLException failed(Throwable thrown) {
        if (end == null) {
            return failures.translate(thrown, sql);
        }
        if (end != thrown) {
            SQLException told = failures.translate(thrown, sql);
            if (told.getCause() instanceof RowsNotWrittenException rows) {
                end = ended(end, told, rows);
            } else {
                end.addSuppressed(thrown);
            }
        }
        return end;
    }

    /** Why it ended, and what is known of the rows that it was writing. */
    private static SQLException ended(SQLException why, SQLException told, RowsNotWrittenException rows) {
        String message = why.getMessage() + " " + told.getMessage();
        SQLException both = told instanceof BatchUpdateException batch
                ? new BatchUpdateException(message, why.getSQLState(), 0, batch.getLargeUpdateCounts(), rows)
                : SqlStates.exception(message, why.getSQLState(), rows);
        if (told.getNextException() != null) {
            both.setNextException(told.getNextException());
        }
        return both;
    }

    private synchronized void leave() {
        used += System.nanoTime() - enteredAt;
        inside = null;
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }

    private synchronized void stop(SQLException why) {
        if (!active || end != null) {
            return;
        }
        end = why;
        if (inside != null) {
            interrupted = true;
            inside.interrupt();
        } else if (rows != null) {
            closeQuietly(rows);
        }
    }

    private static void closeQuietly(ResultSet rows) {
        try {
            rows.close();
        } catch (SQLException | RuntimeException e) {
            // The rows have ended already, and why they did is what the reader is told.
            return;
        }
    }

    private void watch(long nanoseconds) {
        CompletableFuture<@Nullable Void> timer =
                new CompletableFuture<@Nullable Void>().completeOnTimeout(null, Math.max(1, nanoseconds), NANOSECONDS);
        watch = timer;
        CompletableFuture<?> unused = timer.thenRun(() -> timeUp(timer));
    }

    private void unwatch() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    private synchronized void timeUp(CompletableFuture<@Nullable Void> timer) {
        if (watch != timer) {
            return;
        }
        watch = null;
        if (inside == null) {
            return; // The next one inside winds the clock up again.
        }
        long spent = used + System.nanoTime() - enteredAt;
        if (spent < limit) {
            watch(limit - spent);
        } else {
            stop(SqlStates.exception(
                    "The statement has taken longer than the " + limit / 1_000_000_000
                            + " seconds that its query timeout"
                            + " allows. Narrow it, or allow it more by setQueryTimeout.",
                    SqlStates.TIMED_OUT));
        }
    }
}
