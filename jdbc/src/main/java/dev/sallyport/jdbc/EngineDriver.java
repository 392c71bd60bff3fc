package dev.sallyport.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * The driver of the engine beneath. It registers itself when it is loaded, and would answer for URLs of the program that
 * uses this jar, which did not ask for it.
 */
final class EngineDriver {
    private EngineDriver() {}

    /** Takes it back. */
    static void withdraw() {
        try {
            // Loaded now, or it would register itself later.
            Class<?> engine = Class.forName(org.apache.calcite.jdbc.Driver.class.getName());
            for (Driver driver : Collections.list(DriverManager.getDrivers())) {
                if (driver.getClass() == engine) {
                    DriverManager.deregisterDriver(driver);
                }
            }
        } catch (ClassNotFoundException | SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
