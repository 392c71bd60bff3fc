package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.Storage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class ConsoleAdministrationOnPostgreSqlTest extends ConsoleAdministrationContract {
    private final EmbeddedPostgres postgres;

    ConsoleAdministrationOnPostgreSqlTest() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @Override
    CatalogSettings settings(Path folder) {
        return CatalogSettings.inFolder(folder)
                .with(new Storage.PostgreSql(
                        postgres.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty()));
    }

    @Override
    @AfterAll
    void stop() throws IOException {
        super.stop();
        postgres.close();
    }
}
