package dev.sallyport.catalog;

import dev.sallyport.catalog.CatalogSettings.Storage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class CatalogOnPostgreSqlTest extends CatalogContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    void empty() throws SQLException {
        try (Connection connection = rawConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
    }

    @Override
    CatalogSettings settings() {
        return CatalogSettings.inFolder(folder)
                .with(new Storage.PostgreSql(
                        server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty()));
    }

    @Override
    DataSource rawDatabase() {
        return server.getPostgresDatabase();
    }
}
