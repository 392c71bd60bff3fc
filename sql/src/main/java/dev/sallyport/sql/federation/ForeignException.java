package dev.sallyport.sql.federation;

import com.google.common.base.Throwables;
import dev.sallyport.auth.SallyportException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A foreign server refuses a statement, or cannot be reached. */
public final class ForeignException extends SallyportException {
    private static final String UNREACHABLE = "08001";
    private static final String CANCELLED = "57014";

    private final String sqlState;

    private ForeignException(String message, String advice, String sqlState, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.sqlState = sqlState;
    }

    /** What a failure of the driver means. */
    static ForeignException of(String server, Throwable failure) {
        SQLException told = Throwables.getCausalChain(failure).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(link -> link.getSQLState() != null)
                .reduce((outer, inner) -> inner)
                .orElse(null);
        String state = told == null ? UNREACHABLE : told.getSQLState();
        String words = told == null ? String.valueOf(failure.getMessage()) : String.valueOf(told.getMessage());
        return new ForeignException(
                "The data server " + server + " failed: " + firstLine(words) + ".",
                advice(server, state),
                state,
                failure);
    }

    /** Whoever waited has been told to stop. */
    static ForeignException interrupted(String server, InterruptedException cause) {
        return new ForeignException(
                "Waiting for the data server " + server + " was interrupted.", "Run it again.", CANCELLED, cause);
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
            default -> "It is the database's own word: SQLSTATE " + state + ".";
        };
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("").strip().replaceFirst("[.:]+$", "");
    }

    /** PostgreSQL's own code of the failure. */
    public String sqlState() {
        return sqlState;
    }
}
