package dev.sallyport.sql.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What a statement is told before it runs: limits and hints. */
abstract class StatementSettings extends Overlay {
    private final Statement engine;
    private long maxRows;
    private int fetchSize;
    private int timeoutSeconds;
    private boolean poolable;

    StatementSettings(Statement engine, Session session) {
        super(engine, session);
        this.engine = engine;
    }

    /** The most rows that it may answer; 0 for all. */
    final long maxRows() {
        return maxRows;
    }

    /** How many rows are wanted at a time; 0 if nothing is said of it. */
    final int fetchSize() {
        return fetchSize;
    }

    /** How long it may take; zero for no limit. */
    final Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** {@link Statement#setQueryTimeout}: seconds spent inside the driver, from the execution to the last row. */
    public void setQueryTimeout(int seconds) throws SQLException {
        requireOpen();
        if (seconds < 0) {
            throw SqlStates.exception("The timeout is less than 0.", SqlStates.INVALID_ARGUMENT);
        }
        timeoutSeconds = seconds;
    }

    /** {@link Statement#getQueryTimeout}. */
    public int getQueryTimeout() throws SQLException {
        requireOpen();
        return timeoutSeconds;
    }

    /** {@link Statement#setMaxRows}. */
    public void setMaxRows(int rowCount) throws SQLException {
        setLargeMaxRows(rowCount);
    }

    /** {@link Statement#setLargeMaxRows}. */
    public void setLargeMaxRows(long rowCount) throws SQLException {
        requireOpen();
        if (rowCount < 0) {
            throw SqlStates.exception("The number of rows is less than 0.", SqlStates.INVALID_ARGUMENT);
        }
        maxRows = rowCount;
    }

    /** {@link Statement#getMaxRows}. */
    public int getMaxRows() throws SQLException {
        return (int) Math.min(Integer.MAX_VALUE, getLargeMaxRows());
    }

    /** {@link Statement#getLargeMaxRows}. */
    public long getLargeMaxRows() throws SQLException {
        requireOpen();
        return maxRows;
    }

    /**
     * {@link Statement#setFetchSize}: a hint. Salesforce's pages have 2,000 records, and smaller ones cost more calls; but
     * who wants few rows at a time may not want all of them, and waits for no bulk job.
     */
    public void setFetchSize(int rowCount) throws SQLException {
        requireOpen();
        if (rowCount < 0) {
            throw SqlStates.exception("The number of rows is less than 0.", SqlStates.INVALID_ARGUMENT);
        }
        engine.setFetchSize(rowCount);
        fetchSize = rowCount;
    }

    /** {@link Statement#setFetchDirection}: rows come forwards. */
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        if (direction != ResultSet.FETCH_FORWARD && direction != ResultSet.FETCH_UNKNOWN) {
            throw SqlStates.notSupported("Rows stream from Salesforce page by page, forwards only.");
        }
    }

    /** {@link Statement#getFetchDirection}. */
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    /** {@link Statement#setEscapeProcessing}: JDBC's escapes are part of the SQL that is understood. */
    public void setEscapeProcessing(boolean enable) throws SQLException {
        requireOpen();
    }

    /** {@link Statement#setMaxFieldSize}: a limit on characters that nothing here needs. */
    public void setMaxFieldSize(int max) throws SQLException {
        requireOpen();
    }

    /** {@link Statement#setCursorName}: nothing can be updated through a cursor here. */
    public void setCursorName(String name) throws SQLException {
        requireOpen();
    }

    /** {@link Statement#setPoolable}. */
    public void setPoolable(boolean wanted) throws SQLException {
        requireOpen();
        poolable = wanted;
    }

    /** {@link Statement#isPoolable}. */
    public boolean isPoolable() throws SQLException {
        requireOpen();
        return poolable;
    }

    final void requireOpen() throws SQLException {
        if (engine.isClosed()) {
            throw SqlStates.exception("The statement is closed.", SqlStates.OBJECT_CLOSED);
        }
    }
}
