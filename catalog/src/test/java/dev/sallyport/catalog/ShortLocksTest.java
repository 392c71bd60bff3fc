package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node that brings the schema up to date while another has a table, on PostgreSQL. */
class ShortLocksTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase(TestDatabase.Kind.POSTGRESQL);

    @TempDir
    Path folder;

    @Test
    void a_migration_that_has_to_wait_for_a_table_lets_others_go_first_and_comes_again() throws SQLException {
        try (Connection other = database.connect(folder);
                Statement statement = other.createStatement();
                Connection third = database.connect(folder);
                Statement looks = third.createStatement()) {
            var unused = Flyway.configure()
                    .dataSource(
                            other.getMetaData().getURL(), other.getMetaData().getUserName(), "")
                    .locations("classpath:dev/sallyport/catalog/migrations")
                    .table("schema_version")
                    .target("8")
                    .load()
                    .migrate();
            other.setAutoCommit(false);
            statement.execute("update account set enabled = true");

            CompletableFuture<Catalog> opening =
                    CompletableFuture.supplyAsync(() -> Catalog.open(database.settings(folder)));
            awaitWaiters(looks, 1);
            // It does not wait longer than a second: whoever comes behind it has its turn then.
            awaitWaiters(looks, 0);
            awaitWaiters(looks, 1);
            assertThat(opening).isNotDone();
            other.commit();

            try (Catalog catalog = opening.join()) {
                assertThat(catalog.servers().list()).isEmpty();
            }
        }
    }

    private static void awaitWaiters(Statement looks, int wanted) throws SQLException {
        int waiting = -1;
        while (waiting != wanted) {
            try (ResultSet row = looks.executeQuery(
                    "select count(*) from pg_locks where not granted and relation = 'account'::regclass")) {
                row.next();
                waiting = row.getInt(1);
            }
        }
    }
}
