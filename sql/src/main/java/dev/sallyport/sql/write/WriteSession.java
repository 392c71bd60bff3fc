package dev.sallyport.sql.write;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** The writes of a connection. A plan runs in the thread of the statement that it is of, and finds its writes here. */
public final class WriteSession {
    private final WriteOptions options;
    private final Map<Thread, StatementRun> running = new ConcurrentHashMap<>();

    /** A session without writes yet. */
    public WriteSession(WriteOptions options) {
        this.options = options;
    }

    WriteOptions options() {
        return options;
    }

    /** Runs a statement, whose writes go to {@code run}. */
    <T> T within(StatementRun run, Callable<T> work) throws Exception {
        StatementRun outer = running.put(Thread.currentThread(), run);
        try {
            return work.call();
        } finally {
            if (outer == null) {
                running.remove(Thread.currentThread());
            } else {
                running.put(Thread.currentThread(), outer);
            }
        }
    }

    /** What the writes of the statement that runs in this thread go to. */
    StatementRun run() {
        StatementRun run = running.get(Thread.currentThread());
        return run == null ? new StatementRun(options, false, false) : run;
    }
}
