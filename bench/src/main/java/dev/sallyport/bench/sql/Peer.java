package dev.sallyport.bench.sql;

import dev.sallyport.org.LocalOrg;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Another JDBC driver for Salesforce, which is no part of this tree: whoever has its jar may have it asked the same
 * questions.
 *
 * @param jar with all that it needs
 * @param url its JDBC URL, in which {@code {instance}} and {@code {host}} stand for the org's address and its host and port,
 *     {@code {key}} and {@code {secret}} for the app's consumer key and secret, {@code {user}} and {@code {password}} for the
 *     administrator's
 */
public record Peer(Path jar, String url) {
    /** Whether there is such a jar. */
    public boolean isThere() {
        return Files.isRegularFile(jar);
    }

    /** What it is called in a measure. */
    String name() {
        return String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
    }

    Connection connect(LocalOrg org) throws SQLException {
        Access access = Access.of(org);
        String address = url.replace("{instance}", access.instance().toString())
                .replace("{host}", access.instance().getAuthority())
                .replace("{key}", access.key())
                .replace("{secret}", access.secret().reveal())
                .replace("{user}", org.administrator().username())
                .replace("{password}", org.administrator().password());
        try {
            // Its classes are used for as long as the connection is, which outlives this method.
            URLClassLoader classes =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            for (Driver driver : ServiceLoader.load(Driver.class, classes)) {
                Connection connection = driver.acceptsURL(address) ? driver.connect(address, new Properties()) : null;
                if (connection != null) {
                    return connection;
                }
            }
        } catch (MalformedURLException e) {
            throw new SQLException("The peer's jar has no address: " + jar, e);
        }
        throw new SQLException("No driver in " + jar.getFileName() + " takes the URL that was given for it");
    }
}
