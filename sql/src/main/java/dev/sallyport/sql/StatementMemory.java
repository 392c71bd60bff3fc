package dev.sallyport.sql;

import dev.sallyport.sql.plan.PlanCompiler;
import dev.sallyport.sql.read.RecordCounts;
import java.time.InstantSource;

/**
 * What the statements of one org have shown so far, and later ones need not find out again: how many records there are, and
 * the classes of plans. For the databases of one org as one user sees it, one after the other or several at once; nothing of a
 * statement's text, values or rows is in it. For use by several threads.
 */
public final class StatementMemory {
    private final PlanCompiler compiler = new PlanCompiler();
    private final RecordCounts counts = new RecordCounts(InstantSource.system());

    /** Makes one that knows nothing yet. */
    public StatementMemory() {}

    PlanCompiler compiler() {
        return compiler;
    }

    RecordCounts counts() {
        return counts;
    }
}
