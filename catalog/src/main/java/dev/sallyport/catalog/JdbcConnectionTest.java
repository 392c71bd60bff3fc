package dev.sallyport.catalog;

import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.TestConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Test Connection of a PostgreSQL database: from the URL to tables that can be read. */
final class JdbcConnectionTest implements TestConnection {
    /** What is tried, in this order. */
    enum JdbcStep implements Step {
        URL("JDBC URL"),
        HOST("Host"),
        LOG_IN("Log-in"),
        TLS("TLS"),
        SCHEMAS("Schemas"),
        TABLES("Tables"),
        READ_ONLY("Read only");

        private final String label;

        JdbcStep(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    private static final int PATIENCE_MILLIS = 10_000;

    private final JdbcServer server;
    private final Clock clock;
    private @Nullable Connection connection;

    JdbcConnectionTest(JdbcServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    @Override
    public List<Check> run(Consumer<Check> progress) {
        try {
            return TestConnection.walk(List.of(JdbcStep.values()), clock, this::take, progress);
        } finally {
            close();
        }
    }

    private Finding take(JdbcStep step) {
        try {
            return taken(step);
        } catch (SQLException e) {
            return refused(e);
        } catch (CatalogException e) {
            return Finding.failed(e.getMessage(), e.advice());
        }
    }

    private Finding taken(JdbcStep step) throws SQLException {
        return switch (step) {
            case URL -> url();
            case HOST -> host();
            case LOG_IN -> logIn();
            case TLS -> tls();
            case SCHEMAS -> schemas();
            case TABLES -> tables();
            case READ_ONLY -> readOnly();
        };
    }

    private Finding url() {
        PGSimpleDataSource dataSource = server.dataSource();
        return Finding.passed("Database " + dataSource.getDatabaseName() + " at "
                + String.join(", ", dataSource.getServerNames()) + ".");
    }

    private Finding host() {
        PGSimpleDataSource dataSource = server.dataSource();
        Finding last = Finding.failed("The JDBC URL names no host.", "Write jdbc:postgresql://host:5432/database.");
        for (int i = 0; i < dataSource.getServerNames().length; i++) {
            int port = dataSource.getPortNumbers()[i] == 0 ? 5432 : dataSource.getPortNumbers()[i];
            last = host(dataSource.getServerNames()[i], port);
            if (last.outcome() == Outcome.PASSED) {
                return last;
            }
        }
        return last;
    }

    private static Finding host(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), PATIENCE_MILLIS);
            return Finding.passed(host + " listens on port " + port + ".");
        } catch (UnknownHostException e) {
            return Finding.failed(
                    "Nobody knows a host " + host + ".",
                    "Check the host's name in the JDBC URL for a typo; a name of your own network is known within it"
                            + " alone.");
        } catch (IOException e) {
            return Finding.failed(
                    host + " does not answer on port " + port + ".",
                    "Check the port in the JDBC URL, that PostgreSQL runs and listens to addresses other than its own"
                            + " machine's (listen_addresses), and that no firewall is between.");
        }
    }

    private Finding logIn() throws SQLException {
        Connection opened = server.dataSource().getConnection();
        connection = opened;
        opened.setReadOnly(true);
        return Finding.passed(
                "PostgreSQL " + opened.getMetaData().getDatabaseProductVersion() + " lets " + server.user() + " in.");
    }

    private Finding refused(SQLException failure) {
        String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String state = String.valueOf(failure.getSQLState());
        String advice =
                switch (state) {
                    case "28P01" -> "Correct the user or the password of the data server.";
                    case "28000" ->
                        "Let the database's administrator give the role LOGIN, and its pg_hba.conf a line for this user,"
                                + " database and address; where it asks for TLS, add ?sslmode=require to the JDBC URL.";
                    case "3D000" ->
                        "Correct the database in the JDBC URL, behind the host: there is none of that name.";
                    case "42501" -> "Let the database's administrator GRANT CONNECT on the database to the user.";
                    case "53300" -> "The database has no connection left: try again later, or raise max_connections.";
                    default ->
                        isOfTls(failure)
                                ? "The server's certificate or its TLS is not what sslmode in the JDBC URL asks for: let the"
                                        + " server have TLS, or name its authority's certificate by sslrootcert."
                                : "It is the database's own word: SQLSTATE " + state + ".";
                };
        return Finding.failed(words.endsWith(".") ? words : words + ".", advice);
    }

    private static boolean isOfTls(SQLException failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof javax.net.ssl.SSLException
                    || String.valueOf(link.getMessage()).contains("SSL")) {
                return true;
            }
        }
        return false;
    }

    private Finding tls() throws SQLException {
        boolean encrypted = "t".equals(ask("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
        boolean here = true;
        for (String host : server.dataSource().getServerNames()) {
            try {
                here &= InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                here = false;
            }
        }
        if (encrypted) {
            return Finding.passed("The connection is encrypted.");
        }
        return here
                ? Finding.passed("The connection is not encrypted, and does not leave this machine.")
                : Finding.warning(
                        "The connection is not encrypted: rows can be read on the way.",
                        "Add ?sslmode=verify-full to the JDBC URL, or sslmode=require where the server's certificate"
                                + " cannot be checked.");
    }

    private Finding schemas() throws SQLException {
        for (String schema : server.schemas()) {
            if (!"t".equals(ask("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ?)", schema))) {
                return Finding.failed(
                        "There is no schema " + schema + ".",
                        "Correct the schemas of the data server; names are case-sensitive.");
            }
            if (!"t".equals(ask("SELECT has_schema_privilege(?, 'USAGE')", schema))) {
                return Finding.failed(
                        server.user() + " may not use the schema " + schema + ".",
                        "Let its owner run: GRANT USAGE ON SCHEMA " + quoted(schema) + " TO " + quoted(server.user())
                                + ".");
            }
        }
        return Finding.passed(server.schemas().isEmpty() ? "All schemas." : String.join(", ", server.schemas()) + ".");
    }

    private static final String TABLES = """
            SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%'
              AND n.nspname <> 'information_schema' AND (cardinality(?::text[]) = 0 OR n.nspname = ANY (?))
              AND has_schema_privilege(n.oid, 'USAGE')
            """;

    private Finding tables() throws SQLException {
        long all = tables(server.schemas(), "");
        long readable = tables(server.schemas(), " AND has_table_privilege(c.oid, 'SELECT')");
        String advice = "Let their owner run: GRANT SELECT ON ALL TABLES IN SCHEMA … TO " + quoted(server.user()) + ".";
        if (readable == 0) {
            return Finding.failed(server.user() + " can read none of " + all + " tables and views.", advice);
        }
        return readable < all
                ? Finding.warning(server.user() + " can read " + readable + " of " + all + " tables and views.", advice)
                : Finding.passed(readable + " tables and views can be read.");
    }

    private Finding readOnly() throws SQLException {
        boolean writes = "t".equals(ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                || tables(List.of(), " AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE')") > 0;
        return writes
                ? Finding.warning(
                        server.user() + " may write to the database.",
                        "Sallyport only reads, and asks for transactions that only read. Give it a role of its own, with"
                                + " USAGE on schemas and SELECT on tables, and no more.")
                : Finding.passed(server.user() + " may write nothing.");
    }

    /** How many there are in some schemas, or in all. */
    private long tables(List<String> schemas, String condition) throws SQLException {
        Array names = open().createArrayOf("text", schemas.toArray());
        return Long.parseLong(ask(TABLES + condition, names, names));
    }

    /** A name as a statement has it. */
    private String quoted(String name) throws SQLException {
        return ask("SELECT quote_ident(?)", name);
    }

    private Connection open() {
        if (connection == null) {
            throw new IllegalStateException("There is no connection.");
        }
        return connection;
    }

    private String ask(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = open().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    private void close() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            // It was ending.
        }
    }
}
