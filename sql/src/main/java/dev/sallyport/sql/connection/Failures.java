package dev.sallyport.sql.connection;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns whatever goes wrong beneath into the one exception to throw. */
@FunctionalInterface
public interface Failures {
    /**
     * The exception that a user is to see.
     *
     * @param thrown what a call beneath has thrown
     * @param statement the SQL that the call was given, or null
     */
    SQLException translate(Throwable thrown, @Nullable String statement);
}
