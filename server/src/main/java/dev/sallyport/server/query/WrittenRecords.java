package dev.sallyport.server.query;

import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.sql.write.RowsNotWrittenException;
import java.sql.BatchUpdateException;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * Tells the audit trail how many records statements have written, also those that failed on their way. It is not told the
 * statement: its values are the org's data.
 */
@Component
class WrittenRecords {
    private final AuditTrail audit;

    WrittenRecords(AuditTrail audit) {
        this.audit = audit;
    }

    /** A statement has ended, and so many records are written. */
    void add(String owner, String server, long records) {
        audit.recordOf(owner, "query.write", server, null, "{\"records\":" + records + "}");
    }

    /** A statement has failed: what it had written until then stays written. */
    void addPart(String owner, String server, Throwable failure) {
        long records = 0;
        for (Throwable link = failure; link != null; link = link.getCause()) {
            // An element of a batch that failed may have written some of its rows, which only the exception beneath
            // tells.
            records = Math.max(records, written(link));
        }
        if (records > 0) {
            add(owner, server, records);
        }
    }

    private static long written(Throwable failure) {
        if (failure instanceof BatchUpdateException batch) {
            long[] counts = batch.getLargeUpdateCounts();
            return counts == null
                    ? 0
                    : Arrays.stream(counts).filter(count -> count > 0).sum();
        }
        return failure instanceof RowsNotWrittenException rows ? rows.written() : 0;
    }
}
