package dev.sallyport.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class CatalogOnH2Test extends CatalogContract {
    @Override
    void empty() throws SQLException {
        try (Connection connection = rawConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
    }

    @Override
    CatalogSettings settings() {
        return CatalogSettings.inFolder(folder);
    }

    @Override
    DataSource rawDatabase() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("catalog") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        return database;
    }
}
