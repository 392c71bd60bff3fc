package dev.sallyport.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * The drivers of the libraries beneath. They register themselves when they are loaded, and would answer for URLs of the
 * program that uses this jar, which did not ask for them.
 */
final class EngineDrivers {
    private static final String OWN_PACKAGE = SallyportDriver.class.getPackageName();

    private EngineDrivers() {}

    /** Takes back those that came with this driver: in the jar that ships they are below its own package. */
    static void withdraw() {
        try {
            // Loaded now, or it would register itself later.
            Class.forName(org.apache.calcite.jdbc.Driver.class.getName());
        } catch (ClassNotFoundException e) {
            throw new LinkageError("The engine is part of this jar", e);
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            String name = driver.getClass().getName();
            boolean beneath = name.startsWith(OWN_PACKAGE + ".shaded.")
                    || driver.getClass() == org.apache.calcite.jdbc.Driver.class;
            if (beneath) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    throw new IllegalStateException("A driver cannot be taken back: " + name, e);
                }
            }
        }
    }
}
