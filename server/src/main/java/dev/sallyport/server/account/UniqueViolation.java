package dev.sallyport.server.account;

import java.sql.SQLException;

/** What PostgreSQL and H2 both answer where a unique constraint is broken (SQL:2016, class 23). */
final class UniqueViolation {
    private static final String STATE = "23505";

    private UniqueViolation() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return STATE.equals(sql.getSQLState());
            }
        }
        return false;
    }
}
