package dev.sallyport.jdbc;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce through JDBC: {@code jdbc:sallyport:salesforce://acme.my.salesforce.com}, with the connected app's consumer
 * key as user and its consumer secret as password. {@link java.sql.DriverManager} finds it by itself. Connections of the
 * same settings share one access token.
 */
public final class SallyportDriver implements Driver {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    static {
        register();
        withdrawEngineDrivers();
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final Map<OAuthProvider, TokenSource> tokenSources = new ConcurrentHashMap<>();

    /** Makes a driver that is not registered; {@link java.sql.DriverManager} has one of its own. */
    public SallyportDriver() {}

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(ConnectionSettings.URL_PREFIX);
    }

    /**
     * Connects: the first connection fetches a token, each asks Salesforce which objects there are.
     *
     * @return null if the URL is another driver's
     * @throws SQLException if the settings are wrong or Salesforce refuses them; the message says what to do
     */
    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        try {
            ConnectionSettings settings = ConnectionSettings.parse(url, properties);
            TokenSource tokens = tokenSources.computeIfAbsent(
                    settings.provider(), provider -> new OAuthTokenSource(provider, http, Clock.systemUTC()));
            SalesforceClient client = new SalesforceClient(
                    settings.oauthServerUrl(), settings.provider().access(tokens), http);
            return new SalesforceDatabase(client, SObjects.live(client), SoqlListener.NONE).connect(client::close);
        } catch (SallyportException e) {
            String sqlState = e instanceof AuthorizationException ? "28000" : "08001";
            throw new SQLException(e.getMessage() + " " + e.advice(), sqlState, e);
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        Map<ConnectionProperty, String> values = ConnectionSettings.values(ConnectionSettings.address(url), properties);
        return Stream.of(ConnectionProperty.values())
                .map(property -> property.info(values))
                .toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    /** False: the suite of tests that the name stands for asks for more of SQL-92 than Salesforce can do. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return Logger.getLogger("dev.sallyport");
    }

    /** The engine beneath registers a driver of its own when it is loaded: nobody asked this jar for that one. */
    private static void withdrawEngineDrivers() {
        try {
            Class<?> engineDriver = Class.forName(org.apache.calcite.jdbc.Driver.class.getName());
            for (Driver driver : Collections.list(DriverManager.getDrivers())) {
                if (driver.getClass() == engineDriver) {
                    DriverManager.deregisterDriver(driver);
                }
            }
        } catch (ClassNotFoundException | SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static void register() {
        try {
            DriverManager.registerDriver(new SallyportDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
