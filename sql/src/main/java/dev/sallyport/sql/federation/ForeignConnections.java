package dev.sallyport.sql.federation;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives connections to a foreign server. For use by several threads at once. */
public interface ForeignConnections {
    /**
     * What each session is told at its start: moments are told in UTC, and a backslash in a text is one, whatever the database's
     * or the user's own setting is. To be committed: a rollback would take it back.
     */
    String SESSION_START = "SET TIME ZONE 'UTC'; SET standard_conforming_strings = on";

    /**
     * Takes a connection, for the caller to close. It has no auto-commit, reads only, and its session has been told
     * {@link #SESSION_START}.
     *
     * @throws SQLException if none is to be had
     * @throws dev.sallyport.auth.SallyportException if the server's settings are wrong
     */
    Connection take() throws SQLException;

    /**
     * Asks the server to give up what a connection works at, rows that are being fetched too. The server does not hear it if it
     * has not begun yet: whoever has to be sure asks again.
     *
     * @param connection from {@link #take}, not closed yet
     * @throws SQLException if the server is not reached
     */
    void cancel(Connection connection) throws SQLException;
}
