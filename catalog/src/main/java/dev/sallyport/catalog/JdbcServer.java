package dev.sallyport.catalog;

import dev.sallyport.auth.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** Names a certificate in a file of this machine. */
    private static final String ROOT_CERTIFICATE = "sslrootcert";

    /**
     * The driver's properties that a URL may have: they say how to reach the database and how to be sure of it. The others name
     * files and classes of this machine, or undo what makes a connection one that only reads.
     */
    private static final List<String> IN_URL = List.of(
            "ApplicationName",
            "cancelSignalTimeout",
            "channelBinding",
            "connectTimeout",
            "currentSchema",
            "gssEncMode",
            "hostRecheckSeconds",
            "loadBalanceHosts",
            "loginTimeout",
            "prepareThreshold",
            "requireAuth",
            "socketTimeout",
            "ssl",
            "sslmode",
            "sslNegotiation",
            "sslResponseTimeout",
            ROOT_CERTIFICATE,
            "targetServerType",
            "tcpKeepAlive",
            "tcpNoDelay");

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
     * @throws CatalogException if the URL has a property that it may not have, or the driver cannot read it
     */
    PGSimpleDataSource dataSource() {
        // Before the driver reads it: to read is to open the files that it names.
        properties()
                .map(JdbcServer::name)
                .filter(property -> !IN_URL.contains(property))
                .findFirst()
                .ifPresent(this::refuse);
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
        // The empty one where there is none: else the driver looks for one in this machine's .pgpass.
        dataSource.setPassword(password == null ? "" : password.reveal());
        dataSource.setApplicationName("sallyport");
        dataSource.setConnectTimeout(Math.toIntExact(CONNECT.toSeconds()));
        dataSource.setLoginTimeout(Math.toIntExact(CONNECT.toSeconds()));
        dataSource.setTcpKeepAlive(true);
        return dataSource;
    }

    /** The driver's properties in the URL with their values, as the driver finds them. */
    private Stream<String> properties() {
        int query = url.indexOf('?');
        return query < 0
                ? Stream.empty()
                : Arrays.stream(url.substring(query + 1).split("&", -1)).filter(property -> !property.isEmpty());
    }

    private static String name(String property) {
        return property.split("=", 2)[0];
    }

    private void refuse(String property) {
        throw CatalogException.invalid(
                "jdbcUrl",
                "The JDBC URL of " + name + " may not have the property " + property + ".",
                "Take it out of the URL. It may have: " + String.join(", ", IN_URL) + ".");
    }

    /** What of the URL has the driver read files of this machine, such as {@code sslrootcert=/etc/ssl/db.pem}. */
    public List<String> files() {
        return properties()
                .filter(property -> name(property).equals(ROOT_CERTIFICATE))
                .toList();
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
