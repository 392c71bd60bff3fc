package dev.sallyport.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.auth.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the databases among the data servers: a pool for each, whose connections end when nobody has used them for a
 * while. They read only, and their clock is UTC's.
 */
final class JdbcPools {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MOST = 20;

    private record Pool(JdbcServer server, HikariDataSource connections) {}

    private final Map<String, Pool> pools = new ConcurrentHashMap<>();

    /** The pool of a server; one of the same name with other settings is closed. */
    DataSource of(JdbcServer server) {
        return pools.compute(server.name(), (name, known) -> {
                    if (known != null && known.server().equals(server)) {
                        return known;
                    }
                    if (known != null) {
                        known.connections().close();
                    }
                    return new Pool(server, pool(server));
                })
                .connections();
    }

    private static HikariDataSource pool(JdbcServer server) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("data-server-" + server.name());
        config.setDataSource(dataSource(server));
        config.setAutoCommit(false); // else the driver holds all rows of an answer at once
        config.setReadOnly(true);
        config.setConnectionInitSql("SET TIME ZONE 'UTC'");
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(MOST);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1); // whoever asks for a connection hears why there is none
        return new HikariDataSource(config);
    }

    /** Opens connections that are nobody else's. */
    static PGSimpleDataSource dataSource(JdbcServer server) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        try {
            dataSource.setURL(server.url());
        } catch (IllegalArgumentException e) {
            throw CatalogException.invalid(
                    "jdbcUrl",
                    "The PostgreSQL driver cannot read the JDBC URL of " + server.name() + ".",
                    "Write it like jdbc:postgresql://db.example.com:5432/warehouse.");
        }
        dataSource.setUser(server.user());
        Optional.ofNullable(server.password()).map(Secret::reveal).ifPresent(dataSource::setPassword);
        dataSource.setApplicationName("sallyport");
        dataSource.setConnectTimeout(Math.toIntExact(CONNECT.toSeconds()));
        dataSource.setLoginTimeout(Math.toIntExact(CONNECT.toSeconds()));
        dataSource.setTcpKeepAlive(true);
        return dataSource;
    }
}
