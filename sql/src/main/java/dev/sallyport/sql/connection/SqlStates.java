package dev.sallyport.sql.connection;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** The exception that JDBC has for each class of SQLState (JDBC 4.3, section 8.5), and the states that are used in it. */
public final class SqlStates {
    /** The limit that {@code setQueryTimeout} or {@code setNetworkTimeout} set is over, or the server's own. */
    public static final String TIMED_OUT = "HYT00";

    /** The statement was cancelled. */
    public static final String CANCELLED = "57014";

    /** Not something that this driver, or Salesforce, can do. */
    public static final String NOT_SUPPORTED = "0A000";

    static final String CONNECTION_CLOSED = "08003";
    static final String OBJECT_CLOSED = "24000";
    static final String NO_SUCH_COLUMN = "42S22";
    static final String NO_SUCH_POSITION = "07009";
    static final String NOT_THAT_TYPE = "07006";
    static final String PARAMETER_MISSING = "07002";
    static final String NOT_A_VALUE_OF_THAT_TYPE = "22018";
    static final String OUT_OF_RANGE = "22003";
    static final String READ_ONLY = "25006";
    static final String INVALID_ARGUMENT = "HY024";
    static final String WRONG_CALL = "HY010";

    private SqlStates() {}

    /**
     * An exception of the class that fits its state.
     *
     * @param cause what lay beneath, or null
     */
    public static SQLException exception(String message, String state, @Nullable Throwable cause) {
        if (state.equals(TIMED_OUT)) {
            return new SQLTimeoutException(message, state, cause);
        }
        return switch (state.substring(0, 2)) {
            case "08" ->
                state.equals("08S01")
                        ? new SQLTransientConnectionException(message, state, cause)
                        : new SQLNonTransientConnectionException(message, state, cause);
            case "0A" -> new SQLFeatureNotSupportedException(message, state, cause);
            case "07", "22" -> new SQLDataException(message, state, cause);
            case "23" -> new SQLIntegrityConstraintViolationException(message, state, cause);
            case "40" -> new SQLTransactionRollbackException(message, state, cause);
            case "28" -> new SQLInvalidAuthorizationSpecException(message, state, cause);
            case "42" -> new SQLSyntaxErrorException(message, state, cause);
            default -> new SQLException(message, state, cause);
        };
    }

    static SQLException exception(String message, String state) {
        return exception(message, state, null);
    }

    static SQLException notSupported(String message) {
        return exception(message, NOT_SUPPORTED);
    }
}
