package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.server.account.Role;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Flight SQL, as Arrow's own JDBC driver uses it. */
class FlightSqlTest {
    private static Premises premises;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(
                ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0).with(FlightOptions.onPort(0)),
                LocalOrg.start());
        premises.connect("Sales");
        premises.as(EDITOR)
                .post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Account", "Contact", "Event")));
        premises.connect("Service");
    }

    @AfterAll
    static void stop() {
        premises.close();
    }

    private static String url(String more) {
        return "jdbc:arrow-flight-sql://localhost:"
                + premises.server().flightAddress().orElseThrow().getPort() + "/?useEncryption=false" + more;
    }

    private static Connection connect(Role role) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", role.word());
        properties.put("password", Premises.PASSWORD);
        return DriverManager.getConnection(url("&data-server=Sales"), properties);
    }

    private static JsonNode overRest(String sql) {
        return premises.as(ANALYST)
                .post("/queries", Map.of("server", "Sales", "sql", sql, "limit", 10_000))
                .json()
                .get("rows");
    }

    @Test
    void rows_are_those_of_the_rest_api_with_their_types() throws SQLException {
        String sql = "SELECT Name, AnnualRevenue, NumberOfEmployees, CreatedDate, IsDeleted FROM Account ORDER BY Id";
        JsonNode expected = overRest(sql);

        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            assertThat(columns.getColumnType(1)).isEqualTo(Types.VARCHAR);
            assertThat(columns.getColumnType(2)).isEqualTo(Types.DECIMAL);
            assertThat(columns.getColumnType(3)).isEqualTo(Types.INTEGER);
            assertThat(columns.getColumnType(4)).isEqualTo(Types.TIMESTAMP_WITH_TIMEZONE);
            assertThat(columns.getColumnType(5)).isEqualTo(Types.BOOLEAN);
            assertThat(columns.getPrecision(2)).isEqualTo(18);
            assertThat(columns.getTableName(1)).isEqualTo("Account");
            for (JsonNode row : expected) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(row.get(0).asString());
                BigDecimal revenue = rows.getBigDecimal(2);
                assertThat(revenue == null ? null : revenue.toPlainString())
                        .isEqualTo(row.get(1).isNull() ? null : row.get(1).asString());
                int employees = rows.getInt(3);
                assertThat(rows.wasNull()).isEqualTo(row.get(2).isNull());
                if (!rows.wasNull()) {
                    assertThat(employees).isEqualTo(row.get(2).asInt());
                }
                assertThat(rows.getObject(4, Instant.class))
                        .isEqualTo(java.sql.Timestamp.valueOf(row.get(3).asString())
                                .toLocalDateTime()
                                .toInstant(java.time.ZoneOffset.UTC));
                assertThat(rows.getBoolean(5)).isEqualTo(row.get(4).asBoolean());
            }
            assertThat(rows.next()).isFalse();
        }
        assertThat(expected.size()).isGreaterThan(10);
    }

    @Test
    void every_type_of_sql_arrives_as_itself() throws SQLException {
        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT DATE '2024-02-29', TIME '23:59:58', TIMESTAMP '2024-03-31 02:30:00.123',
                          CAST(12345678901234567890123456789012345.678 AS DECIMAL(38, 3)), CAST(-7 AS BIGINT),
                          CAST(0.5 AS DOUBLE), TRUE, CAST(NULL AS DATE), CAST(NULL AS DECIMAL(10, 2)), 'Grüße 🚪',
                          X'00FF', CAST(NULL AS VARCHAR)
                        FROM Account FETCH FIRST 1 ROW ONLY""")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getObject(1, LocalDate.class)).isEqualTo("2024-02-29");
            assertThat(rows.getTime(2)).hasToString("23:59:58");
            assertThat(rows.getObject(3, Instant.class)).isEqualTo("2024-03-31T02:30:00.123Z");
            assertThat(rows.getBigDecimal(4)).isEqualTo("12345678901234567890123456789012345.678");
            assertThat(rows.getLong(5)).isEqualTo(-7);
            assertThat(rows.getDouble(6)).isEqualTo(0.5);
            assertThat(rows.getBoolean(7)).isTrue();
            assertThat(rows.getObject(8)).isNull();
            assertThat(rows.getObject(9)).isNull();
            assertThat(rows.getString(10)).isEqualTo("Grüße 🚪");
            assertThat(rows.getBytes(11)).containsExactly(0, -1);
            assertThat(rows.getString(12)).isNull();
        }
    }

    @Test
    void a_query_runs_once_and_not_before_its_rows_are_fetched() throws SQLException {
        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement()) {
            overRest("SELECT COUNT(*) FROM Contact");
            long before = premises.org().controls().apiCalls();
            try (ResultSet rows = statement.executeQuery("SELECT LastName FROM Contact FETCH FIRST 3 ROWS ONLY")) {
                while (rows.next()) {
                    assertThat(rows.getString(1)).isNotEmpty();
                }
            }
            assertThat(premises.org().controls().apiCalls() - before).isEqualTo(1);
        }
    }

    @Test
    void a_statement_is_explained() throws SQLException {
        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("EXPLAIN PLAN FOR SELECT Name FROM Account WHERE Industry = 'Energy'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains("SELECT Name FROM Account WHERE Industry = 'Energy'");
        }
    }

    @Test
    void parameters_are_bound_by_their_types_any_number_of_times() throws SQLException {
        try (Connection connection = connect(ANALYST);
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT Name FROM Account WHERE Name = ? AND CreatedDate < ? AND (AnnualRevenue < ? OR AnnualRevenue IS NULL)"
                                + " AND NumberOfEmployees <> ?")) {
            for (JsonNode row :
                    overRest("SELECT Name FROM Account WHERE NumberOfEmployees > 0 FETCH FIRST 3 ROWS ONLY")) {
                statement.setString(1, row.get(0).asString());
                statement.setTimestamp(2, java.sql.Timestamp.valueOf("2999-01-01 00:00:00"));
                statement.setBigDecimal(3, new BigDecimal("99999999999"));
                statement.setInt(4, -1);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1))
                            .isEqualToIgnoringCase(row.get(0).asString());
                }
            }
        }
    }

    @Test
    void an_editor_writes_and_it_stands_in_the_audit_trail_without_its_values() throws SQLException {
        try (Connection connection = connect(EDITOR);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO Account (Name) VALUES ('Flown in')"))
                    .isEqualTo(1);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE Account SET Industry = ? WHERE Name = 'Flown in'")) {
                update.setString(1, "Energy");
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO Account (Name) VALUES (?)")) {
                for (int row = 0; row < 300; row++) {
                    insert.setString(1, "Batch " + row);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
        assertThat(overRest("SELECT COUNT(*) FROM Account WHERE Name LIKE 'Batch %'")
                        .get(0)
                        .get(0)
                        .asInt())
                .isEqualTo(300);
        assertThat(overRest("SELECT Industry FROM Account WHERE Name = 'Flown in'")
                        .get(0)
                        .get(0)
                        .asString())
                .isEqualTo("Energy");
        assertThat(premises.as(ADMINISTRATOR).get("/audit?limit=3").text())
                .contains("\"query.write\"", "\"editor\"", "\"Sales\"", "300")
                .doesNotContain("Batch", "Flown");
    }

    @Test
    void roles_decide_as_they_do_over_rest() throws SQLException {
        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM Account"))
                    .hasStackTraceContaining("read-only");
        }
        try (Connection connection = connect(VIEWER);
                Statement statement = connection.createStatement();
                ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
            assertThat(tables.next()).isTrue();
            assertThatThrownBy(() -> statement.executeQuery("SELECT Name FROM Account"))
                    .hasStackTraceContaining("Your role does not allow this. Ask an administrator.");
        }
    }

    @Test
    void an_api_token_is_enough_and_does_no_more_than_its_role() throws SQLException {
        String token = "&token=" + premises.as(ANALYST).token();
        try (Connection connection = DriverManager.getConnection(url("&data-server=Sales" + token));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM Account")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isPositive();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url("&token=sallyport_wrong")))
                .hasStackTraceContaining("The API token does not count.");
    }

    @Test
    void a_wrong_password_is_refused_and_so_is_nobody() {
        Properties wrong = new Properties();
        wrong.put("user", "viewer");
        wrong.put("password", "not a gate");
        assertThatThrownBy(() -> DriverManager.getConnection(url(""), wrong))
                .hasStackTraceContaining("The user name or the password is wrong.");
        assertThat(premises.as(ADMINISTRATOR)
                        .get("/audit?action=log-in.refused")
                        .text())
                .contains("\"log-in.refused\"", "viewer");
    }

    @Test
    void who_names_no_data_server_is_told_which_there_are() throws SQLException {
        Properties properties = new Properties();
        properties.put("user", "analyst");
        properties.put("password", Premises.PASSWORD);
        try (Connection connection = DriverManager.getConnection(url(""), properties);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT Name FROM Account"))
                    .hasStackTraceContaining("Sales, Service")
                    .hasStackTraceContaining("data-server");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url("&catalog=Nowhere"), properties))
                .hasStackTraceContaining("There is no data server Nowhere. There are: Sales, Service.");
    }

    @Test
    void failures_say_what_is_wrong_and_what_to_do() throws SQLException {
        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT Nme FROM Account"))
                    .hasStackTraceContaining("There is no column Nme");
            assertThatThrownBy(() -> statement.executeQuery("SELECT FROM")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void metadata_tells_catalogs_tables_columns_and_keys() throws SQLException {
        try (Connection connection = connect(VIEWER)) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(column(metaData.getCatalogs(), "TABLE_CAT")).containsExactly("Sales", "Service");
            assertThat(column(metaData.getSchemas(), "TABLE_SCHEM")).containsExactly("salesforce");
            assertThat(column(metaData.getTableTypes(), "TABLE_TYPE")).containsExactly("TABLE", "VIEW");
            assertThat(column(metaData.getTables("Sales", null, "%", new String[] {"TABLE"}), "TABLE_NAME"))
                    .containsExactly("Account", "Contact", "Event");
            assertThat(column(metaData.getTables("Service", null, "%", null), "TABLE_NAME"))
                    .isEmpty();
            assertThat(column(metaData.getColumns("Sales", null, "Contact", "%"), "COLUMN_NAME"))
                    .contains("Id", "LastName", "AccountId", "CreatedDate");
            try (ResultSet column = metaData.getColumns("Sales", "salesforce", "Account", "AnnualRevenue")) {
                assertThat(column.next()).isTrue();
                assertThat(column.getInt("DATA_TYPE")).isEqualTo(Types.DECIMAL);
                assertThat(column.getInt("COLUMN_SIZE")).isEqualTo(18);
            }
            assertThat(column(metaData.getPrimaryKeys("Sales", null, "Account"), "COLUMN_NAME"))
                    .containsExactly("Id");
            assertThat(column(metaData.getImportedKeys("Sales", null, "Contact"), "FKCOLUMN_NAME"))
                    .contains("AccountId");
            assertThat(column(metaData.getExportedKeys("Sales", null, "Account"), "FKTABLE_NAME"))
                    .contains("Contact");
            assertThat(column(
                            metaData.getCrossReference("Sales", null, "Account", "Sales", null, "Contact"),
                            "FKCOLUMN_NAME"))
                    .containsExactly("AccountId");
            assertThat(metaData.getDatabaseProductName()).isEqualTo("Sallyport");
            assertThat(metaData.supportsTransactions()).isFalse();
            assertThat(metaData.getIdentifierQuoteString()).isEqualTo("\"");
        }
    }

    private static List<String> column(ResultSet found, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = found) {
            while (rows.next()) {
                values.add(rows.getString(name));
            }
        }
        return values;
    }

    @Test
    void statements_stand_in_the_history_and_are_counted() throws SQLException {
        String sql = "SELECT Name AS Remembered FROM Account FETCH FIRST 2 ROWS ONLY";
        try (Connection connection = connect(ANALYST);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                assertThat(rows.getString(1)).isNotNull();
            }
        }
        assertThat(premises.browserOf(ANALYST).open("/sql").body()).contains("Remembered");
        String metrics = premises.metrics();
        assertThat(metrics)
                .contains("sallyport_flight_statements_total{outcome=\"done\"}", "sallyport_flight_rows_total")
                .contains("sallyport_flight_sent_bytes_total", "sallyport_flight_streams_waiting 0.0");
    }
}
