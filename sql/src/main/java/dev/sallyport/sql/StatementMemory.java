package dev.sallyport.sql;

import dev.sallyport.sql.plan.PlanCompiler;
import dev.sallyport.sql.read.RecordCounts;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * What the statements of one org have shown so far, and later ones need not find out again: how many records there are, and
 * the classes of plans. It also has them planned a few at a time. For the databases of one org as one user sees it, one after the other or several at once; nothing of a
 * statement's text, values or rows is in it. For use by several threads.
 */
public final class StatementMemory {
    private final PlanCompiler compiler = new PlanCompiler();
    private final RecordCounts counts = new RecordCounts(InstantSource.system());

    /** A plan in the making takes megabytes and a processor: to begin more of them at once makes none sooner. */
    private final Semaphore planning = new Semaphore(2 * Runtime.getRuntime().availableProcessors(), true);

    /** Makes one that knows nothing yet. */
    public StatementMemory() {}

    PlanCompiler compiler() {
        return compiler;
    }

    Semaphore planning() {
        return planning;
    }

    RecordCounts counts() {
        return counts;
    }
}
