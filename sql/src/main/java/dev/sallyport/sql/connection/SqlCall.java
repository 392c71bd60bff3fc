package dev.sallyport.sql.connection;

import java.sql.SQLException;

/** A call into the engine. */
@FunctionalInterface
interface SqlCall<T> {
    T call() throws SQLException;
}
