package dev.sallyport.catalog;

import dev.sallyport.auth.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A connection to a PostgreSQL database, which is read only.
 *
 * @param name identifies the server, and is the name of its schema in SQL; case-sensitive
 * @param url the JDBC URL, such as {@code jdbc:postgresql://db.example.com:5432/warehouse?sslmode=verify-full}; no user and no
 *     secret in it
 * @param user the database user
 * @param password the user's; null where the database asks for none
 * @param schemas the schemas whose tables are seen; empty for all that are no system's
 */
public record JdbcServer(
        String name, String url, String user, @Nullable Secret password, List<String> schemas) implements DataServer {
    /** How long to wait for a connection. */
    static final Duration CONNECT = Duration.ofSeconds(10);

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern PROPERTY = Pattern.compile("[?&]([^=&]+)(=|&|$)");
    private static final Pattern AUTHORITY_USER = Pattern.compile("jdbc:postgresql://[^/?]*@.*");

    /** What of the driver's properties would be a secret in a URL, or a second user. */
    private static final Set<String> NOT_IN_URL = Set.of("user", "password", "sslpassword", "accesstoken");

    /**
     * A server.
     *
     * @throws CatalogException if the URL is not PostgreSQL's, or has a user or secret in it; if there is no user
     */
    public JdbcServer {
        schemas = schemas.stream()
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .toList();
        url = url.strip();
        user = user.strip();
        check(url, user);
    }

    // No message says the URL: there may be a password in it.
    private static void check(String url, String user) {
        if (!url.startsWith(PREFIX)) {
            throw CatalogException.invalid(
                    "jdbcUrl",
                    "This is not the JDBC URL of a PostgreSQL database.",
                    "Write it like jdbc:postgresql://db.example.com:5432/warehouse.");
        }
        Matcher property = PROPERTY.matcher(url);
        boolean tells = AUTHORITY_USER.matcher(url).matches();
        while (property.find()) {
            tells |= NOT_IN_URL.contains(property.group(1).toLowerCase(Locale.ROOT));
        }
        if (tells) {
            throw CatalogException.invalid(
                    "jdbcUrl",
                    "There is a user or a password in the JDBC URL, where logs and lists would show it.",
                    "Take it out of the URL and give it as the user and the password. If others may have seen it, let the"
                            + " database's administrator change it.");
        }
        if (user.isEmpty()) {
            throw CatalogException.invalid("user", "There is no user.", "Name the database user that reads.");
        }
    }

    /**
     * Opens connections that are nobody else's.
     *
     * @throws CatalogException if the driver cannot read the URL
     */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        try {
            dataSource.setURL(url);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message has the whole URL.
            throw CatalogException.invalid(
                    "jdbcUrl",
                    "The PostgreSQL driver cannot read the JDBC URL of " + name + ".",
                    "Write it like jdbc:postgresql://db.example.com:5432/warehouse.");
        }
        dataSource.setUser(user);
        Optional.ofNullable(password).map(Secret::reveal).ifPresent(dataSource::setPassword);
        dataSource.setApplicationName("sallyport");
        dataSource.setConnectTimeout(Math.toIntExact(CONNECT.toSeconds()));
        dataSource.setLoginTimeout(Math.toIntExact(CONNECT.toSeconds()));
        dataSource.setTcpKeepAlive(true);
        return dataSource;
    }

    /** The same with another password. */
    public JdbcServer withPassword(@Nullable Secret other) {
        return new JdbcServer(name, url, user, other, schemas);
    }

    /** Whether a password that is kept for one is meant for the other: it goes to the same place for the same user. */
    public boolean isSamePlace(JdbcServer other) {
        return url.equals(other.url) && user.equals(other.user);
    }

    @Override
    public DataServerType type() {
        return DataServerType.JDBC;
    }

    @Override
    public String address() {
        return url;
    }
}
