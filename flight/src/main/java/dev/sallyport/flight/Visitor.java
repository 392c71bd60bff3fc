package dev.sallyport.flight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Somebody who has been let in, and what they may do. Equal are those who are the same person with the same rights: what one
 * has prepared, the other may run. For use by several threads at once.
 */
public interface Visitor {
    /** The account's name. */
    String userName();

    /**
     * The names of the data servers, which are Flight SQL's catalogs.
     *
     * @throws FlightException if they may not see them
     */
    List<String> dataServers();

    /**
     * A connection to ask for metadata alone.
     *
     * @param dataServer one of {@link #dataServers()}
     * @return for the caller to close
     * @throws SQLException if it cannot be opened
     * @throws FlightException if they may not look
     */
    Connection describe(String dataServer) throws SQLException;

    /**
     * Prepares a statement; nothing is sent to the org for it.
     *
     * @param dataServer one of {@link #dataServers()}
     * @param sql the statement
     * @return for the caller to close
     * @throws SQLException if it is no statement, or names what is not there
     * @throws FlightException if they may not run statements
     */
    OpenStatement prepare(String dataServer, String sql) throws SQLException;
}
