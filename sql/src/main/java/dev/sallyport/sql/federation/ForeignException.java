package dev.sallyport.sql.federation;

import com.google.common.base.Throwables;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.sql.connection.SqlStates;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A foreign server refuses a statement, or cannot be reached. */
public final class ForeignException extends SallyportException {
    /** PostgreSQL's code for a number or moment that has no place, and its driver's. */
    static final String OUT_OF_RANGE = "22003";

    private static final String UNREACHABLE = "08001";
    private static final String NO_CONNECTION_LEFT = "53300";
    private static final String UNKNOWN = "HY000";

    private final String sqlState;

    private ForeignException(String message, String advice, String sqlState, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.sqlState = sqlState;
    }

    /** What a failure means that came while a statement was read. */
    static ForeignException of(String server, Throwable failure) {
        if (failure instanceof ForeignException known) {
            return known;
        }
        if (failure instanceof SallyportException settings) {
            return new ForeignException(settings.getMessage(), settings.advice(), UNREACHABLE, settings);
        }
        SQLException told = Throwables.getCausalChain(failure).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(link -> link.getSQLState() != null)
                .reduce((outer, inner) -> inner)
                .orElse(null);
        if (told != null) {
            return failed(server, told, told.getSQLState(), failure);
        }
        return failure instanceof SQLTransientConnectionException
                ? new ForeignException(
                        "All connections to the data server " + server + " are in use.",
                        advice(server, NO_CONNECTION_LEFT),
                        NO_CONNECTION_LEFT,
                        failure)
                : failed(server, failure, UNKNOWN, failure);
    }

    private static ForeignException failed(String server, Throwable told, String state, Throwable failure) {
        return new ForeignException(
                "The data server " + server + " failed: " + firstLine(String.valueOf(told.getMessage())) + ".",
                advice(server, state),
                state,
                failure);
    }

    /** A value that none of the types here has: NaN, infinity, or one that is too large. */
    static ForeignException outOfRange(String server, String column, Exception cause) {
        return new ForeignException(
                "The data server " + server + " answers a value in the column " + column
                        + " that has no place here: NaN, infinity, or one that is too large for the column's type.",
                "Leave such rows out by a condition, or let a view in the database put null in its place.",
                OUT_OF_RANGE,
                cause);
    }

    /** Whoever waited has been told to stop. */
    static ForeignException interrupted(String server, InterruptedException cause) {
        return new ForeignException(
                "Waiting for the data server " + server + " was interrupted.",
                "Run it again.",
                SqlStates.CANCELLED,
                cause);
    }

    /** Rows have not come in the time that the connection's network timeout gives them. */
    static ForeignException timedOut(String server, TimeoutException cause) {
        return new ForeignException(
                "The data server " + server + " did not answer in time.",
                "Give it more by setNetworkTimeout, or ask for less at once.",
                SqlStates.TIMED_OUT,
                cause);
    }

    private static String advice(String server, String state) {
        return switch (state.substring(0, 2)) {
            case "08" -> "See by Test Connection of " + server + " where the road to it ends.";
            case "28" -> "Correct the user or the password of " + server + ", and try Test Connection.";
            case "42" ->
                "42501".equals(state)
                        ? "Let its administrator GRANT the user SELECT on the table and USAGE on its schema."
                        : "If its tables are others than they were, import them again.";
            case "53" -> "It has no room for more at the moment: try again later, or raise its limits.";
            case "HY" -> "It is no word of the database: if it comes again, report it with the statement.";
            default -> "It is the database's own word: SQLSTATE " + state + ".";
        };
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("").strip().replaceFirst("[.:]+$", "");
    }

    /** PostgreSQL's own code of the failure, if it is one of its own. */
    public String sqlState() {
        return sqlState;
    }
}
