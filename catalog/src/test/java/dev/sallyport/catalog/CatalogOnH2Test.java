package dev.sallyport.catalog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class CatalogOnH2Test extends CatalogContract {
    @Override
    void empty() {
        // Each test has a folder of its own.
    }

    @Override
    CatalogSettings settings() {
        return CatalogSettings.inFolder(folder);
    }

    @Override
    Connection rawConnection() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("catalog") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
    }
}
