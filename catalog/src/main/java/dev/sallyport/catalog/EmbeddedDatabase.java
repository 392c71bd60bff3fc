package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;
import static dev.sallyport.catalog.CatalogException.Reason.INVALID;
import static dev.sallyport.catalog.CatalogException.Reason.LOCKED;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The H2 file in the data folder. One process at a time has it open: the other way, H2's automatic server, would open a
 * network port on a store of secrets. Commands are short, so a second one waits for the first.
 */
final class EmbeddedDatabase {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private EmbeddedDatabase() {}

    /** The file in that folder; it is made when it is first connected to. */
    static DataSource in(Path folder) {
        String path = folder.toAbsolutePath().resolve("catalog").toString();
        if (path.contains(";")) {
            throw new CatalogException(
                    INVALID,
                    "The data folder's path has a semicolon: " + folder + ".",
                    "Choose a folder without one: H2 reads it as the start of its settings.");
        }
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(
                "jdbc:h2:file:" + path + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        return dataSource;
    }

    /**
     * A connection, once no other process has the file open.
     *
     * @throws CatalogException if another process keeps it open, or it cannot be opened
     */
    static Connection awaitTurn(DataSource dataSource, Path folder) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
                    throw new CatalogException(
                            DATABASE,
                            "The catalogue in " + folder + " does not open.",
                            "Check that its files belong to the user that runs this and that the disk is not full.",
                            e);
                }
                if (System.nanoTime() > giveUpAt) {
                    throw new CatalogException(
                            LOCKED,
                            "Another process has the catalogue in " + folder + " open.",
                            "Wait until it has ended, name another folder by --data, or put the catalogue into"
                                    + " PostgreSQL (" + CatalogSettings.DATABASE_VARIABLE
                                    + "), which many processes may share.",
                            e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException(LOCKED, "The wait for the catalogue was interrupted.", "Try again.", e);
        }
    }
}
