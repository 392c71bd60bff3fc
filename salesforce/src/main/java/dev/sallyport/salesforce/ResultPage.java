package dev.sallyport.salesforce;

import dev.sallyport.auth.http.TransportException;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a bulk query's result, read while it comes. It is the same each time that it is asked for: where the connection
 * breaks on the way, it is asked for again, and what was read before is passed over. For one thread.
 */
final class ResultPage {
    /** So many values are handed on at a time: a portion is some hundred kilobytes. */
    private static final int VALUES_OF_A_PORTION = 5_000;

    private final BulkJob job;
    private final String path;
    private final List<QueryColumn> columns;
    private final int rowsOfAPortion;
    private long handedOn;

    /** Makes a page of its path below the job. */
    interface Source {
        ResultPage page(String path);
    }

    /** Who is given the rows. */
    interface Reader {
        void accept(List<@Nullable Object[]> rows) throws InterruptedException;
    }

    ResultPage(BulkJob job, String path, List<QueryColumn> columns) {
        this.job = job;
        this.path = path;
        this.columns = columns;
        this.rowsOfAPortion = Math.max(1, VALUES_OF_A_PORTION / Math.max(1, columns.size()));
    }

    /** Reads all rows; an interruption ends it with {@link Reason#INTERRUPTED}. */
    void read(Reader reader) {
        long unused = job.retriesOfAnotherThread().repeated(() -> readOn(reader));
    }

    private long readOn(Reader reader) {
        Answer answer = job.open(path);
        try (CsvPage page = CsvPage.open(answer, columns)) {
            long read = 0;
            List<@Nullable Object[]> portion = new ArrayList<>(rowsOfAPortion);
            for (@Nullable Object[] row = page.next(); row != null; row = page.next()) {
                read++;
                if (read > handedOn) {
                    portion.add(row);
                }
                if (portion.size() == rowsOfAPortion) {
                    handOn(portion, reader);
                    portion = new ArrayList<>(rowsOfAPortion);
                }
            }
            handOn(portion, reader);
            refuseIfNot(answer, read);
            return read;
        } catch (TransportException e) {
            throw SalesforceException.of(e);
        }
    }

    private void handOn(List<@Nullable Object[]> portion, Reader reader) {
        if (portion.isEmpty()) {
            return;
        }
        try {
            reader.accept(portion);
            handedOn += portion.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SalesforceException.of(Reason.INTERRUPTED, "the thread was interrupted.");
        }
    }

    private static void refuseIfNot(Answer answer, long read) {
        String said = answer.header("Sforce-NumberOfRecords").orElse(Long.toString(read));
        if (!said.equals(Long.toString(read))) {
            throw SalesforceException.of(
                    Reason.UNEXPECTED_ANSWER,
                    "a page of a bulk query's result was to have " + said + " rows, and " + read + " came.");
        }
    }
}
