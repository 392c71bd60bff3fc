package dev.sallyport.jdbc;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A local org behind the driver. */
final class OrgOverJdbc implements AutoCloseable {
    private final LocalOrg org;
    private final ReadyApp app;
    private long counted;

    OrgOverJdbc(int records) {
        org = LocalOrg.builder().records(records).start();
        app = org.readyApp();
    }

    LocalOrg org() {
        return org;
    }

    ReadyApp app() {
        return app;
    }

    String url() {
        return "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), app.consumerKey(), app.consumerSecret());
    }

    /** API calls since the last time that it was asked. */
    long calls() {
        long calls = org.controls().apiCalls() - counted;
        counted += calls;
        org.controls().resetCounts();
        return calls;
    }

    /** The rows that a statement answers, a row a line, its values between bars. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                values.add(result.getString(column));
            }
            rows.add(String.join("|", values.stream().map(String::valueOf).toList()));
        }
        return rows;
    }

    @Override
    public void close() {
        org.close();
    }
}
