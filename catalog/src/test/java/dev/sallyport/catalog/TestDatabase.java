package dev.sallyport.catalog;

import dev.sallyport.catalog.CatalogSettings.Storage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A new database for each test, on the one PostgreSQL server of all tests or in a folder. */
final class TestDatabase implements BeforeEachCallback {
    /** What the catalogue can be on. */
    enum Kind {
        H2,
        POSTGRESQL
    }

    private final Kind kind;
    private String postgreSql = "";

    TestDatabase(Kind kind) {
        this.kind = kind;
    }

    /** Ends with all tests. */
    private record Server(EmbeddedPostgres postgres) implements AutoCloseable {
        static Server start() {
            try {
                return new Server(EmbeddedPostgres.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        if (kind == Kind.H2) {
            return;
        }
        EmbeddedPostgres server = context.getRoot()
                .getStore(Namespace.create(TestDatabase.class))
                .computeIfAbsent(Server.class, key -> Server.start(), Server.class)
                .postgres();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        postgreSql = server.getJdbcUrl("postgres", name);
    }

    /** A catalogue on it; those with one folder share the key that is made there. */
    CatalogSettings settings(Path folder) {
        CatalogSettings settings = CatalogSettings.inFolder(folder);
        return kind == Kind.H2
                ? settings
                : settings.with(new Storage.PostgreSql(postgreSql, Optional.empty(), Optional.empty()));
    }

    /** A connection beside the catalogue, as someone with access to the database would open it. */
    Connection connect(Path folder) throws SQLException {
        return DriverManager.getConnection(
                kind == Kind.H2
                        ? "jdbc:h2:file:" + folder.resolve("catalog") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                                + ";DEFAULT_NULL_ORDERING=HIGH"
                        : postgreSql);
    }
}
