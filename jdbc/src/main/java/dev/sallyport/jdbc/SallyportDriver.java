package dev.sallyport.jdbc;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.sql.connection.DriverVersion;
import dev.sallyport.sql.connection.SqlStates;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce through JDBC: {@code jdbc:sallyport:salesforce://acme.my.salesforce.com}, with the connected app's consumer
 * key as user and its consumer secret as password, or {@code jdbc:sallyport:salesforce:@Sales} for a data server that the
 * {@code sallyport} command has set up. {@link java.sql.DriverManager} finds it by itself. Connections of the same settings
 * share one access token.
 */
public final class SallyportDriver implements Driver {
    /** Where all that this driver logs is below. */
    private static final Logger LOGGER = Logger.getLogger("dev.sallyport");

    /** What says that the user, and not the address, is wrong. */
    private static final Set<SalesforceException.Reason> REFUSALS = EnumSet.of(
            SalesforceException.Reason.SESSION_INVALID,
            SalesforceException.Reason.API_SCOPE_MISSING,
            SalesforceException.Reason.API_DISABLED,
            SalesforceException.Reason.OTHER_ORG,
            SalesforceException.Reason.ACCESS_DENIED);

    static {
        register();
        EngineDriver.withdraw();
    }

    private static final String CATALOG = "/dev/sallyport/catalog/Catalog.class";

    private final OrgConnections orgs = new OrgConnections();

    /** Makes a driver that is not registered; {@link java.sql.DriverManager} has one of its own. */
    public SallyportDriver() {}

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(JdbcUrl.PREFIX);
    }

    /**
     * Connects: the first connection fetches a token; each asks Salesforce which objects there are, unless the URL names a
     * profile whose tables have been imported.
     *
     * @return null if the URL is another driver's
     * @throws SQLException if the settings are wrong or Salesforce refuses them; the message says what to do
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        JdbcUrl parsed = JdbcUrl.parse(url, properties == null ? new Properties() : properties);
        try {
            Connection connection = parsed.target() instanceof JdbcUrl.Profile profile
                    ? openProfile(parsed, profile)
                    : orgs.open(parsed, (JdbcUrl.Org) parsed.target());
            String application = ConnectionProperty.APPLICATION_NAME.of(parsed.values());
            if (application != null) {
                connection.setClientInfo("ApplicationName", application);
            }
            return connection;
        } catch (SallyportException e) {
            throw SqlStates.exception(e.getMessage() + " " + e.advice(), isRefused(e) ? "28000" : "08001", e);
        }
    }

    /**
     * What a URL and its properties lead to, for {@link SalesforceAccess#of}.
     *
     * @throws SQLException if the settings are wrong; the message says what to do
     */
    SalesforceAccess access(String url, Properties properties) throws SQLException {
        JdbcUrl parsed = JdbcUrl.parse(url, properties);
        return parsed.target() instanceof JdbcUrl.Profile profile
                ? profiles().access(parsed, profile)
                : orgs.access(parsed, (JdbcUrl.Org) parsed.target());
    }

    private static Connection openProfile(JdbcUrl url, JdbcUrl.Profile profile) throws SQLException {
        return profiles().open(url, profile);
    }

    /** The catalogue is no part of the one jar. */
    private static ProfileConnections profiles() throws SQLException {
        if (SallyportDriver.class.getResource(CATALOG) == null) {
            throw new SQLFeatureNotSupportedException(
                    "This jar cannot read what the sallyport command has set up. Put"
                            + " dev.sallyport:sallyport-jdbc and its dependencies on the class path in its place, or name the"
                            + " host, as in " + JdbcUrl.EXAMPLE + ".",
                    "0A000");
        }
        return new ProfileConnections(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    private static boolean isRefused(SallyportException failure) {
        return failure instanceof AuthorizationException
                || (failure instanceof SalesforceException refusal && REFUSALS.contains(refusal.reason()));
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties properties) throws SQLException {
        JdbcUrl parsed = JdbcUrl.parse(url, properties == null ? new Properties() : properties);
        return Stream.of(ConnectionProperty.values())
                .filter(property -> property.isOf(parsed.target()))
                .map(property -> property.info(parsed.values()))
                .toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return DriverVersion.MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return DriverVersion.MINOR;
    }

    /** False: the suite of tests that the name stands for asks for more of SQL-92 than Salesforce can do. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return LOGGER;
    }

    private static void register() {
        try {
            DriverManager.registerDriver(new SallyportDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
