package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.org.LocalOrg;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A PostgreSQL database as a data server, by the REST API and the console. */
class DatabasesTest {
    private static final String PASSWORD = "known-to-the-database-alone";

    private static Premises premises;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, SQLException {
        premises = new Premises(
                ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0).with(FlightOptions.onPort(0)),
                LocalOrg.start());
        premises.connect("Sales");
        premises.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Account")));
        String account = query("Sales", "SELECT Id FROM Account ORDER BY Id LIMIT 1")
                .get("rows")
                .get(0)
                .get(0)
                .asString();
        postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, account varchar(18), total numeric(10, 2))");
            statement.execute("INSERT INTO orders VALUES (1, '" + account + "', 12.50), (2, 'none', 1)");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        premises.close();
        postgres.close();
    }

    private static String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    private static Map<String, Object> database(String url) {
        return Map.of("jdbcUrl", url, "user", "postgres", "password", PASSWORD, "schemas", List.of("public"));
    }

    private static JsonNode query(String server, String sql) {
        return premises.as(ANALYST)
                .post("/queries", Map.of("server", server, "sql", sql, "limit", 100))
                .json();
    }

    @Test
    void by_the_api_it_is_made_tested_imported_and_joined_with_the_org() {
        Program editor = premises.as(EDITOR);
        Program.Answer made =
                editor.post("/data-servers", Map.of("name", "Warehouse", "type", "JDBC", "database", database(url())));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text()).doesNotContain(PASSWORD).contains("\"passwordSet\":true", url());

        Program.Answer tested = editor.post("/data-servers/Warehouse/test", Map.of());
        assertThat(tested.json().get("passed").asBoolean()).as(tested.text()).isTrue();
        assertThat(tested.text()).contains("Log-in", "Read only").doesNotContain(PASSWORD);

        assertThat(editor.get("/data-servers/Warehouse/remote-tables").text()).contains("public.orders");
        Program.Answer imported = editor.post("/data-servers/Warehouse/tables/import", Map.of("all", true));
        assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        assertThat(premises.as(ANALYST)
                        .get("/data-servers/Warehouse/tables/public.orders/rows")
                        .text())
                .contains("12.50");

        assertThat(query("Warehouse", "SELECT SUM(total) FROM orders")
                        .get("rows")
                        .get(0)
                        .get(0)
                        .asString())
                .isEqualTo("13.50");
        JsonNode joined =
                query("Sales", "SELECT a.Name, o.total FROM Account a JOIN Warehouse.orders o ON o.account = a.Id");
        assertThat(joined.get("rows")).hasSize(1);
        assertThat(joined.get("soql").toString()).contains("Warehouse: SELECT", "FROM Account");
        assertThat(joined.get("calls").asLong()).isPositive();

        JsonNode refused = query("Warehouse", "DELETE FROM orders");
        assertThat(refused.has("detail")).as(refused.toString()).isTrue();
    }

    @Test
    void its_tables_are_suggested_after_its_name_and_their_columns_where_they_are_named() {
        imported("Depot");
        Browser browser = premises.browserOf(ANALYST);

        assertThat(browser.suggestions("Sales", "SELECT * FROM |")).contains("Account", "Depot.public.orders");
        assertThat(browser.suggestions("Sales", "SELECT * FROM dep|")).containsExactly("Depot.public.orders");
        assertThat(browser.suggestions("Sales", "SELECT * FROM Depot.|")).containsExactly("public.orders");
        assertThat(browser.suggestions("Sales", "SELECT * FROM depot.public.o|"))
                .containsExactly("orders");
        assertThat(browser.suggestions("Sales", "SELECT tot| FROM Depot.orders"))
                .containsExactly("total");
        assertThat(browser.suggestions("Depot", "SELECT * FROM |")).contains("public.orders");
    }

    private static void imported(String name) {
        Program editor = premises.as(EDITOR);
        editor.post("/data-servers", Map.of("name", name, "type", "JDBC", "database", database(url())));
        editor.post("/data-servers/" + name + "/tables/import", Map.of("all", true));
    }

    @Test
    void by_flight_sql_each_data_server_lists_its_own_tables() throws SQLException {
        imported("Yard");
        Properties account = new Properties();
        account.put("user", ANALYST.word());
        account.put("password", Premises.PASSWORD);
        String url = "jdbc:arrow-flight-sql://localhost:"
                + premises.server().flightAddress().orElseThrow().getPort() + "/?useEncryption=false&data-server=Sales";
        try (Connection connection = DriverManager.getConnection(url, account)) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(listed(metaData.getTables("Sales", null, "%", null), "TABLE_SCHEM", "TABLE_NAME"))
                    .containsExactly("salesforce.Account");
            assertThat(listed(metaData.getTables("Yard", null, "%", null), "TABLE_SCHEM", "TABLE_NAME"))
                    .containsExactly("public.orders");
            assertThat(listed(metaData.getSchemas("Yard", null), "TABLE_CATALOG", "TABLE_SCHEM"))
                    .containsExactly("Yard.public");
            assertThat(listed(metaData.getColumns("Yard", "public", "orders", "%"), "COLUMN_NAME", "TYPE_NAME"))
                    .containsExactly("id.INTEGER", "account.VARCHAR", "total.DECIMAL");
            assertThat(listed(metaData.getPrimaryKeys("Yard", "public", "orders"), "TABLE_NAME", "COLUMN_NAME"))
                    .containsExactly("orders.id");
        }
    }

    private static List<String> listed(ResultSet rows, String first, String second) throws SQLException {
        List<String> listed = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                listed.add(rows.getString(first) + "." + rows.getString(second));
            }
        }
        return listed;
    }

    @Test
    void a_password_that_is_not_given_anew_goes_only_where_it_went() {
        Program editor = premises.as(EDITOR);
        editor.post("/data-servers", Map.of("name", "Kept", "type", "JDBC", "database", database(url())));
        String eTag = editor.get("/data-servers/Kept").eTag();

        Program.Answer elsewhere = editor.put(
                "/data-servers/Kept",
                eTag,
                Map.of("database", Map.of("jdbcUrl", "jdbc:postgresql://elsewhere/x", "user", "postgres")));
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.text()).contains("Enter the password too");

        Program.Answer same = editor.put(
                "/data-servers/Kept", eTag, Map.of("database", Map.of("jdbcUrl", url(), "user", "postgres")));
        assertThat(same.json().get("database").get("passwordSet").asBoolean())
                .as(same.text())
                .isTrue();
        assertThat(same.json().get("database").get("schemas")).isEmpty();
    }

    @Test
    void a_url_with_a_password_is_refused_and_not_said_again() {
        Program.Answer refused = premises.as(EDITOR)
                .post(
                        "/data-servers",
                        Map.of(
                                "name",
                                "Told",
                                "type",
                                "JDBC",
                                "database",
                                database("jdbc:postgresql://db/x?password=hunter2")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Take it out of the URL").doesNotContain("hunter2");
    }

    @Test
    void only_an_administrator_names_a_file_of_the_servers_machine() {
        Map<String, Object> secured = database(url() + "?sslmode=disable&sslrootcert=/etc/ssl/db.pem");
        Map<String, Object> server = Map.of("name", "Secured", "type", "JDBC", "database", secured);

        assertThat(premises.as(EDITOR).post("/data-servers", server).status()).isEqualTo(403);
        Program.Answer made = premises.as(ADMINISTRATOR).post("/data-servers", server);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(premises.as(EDITOR)
                        .put("/data-servers/Secured", made.eTag(), Map.of("database", secured))
                        .status())
                .as("the same as it was")
                .isEqualTo(200);
        assertThat(premises.as(EDITOR)
                        .put(
                                "/data-servers/Secured",
                                premises.as(EDITOR).get("/data-servers/Secured").eTag(),
                                Map.of("database", database(url() + "?sslrootcert=/etc/passwd")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_url_with_a_property_that_reaches_into_the_machine_is_refused() {
        Program.Answer refused = premises.as(ADMINISTRATOR)
                .post(
                        "/data-servers",
                        Map.of("name", "Reaching", "type", "JDBC", "database", database(url() + "?service=prod")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString()).contains("may not have the property service");
        assertThat(refused.json().get("advice").asString()).contains("sslmode");
    }

    @Test
    void in_the_console_the_form_has_the_fields_of_either_type() {
        Browser browser = premises.browserOf(EDITOR);
        assertThat(browser.open("/data-servers/_new").body())
                .contains("data-when=\"type=JDBC\"", ">JDBC URL<", ">Schemas<", "data-when=\"type=Salesforce\"");

        HttpResponse<String> made = browser.submit(
                "/data-servers/_new",
                "/data-servers",
                Map.of(
                        "name",
                        "Stock",
                        "type",
                        "JDBC",
                        "jdbcUrl",
                        url(),
                        "user",
                        "postgres",
                        "password",
                        PASSWORD,
                        "schemas",
                        "public"));
        assertThat(made.uri().getPath()).isEqualTo("/data-servers/Stock");
        assertThat(made.body()).contains("Saved.", url()).doesNotContain(PASSWORD);

        String tested = browser.submit("/data-servers/Stock", "/data-servers/Stock/test", Map.of())
                .body();
        assertThat(tested).contains("Log-in", "tag passed").doesNotContain("tag failed", PASSWORD);
        premises.as(EDITOR).post("/data-servers/Stock/tables/import", Map.of("all", true));
        assertThat(browser.open("/data-servers/Stock/tables/public.orders").body())
                .contains("href=\"/sql?server=Stock\"")
                .doesNotContain("Show some rows", "primary key Id");
        assertThat(browser.open("/data-servers").body()).contains("Stock", url());
        assertThat(browser.open("/").body()).contains("Stock");

        HttpResponse<String> refused = browser.submit(
                "/data-servers/_new",
                "/data-servers",
                Map.of("name", "Bad", "type", "JDBC", "jdbcUrl", "db.example.com", "user", "me", "password", PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("jdbcUrl-error", "value=\"db.example.com\"")
                .doesNotContain(PASSWORD);
    }
}
