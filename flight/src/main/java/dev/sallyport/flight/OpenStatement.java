package dev.sallyport.flight;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement of somebody's. One thread at a time runs it; any may cancel it. */
public interface OpenStatement extends AutoCloseable {
    /** What a run does with it. */
    @FunctionalInterface
    interface Work {
        /**
         * Binds, executes and reads.
         *
         * @return how many rows it read, or how many records it wrote
         */
        long run(PreparedStatement statement) throws SQLException;
    }

    /** To be described; it is run by {@link #run} alone. */
    PreparedStatement jdbc();

    /**
     * Runs it, as one of its owner's statements that are open.
     *
     * @return what the work returned
     * @throws SQLException if the work failed
     * @throws FlightException if too many of its owner's statements are open
     */
    long run(Work work) throws SQLException;

    /**
     * Tells that its reader has just got rows.
     *
     * @param rows how many
     * @param bytes of their values, before they are put into messages
     */
    void sent(long rows, long bytes);

    /** Ends the run that is under way, if one is. */
    void cancel();

    /** Whether the run that is under way has been cancelled, from wherever: it may not have been executed yet. */
    boolean isCancelled();

    @Override
    void close();
}
