package dev.sallyport.catalog;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Has a migration on PostgreSQL give up a lock that it does not get at once: all requests of other nodes that want the same table
 * wait behind it. It is run again then.
 */
final class ShortLocks implements Callback {
    private static final String SHORTLY = "set local lock_timeout = '1s'";

    /** PostgreSQL's lock_not_available. */
    private static final String GIVEN_UP = "55P03";

    /** Whether a migration has failed for that. */
    static boolean haveEnded(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && GIVEN_UP.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (context.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                statement.execute(SHORTLY);
            }
        } catch (SQLException e) {
            throw new FlywayException("The time that a migration waits for locks cannot be set", e);
        }
    }

    @Override
    public String getCallbackName() {
        return "short locks";
    }
}
