package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.Secret;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.SoqlListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data servers of type JDBC, over a real PostgreSQL that asks for a password. */
class JdbcServerTest {
    private static final String PASSWORD = "only-the-reader-knows-this";
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private Catalog catalog;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        run(
                "CREATE TABLE customers (id int PRIMARY KEY, name varchar(80) NOT NULL)",
                "COMMENT ON TABLE customers IS 'Who buys'",
                "COMMENT ON COLUMN customers.name IS 'As on the invoice'",
                "CREATE TABLE orders (id bigserial PRIMARY KEY, customer int REFERENCES customers, total numeric(12, 2),"
                        + " placed timestamptz, state char(4), tag uuid)",
                "CREATE VIEW late AS SELECT * FROM orders WHERE placed < now()",
                "INSERT INTO customers VALUES (1, 'Acme')",
                "INSERT INTO orders (customer, total, placed, state) VALUES (1, 9.50, '2025-01-01T12:00:00+02:00', 'new')",
                "CREATE SCHEMA hidden",
                "CREATE TABLE hidden.secrets (id int)",
                "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
                "CREATE ROLE writer LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO writer");
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("SHOW hba_file")) {
            file.next();
            Files.writeString(
                    Path.of(file.getString(1)),
                    "host all reader all scram-sha-256\nhost all writer all scram-sha-256\nhost all all all trust\n");
        }
        run("SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() {
        catalog = Catalog.open(CatalogSettings.inFolder(folder));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private static Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    private static void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    private static JdbcServer warehouse() {
        return new JdbcServer("Warehouse", url("postgres"), "reader", Secret.of(PASSWORD), List.of("public"));
    }

    private List<Check> test(JdbcServer server) {
        catalog.servers().create(server);
        return catalog.connections().test(server.name()).run(check -> {});
    }

    private static Check failed(List<Check> checks) {
        Check failed = checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(checks.subList(checks.indexOf(failed) + 1, checks.size()))
                .extracting(Check::outcome)
                .containsOnly(Outcome.SKIPPED);
        assertThat(checks.toString()).doesNotContain(PASSWORD);
        return failed;
    }

    @Test
    void it_is_found_as_it_was_created_and_its_password_is_nowhere_to_be_read() throws IOException {
        catalog.servers().create(warehouse());
        catalog.keys().rotate();
        catalog.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(PASSWORD);
            }
        }
        catalog = Catalog.open(CatalogSettings.inFolder(folder));

        assertThat(catalog.servers().get("Warehouse")).isEqualTo(warehouse());
        assertThat(catalog.servers().databases()).containsExactly(warehouse());
        assertThat(warehouse().toString()).doesNotContain(PASSWORD);
        assertThatThrownBy(() -> catalog.servers().salesforce("Warehouse")).hasMessageContaining("no Salesforce org");
    }

    @Test
    void an_update_changes_all_but_the_type() {
        catalog.servers().create(warehouse());
        long version = catalog.servers().getVersioned("Warehouse").version();
        JdbcServer other = new JdbcServer("Warehouse", url("postgres"), "writer", null, List.of());

        catalog.servers().update(other, version);

        assertThat(catalog.servers().get("Warehouse")).isEqualTo(other);
        assertThatThrownBy(() -> catalog.servers().update(warehouse(), version)).hasMessageContaining("meanwhile");
        assertThatThrownBy(() -> catalog.servers().update(Samples.server("Warehouse", "None"), version + 1))
                .hasMessageContaining("of type JDBC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/warehouse?user=me&password=hunter2",
                "jdbc:postgresql://db/warehouse?PassWord=hunter2",
                "jdbc:postgresql://db/warehouse?ssl=true&sslpassword=hunter2",
                "jdbc:postgresql://me:hunter2@db/warehouse",
                "jdbc:mysql://db/hunter2"
            })
    void a_url_with_a_secret_in_it_is_refused_without_being_said_again(String url) {
        assertThatThrownBy(() -> new JdbcServer("Warehouse", url, "me", null, List.of()))
                .isInstanceOf(CatalogException.class)
                .satisfies(refused -> assertThat(refused + ((CatalogException) refused).advice())
                        .doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service=prod",
                "sslkey=/etc/passwd",
                "sslcert=/etc/passwd",
                "sslfactory=org.example.Factory",
                "sslfactoryarg=file:/etc/passwd",
                "socketFactory=org.example.Factory",
                "authenticationPluginClassName=org.example.Plugin",
                "loggerFile=/tmp/log",
                "readOnlyMode=ignore",
                "options=-c%20default_transaction_read_only=off",
                "SSLMODE=disable",
                "host=elsewhere"
            })
    void a_url_has_none_of_the_drivers_properties_that_reach_into_this_machine(String property) {
        String url = url("postgres") + "?sslmode=prefer&" + property;
        JdbcServer server = new JdbcServer("Warehouse", url, "reader", Secret.of(PASSWORD), List.of());

        assertThatThrownBy(() -> catalog.servers().create(server))
                .isInstanceOf(CatalogException.class)
                .hasMessageEndingWith("may not have the property " + property.split("=", 2)[0] + ".")
                .satisfies(refused -> assertThat(((CatalogException) refused).advice())
                        .contains("sslmode", "targetServerType", "socketTimeout"));
        assertThat(catalog.servers().list()).isEmpty();
    }

    @Test
    void a_property_that_was_stored_before_is_refused_when_one_connects() throws SQLException {
        catalog.servers().create(warehouse());
        try (Connection stored = catalog.dataSource().getConnection();
                PreparedStatement update = stored.prepareStatement("update jdbc_server set url = ?")) {
            update.setString(1, url("postgres") + "?readOnlyMode=ignore");
            assertThat(update.executeUpdate()).isEqualTo(1);
            if (!stored.getAutoCommit()) {
                stored.commit();
            }
        }

        Check refused = failed(catalog.connections().test("Warehouse").run(check -> {}));

        assertThat(refused.detail()).isEqualTo("The JDBC URL of Warehouse may not have the property readOnlyMode.");
        assertThat(catalog.servers().list()).hasSize(1);
    }

    @Test
    void a_url_says_how_to_reach_the_database_and_how_to_be_sure_of_it() {
        String url = url("postgres") + "?sslmode=disable&socketTimeout=60&targetServerType=any&currentSchema=public";

        assertThat(test(new JdbcServer("Warehouse", url, "reader", Secret.of(PASSWORD), List.of("public"))))
                .noneMatch(check -> check.outcome() == Outcome.FAILED);
    }

    @Test
    void the_name_of_the_orgs_schema_is_not_given_to_a_database() {
        JdbcServer server = new JdbcServer("Salesforce", url("postgres"), "reader", null, List.of());

        assertThatThrownBy(() -> catalog.servers().create(server)).hasMessageContaining("schema of the org's tables");
    }

    @Test
    void no_two_databases_have_names_that_sql_does_not_tell_apart() {
        catalog.servers().create(warehouse());
        JdbcServer twin = new JdbcServer("WAREHOUSE", url("postgres"), "reader", null, List.of());

        assertThatThrownBy(() -> catalog.servers().create(twin)).hasMessageContaining("database Warehouse already");
        assertThat(catalog.servers().databases()).hasSize(1);
    }

    @Test
    void a_url_that_the_driver_cannot_read_is_not_saved() {
        catalog.servers().create(warehouse());
        JdbcServer broken = new JdbcServer("Warehouse", "jdbc:postgresql://db:port/x", "reader", null, List.of());
        JdbcServer other = new JdbcServer("Other", broken.url(), "reader", null, List.of());

        assertThatThrownBy(() -> catalog.servers().update(broken, 0)).hasMessageContaining("cannot read the JDBC URL");
        assertThatThrownBy(() -> catalog.servers().create(other)).hasMessageContaining("cannot read the JDBC URL");
        assertThat(catalog.servers().list()).containsExactly(warehouse());
    }

    @Test
    void a_url_that_cannot_be_read_is_in_the_way_of_statements_on_its_own_database_alone() throws SQLException {
        imported(warehouse());
        JdbcServer broken = new JdbcServer("Broken", url("postgres"), "reader", Secret.of(PASSWORD), List.of("public"));
        imported(broken);
        try (Connection stored = catalog.dataSource().getConnection();
                Statement statement = stored.createStatement()) {
            statement.executeUpdate("update jdbc_server set url = 'jdbc:postgresql://db:port/x' where data_server_id ="
                    + " (select id from data_server where name = 'Broken')");
        }
        try (Databases.Opened opened = catalog.databases().open("Warehouse", null, SoqlListener.NONE);
                Connection connection = opened.database().connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT name FROM customers")) {
                assertThat(rows.next()).isTrue();
            }
            assertThatThrownBy(() -> statement
                            .executeQuery("SELECT name FROM Broken.customers")
                            .next())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("cannot read the JDBC URL of Broken");
        }
    }

    @Test
    void rows_that_are_being_read_come_to_their_end_whatever_becomes_of_the_server_and_then_nobody_is_connected()
            throws SQLException {
        run("CREATE VIEW many AS SELECT i FROM generate_series(1, 20000) i", "GRANT SELECT ON many TO reader, writer");
        try {
            imported(warehouse());
            Databases.Opened opened = catalog.databases().open("Warehouse", null, SoqlListener.NONE);
            try (opened;
                    Connection connection = opened.database().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT i FROM many")) {
                assertThat(rows.next()).isTrue();
                catalog.servers()
                        .update(
                                new JdbcServer("Warehouse", url("postgres"), "writer", Secret.of(PASSWORD), List.of()),
                                catalog.servers().getVersioned("Warehouse").version());
                try (Databases.Opened other = catalog.databases().open("Warehouse", null, SoqlListener.NONE);
                        Connection anew = other.database().connect();
                        Statement asked = anew.createStatement();
                        ResultSet row = asked.executeQuery("SELECT i FROM many WHERE i = 7")) {
                    assertThat(row.next()).isTrue();
                    assertThat(sessions("reader")).isEqualTo(1);
                    assertThat(sessions("writer")).isEqualTo(1);
                }
                catalog.close();
                int read = 1;
                while (rows.next()) {
                    read++;
                }
                assertThat(read).isEqualTo(20_000);
            }
            opened.close(); // once more, to no effect
            awaitNoSession();
        } finally {
            run("DROP VIEW many");
        }
    }

    private static int sessions(String user) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                        + " 'sallyport' AND usename = '" + user + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** A session ends a little after its connection. */
    private static void awaitNoSession() throws SQLException {
        run("DO $$ BEGIN WHILE EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'sallyport')"
                + " LOOP PERFORM pg_sleep(0.01); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");
    }

    private void imported(JdbcServer server) {
        catalog.servers().create(server);
        catalog.tables().prepareImport(server.name(), new ImportScope.All()).apply();
    }

    @Test
    void advice_for_the_databases_administrator_can_be_run_as_it_stands() throws SQLException {
        String schema = "the \"old\" one, {x}\\";
        String written = "\"the \"\"old\"\" one, {x}\\\"";
        run("CREATE SCHEMA " + written, "CREATE TABLE " + written + ".t (id int)");
        try {
            JdbcServer server = new JdbcServer("A", url("postgres"), "reader", Secret.of(PASSWORD), List.of(schema));
            Check refused = failed(test(server));
            assertThat(refused.advice()).contains("GRANT USAGE ON SCHEMA " + written + " TO reader");
            run("GRANT USAGE ON SCHEMA " + written + " TO reader", "GRANT SELECT ON " + written + ".t TO reader");

            assertThat(catalog.connections().test("A").run(check -> {}))
                    .extracting(Check::outcome)
                    .containsOnly(Outcome.PASSED);
        } finally {
            run("DROP SCHEMA " + written + " CASCADE");
        }
    }

    @Test
    void test_connection_walks_to_the_tables() {
        List<Check> checks = test(warehouse());

        assertThat(checks).extracting(Check::outcome).containsOnly(Outcome.PASSED);
        assertThat(checks)
                .extracting(check -> check.step().label())
                .containsExactly("JDBC URL", "Host", "Log-in", "TLS", "Schemas", "Tables", "Read only");
    }

    @Test
    void test_connection_says_where_the_road_ends_and_what_to_do() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Secret right = Secret.of(PASSWORD);
        assertThat(failed(test(new JdbcServer("A", "jdbc:postgresql://nobody.invalid/x", "reader", right, List.of()))))
                .satisfies(check -> assertThat(check.step().label()).isEqualTo("Host"))
                .satisfies(check -> assertThat(check.detail()).contains("nobody.invalid"));
        assertThat(failed(test(new JdbcServer(
                        "B", "jdbc:postgresql://localhost:" + nobody + "/x", "reader", right, List.of()))))
                .satisfies(check -> assertThat(check.advice()).contains("Check the port"));
        assertThat(failed(test(new JdbcServer("C", url("postgres"), "reader", Secret.of("wrong"), List.of()))))
                .satisfies(check -> assertThat(check.step().label()).isEqualTo("Log-in"))
                .satisfies(check -> assertThat(check.advice()).contains("password"));
        assertThat(failed(test(new JdbcServer("D", url("nowhere"), "reader", right, List.of()))))
                .satisfies(check -> assertThat(check.advice()).contains("Correct the database"));
        assertThat(failed(test(new JdbcServer("E", url("postgres"), "reader", right, List.of("hidden")))))
                .satisfies(check -> assertThat(check.advice()).contains("GRANT USAGE ON SCHEMA hidden"));
        assertThat(failed(test(new JdbcServer("F", url("postgres"), "reader", right, List.of("none")))))
                .satisfies(check -> assertThat(check.detail()).contains("no schema none"));
        assertThat(failed(test(new JdbcServer("G", url("postgres") + "?sslmode=require", "reader", right, List.of()))))
                .satisfies(check -> assertThat(check.advice()).contains("sslmode"));
        assertThat(test(new JdbcServer("H", url("postgres"), "writer", right, List.of("public"))))
                .last()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Outcome.WARNING));
    }

    @Test
    void an_import_brings_tables_views_types_remarks_and_keys_and_the_next_one_shows_what_changed()
            throws SQLException {
        catalog.servers().create(warehouse());
        TableImport first = catalog.tables().prepareImport("Warehouse", new ImportScope.All());
        assertThat(first.drift().added()).containsExactly("public.customers", "public.late", "public.orders");
        first.apply();

        SObjectDescribe customers = catalog.tables().describe("Warehouse", "public.customers");
        assertThat(customers.label()).isEqualTo("Who buys");
        assertThat(customers.childRelationships())
                .extracting(child -> child.childSObject() + "." + child.field())
                .containsExactly("public.orders.customer");
        assertThat(customers.field("name").orElseThrow())
                .extracting(FieldDescribe::type, FieldDescribe::length, FieldDescribe::nillable, FieldDescribe::label)
                .containsExactly(FieldType.STRING, 80, false, "As on the invoice");
        SObjectDescribe orders = catalog.tables().describe("Warehouse", "public.orders");
        assertThat(orders.field("customer").orElseThrow().referenceTo()).containsExactly("public.customers");
        assertThat(orders.field("id").orElseThrow())
                .extracting(FieldDescribe::type, FieldDescribe::unique)
                .containsExactly(FieldType.LONG, true);

        run("ALTER TABLE customers ADD COLUMN phone text");
        try {
            Drift drift = catalog.tables()
                    .prepareImport("Warehouse", new ImportScope.Imported())
                    .drift();
            assertThat(drift.changed()).hasSize(1).first().satisfies(table -> {
                assertThat(table.table()).isEqualTo("public.customers");
                assertThat(table.addedFields()).containsExactly("phone");
            });
        } finally {
            run("ALTER TABLE customers DROP COLUMN phone");
        }
    }

    @Test
    void of_tables_whose_names_differ_by_case_alone_one_is_imported_and_naming_the_other_takes_it_instead()
            throws SQLException {
        run(
                "CREATE TABLE \"Twin\" (id int)",
                "CREATE TABLE twin (id int)",
                "INSERT INTO \"Twin\" VALUES (1)",
                "INSERT INTO twin VALUES (2)",
                "GRANT SELECT ON twin, \"Twin\" TO reader");
        try {
            imported(warehouse());
            assertThat(ids("SELECT id FROM Twin")).containsExactly(2);

            TableImport other =
                    catalog.tables().prepareImport("Warehouse", new ImportScope.Named(List.of("public.Twin")));
            assertThat(other.drift().added()).containsExactly("public.Twin");
            assertThat(other.drift().removed()).containsExactly("public.twin");
            other.apply();
            assertThat(ids("SELECT id FROM twin")).containsExactly(1);

            catalog.tables().prepareImport("Warehouse", new ImportScope.All()).apply();
            assertThat(ids("SELECT id FROM twin")).containsExactly(1);
        } finally {
            run("DROP TABLE twin, \"Twin\"");
        }
    }

    private List<Integer> ids(String sql) throws SQLException {
        List<Integer> ids = new ArrayList<>();
        try (Databases.Opened opened = catalog.databases().open("Warehouse", null, SoqlListener.NONE);
                Connection connection = opened.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    @Test
    void sql_runs_over_what_is_imported() throws SQLException {
        catalog.servers().create(warehouse());
        catalog.tables().prepareImport("Warehouse", new ImportScope.All()).apply();
        try (Databases.Opened opened = catalog.databases().open("Warehouse", null, SoqlListener.NONE);
                Connection connection = opened.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT c.name, o.total, o.placed, o.state FROM orders o"
                        + " JOIN Warehouse.\"public\".customers c ON o.customer = c.id")) {
            assertThat(rows.next()).isTrue();
            assertThat(List.of(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)))
                    .containsExactly("Acme", "9.50", "2025-01-01 10:00:00", "new");
        }
    }
}
