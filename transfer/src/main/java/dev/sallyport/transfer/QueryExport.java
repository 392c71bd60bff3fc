package dev.sallyport.transfer;

import dev.sallyport.sql.SalesforceDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Exports the rows of any query, as they come out of the SQL engine. Half a query cannot be gone on with. */
final class QueryExport {
    private final SalesforceDatabase database;
    private final String sql;
    private final long rowsPerFile;
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;

    QueryExport(SalesforceDatabase database, String sql, long rowsPerFile) {
        this.database = database;
        this.sql = sql;
        this.rowsPerFile = rowsPerFile;
    }

    ExportResult run(ExportRun run) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = rows(statement)) {
                run.columns(ResultColumns.of(rows.getMetaData()));
                run.note(run.run());
                RowFeed feed = run.feed(rows, OptionalLong.empty());
                do {
                    run.note(run.writeFile(feed, rowsPerFile));
                } while (feed.hasMore());
            }
        }
        return run.complete(run.run());
    }

    private ResultSet rows(Statement statement) throws SQLException {
        running = statement;
        refuseIfCancelled();
        ResultSet rows = statement.executeQuery(sql);
        // A statement that has not begun does not hear that it is cancelled.
        refuseIfCancelled();
        return rows;
    }

    private void refuseIfCancelled() {
        if (cancelled) {
            throw TransferException.interrupted();
        }
    }

    /** Ends it, from another thread; its jobs in Salesforce are aborted when this returns. */
    void cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }
}
