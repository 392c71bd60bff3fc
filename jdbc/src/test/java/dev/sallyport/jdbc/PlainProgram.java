package dev.sallyport.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;

/**
 * What a program is that uses the driver's jar and nothing else: it names no class outside the JDK. Its arguments are a
 * URL and a statement; the consumer key and secret come from the environment, or there are none.
 */
final class PlainProgram {
    private PlainProgram() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        String user = System.getenv("CONSUMER_KEY");
        String password = System.getenv("CONSUMER_SECRET");
        try (Connection connection = user == null
                        ? DriverManager.getConnection(arguments[0])
                        : DriverManager.getConnection(arguments[0], user, password);
                PreparedStatement statement = connection.prepareStatement(arguments[1]);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                System.out.println("row " + rows.getString(1) + " " + rows.getObject(2));
            }
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            System.out.println("driver " + driver.getClass().getName() + " " + driver.acceptsURL("jdbc:calcite:") + " "
                    + driver.acceptsURL("jdbc:avatica:remote:") + " " + driver.acceptsURL("jdbc:h2:mem:x") + " "
                    + driver.acceptsURL("jdbc:postgresql://h/d"));
        }
        for (String name :
                new String[] {"com.google.common.collect.ImmutableList", "org.slf4j.Logger", "org.h2.Driver"}) {
            System.out.println("resource " + name + " "
                    + (PlainProgram.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null));
        }
    }
}
