package dev.sallyport.sql;

import dev.sallyport.auth.SallyportException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SQL statement that cannot be run as it is written. */
public final class SqlStatementException extends SallyportException {
    /** What is wrong with it. */
    public enum Reason {
        /** It is not SQL. */
        MALFORMED,
        /** It names a table that is not there. */
        UNKNOWN_TABLE,
        /** It names a column that is not there. */
        UNKNOWN_COLUMN,
        /** Its names are right but what it does with them is not: types that do not go together, and the like. */
        INVALID
    }

    private final Reason reason;

    SqlStatementException(Reason reason, String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
    }

    /** A table that is named where only its name stands, as an argument. */
    public static SqlStatementException unknownTable(String name) {
        return new SqlStatementException(
                Reason.UNKNOWN_TABLE,
                "There is no table " + name + ".",
                "Check the name for a typo. If it is there in Salesforce, import it, or give the run-as user Read on it.",
                null);
    }

    /**
     * A hint that there is not.
     *
     * @param name as it is written
     * @param known the hints that there are
     */
    public static SqlStatementException unknownHint(String name, List<String> known) {
        return new SqlStatementException(
                Reason.INVALID,
                "There is no hint " + name + ".",
                "The hints are " + String.join(", ", known) + ", without arguments: SELECT /*+ " + known.get(0)
                        + " */ … or FROM Account /*+ " + known.get(0) + " */.",
                null);
    }

    /**
     * A hint that a query cannot follow.
     *
     * @param hint its name
     * @param why what keeps the query from it, as a part of a sentence
     * @param soql the query
     */
    public static SqlStatementException hintNotFollowed(String hint, String why, String soql) {
        return new SqlStatementException(
                Reason.INVALID,
                "The hint " + hint + " cannot be followed: " + why + ". The query is " + soql + ".",
                "Leave the hint out, or put it behind the tables that are to be read so: FROM Account /*+ " + hint
                        + " */.",
                null);
    }

    /**
     * A window function over distinct values.
     *
     * @param function its name
     */
    public static SqlStatementException distinctInWindow(String function) {
        return new SqlStatementException(
                Reason.INVALID,
                function + "(DISTINCT …) cannot be computed over a window.",
                "Compute it with GROUP BY in a subquery, and join that.",
                null);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
