package dev.sallyport.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce as a {@link DataSource}, and for pools that want it as a {@link ConnectionPoolDataSource}. A bean: it is made
 * without anything and told its URL, user and password; {@link #setProperty} takes every other property of a connection.
 */
public final class SallyportDataSource implements DataSource, ConnectionPoolDataSource {
    private final SallyportDriver driver = new SallyportDriver();
    private final Properties properties = new Properties();
    private @Nullable String url;
    private int loginTimeout;
    private @Nullable PrintWriter logWriter;

    /** Makes one that has no URL yet. */
    public SallyportDataSource() {}

    /** Where it connects to; null if that has not been said. */
    public @Nullable String getUrl() {
        return url;
    }

    /** Where it connects to, such as {@code jdbc:sallyport:salesforce://acme.my.salesforce.com}. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** The consumer key; null if there is none. */
    public @Nullable String getUser() {
        return properties.getProperty("user");
    }

    /** The consumer key. */
    public void setUser(String user) {
        setProperty("user", user);
    }

    /** The consumer secret. */
    public void setPassword(String password) {
        setProperty("password", password);
    }

    /**
     * Any property of a connection; docs/jdbc.md has the list.
     *
     * @param value null takes the property away
     */
    public void setProperty(String name, @Nullable String value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.setProperty(name, value);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(properties);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties others = new Properties();
        others.putAll(properties);
        others.setProperty("user", user);
        others.setProperty("password", password);
        return connect(others);
    }

    private Connection connect(Properties wanted) throws SQLException {
        if (url == null) {
            throw JdbcUrl.invalid(
                    "The data source has no URL. Set it, as in " + JdbcUrl.PREFIX + "//acme.my.salesforce.com");
        }
        Connection connection = driver.connect(url, wanted);
        if (connection == null) {
            throw JdbcUrl.invalid("The data source's URL is not this driver's. It begins with " + JdbcUrl.PREFIX);
        }
        return connection;
    }

    @Override
    public PooledConnection getPooledConnection() throws SQLException {
        return new OnePooledConnection(getConnection());
    }

    @Override
    public PooledConnection getPooledConnection(String user, String password) throws SQLException {
        return new OnePooledConnection(getConnection(user, password));
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    /** {@inheritDoc} Nothing is written there: see {@link #getParentLogger}. */
    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("This is no wrapper for " + type.getName() + ".", "HY024");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** The name without the user or the password. */
    @Override
    public String toString() {
        return "SallyportDataSource[" + url + "]";
    }
}
