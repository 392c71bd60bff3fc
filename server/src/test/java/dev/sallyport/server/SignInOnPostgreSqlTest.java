package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.Storage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SignInOnPostgreSqlTest extends SignInContract {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @Override
    CatalogSettings settings() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
        return settingsAgain();
    }

    @Override
    CatalogSettings settingsAgain() {
        return CatalogSettings.inFolder(folder)
                .with(new Storage.PostgreSql(
                        postgres.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty()));
    }
}
