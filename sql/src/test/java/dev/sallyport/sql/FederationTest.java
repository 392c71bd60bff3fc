package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.sql.federation.Warehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements over an org and a real PostgreSQL: what each is asked, and what the answers are. */
class FederationTest {
    private static OrgDatabase org;
    private static Warehouse warehouse;
    private static Connection connection;
    private static final List<String> SOQL = new ArrayList<>();
    private static final List<String> SQL = new ArrayList<>();

    @BeforeAll
    static void open() throws SQLException, IOException {
        org = new OrgDatabase();
        warehouse = new Warehouse();
        warehouse.run(
                "CREATE TABLE orders (id serial PRIMARY KEY, account varchar(18), customer text, total numeric(12, 2),"
                        + " placed timestamptz, day date, note text)",
                "CREATE TABLE lines (id serial PRIMARY KEY, order_id int NOT NULL REFERENCES orders, sku char(8), quantity int)",
                "CREATE SCHEMA archive",
                "CREATE TABLE archive.old_orders (id uuid PRIMARY KEY, customer text)",
                "CREATE INDEX ON orders (account)");
        List<String> accounts = org.rows("SELECT Id, Name FROM Account ORDER BY Id LIMIT 40");
        try (Connection filling = warehouse.connect();
                var insert = filling.prepareStatement("INSERT INTO orders (account, customer, total, placed, day, note)"
                        + " VALUES (?, ?, ?, '2025-03-01T10:00:00Z', DATE '2025-03-01' + ?, ?)")) {
            for (int i = 0; i < 20_000; i++) {
                String[] account = accounts.get(i % accounts.size()).split("\\|", 2);
                insert.setString(1, i % 500 == 0 ? account[0] : "no id " + i);
                insert.setString(2, i % 400 == 0 ? account[1].toUpperCase(Locale.ROOT) : "customer " + i);
                insert.setBigDecimal(3, new BigDecimal(i).movePointLeft(2));
                insert.setInt(4, i % 100);
                insert.setString(5, i % 2 == 0 ? "even" : "Odd");
                insert.addBatch();
            }
            insert.executeBatch();
        }
        warehouse.run(
                "INSERT INTO lines (order_id, sku, quantity) SELECT id, 'S' || id % 7, id % 5 FROM orders",
                "INSERT INTO archive.old_orders VALUES ('6b1f0b5e-2f60-4f4e-9f0a-0a4b6c0b3f11', 'Odd one')", "ANALYZE");
        connection = database().connect();
    }

    private static SalesforceDatabase database() {
        SoqlListener listener = new SoqlListener() {
            @Override
            public void sent(String soql) {
                SOQL.add(soql);
            }

            @Override
            public void sentTo(String server, String sql) {
                SQL.add(sql);
            }
        };
        return new SalesforceDatabase(
                org.client(),
                SObjects.imported(org.client().describeMany(List.of("Account", "Contact"))),
                listener,
                List.of(warehouse.server()),
                new StatementMemory());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        warehouse.close();
        org.close();
    }

    @BeforeEach
    void forget() {
        SOQL.clear();
        SQL.clear();
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(OrgDatabase.row(result));
            }
        }
        return rows;
    }

    private static long apiCalls() {
        return org.client().usage().calls();
    }

    @Test
    void what_reads_one_foreign_server_alone_is_one_statement_to_it() throws SQLException {
        long calls = apiCalls();
        long read = warehouse.rowsRead();

        assertThat(rows("SELECT l.sku, COUNT(*), SUM(o.total), MIN(o.customer) FROM Warehouse.orders o"
                        + " JOIN Warehouse.lines l ON l.order_id = o.id WHERE o.customer > 'customer 1' AND o.note = 'even'"
                        + " AND l.quantity IN (1, 2) GROUP BY l.sku ORDER BY l.sku DESC LIMIT 3"))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("S6|");

        assertThat(SQL).hasSize(1).first().asString().contains("GROUP BY", "ORDER BY", "FETCH NEXT 3 ROWS ONLY");
        assertThat(SOQL).isEmpty();
        assertThat(apiCalls() - calls).isZero();
        assertThat(warehouse.rowsRead() - read).isEqualTo(3);
    }

    @Test
    void a_table_is_named_after_its_server_and_where_it_must_be_after_its_schema() throws SQLException {
        assertThat(rows("SELECT id, placed, day, total FROM Warehouse.\"public\".orders ORDER BY id LIMIT 1"))
                .containsExactly("1|2025-03-01 10:00:00|2025-03-01|0.00");
        assertThat(rows("SELECT * FROM Warehouse.old_orders"))
                .containsExactly("6b1f0b5e-2f60-4f4e-9f0a-0a4b6c0b3f11|Odd one");
        assertThat(rows("SELECT customer FROM Warehouse.archive.old_orders WHERE id ="
                        + " '6b1f0b5e-2f60-4f4e-9f0a-0a4b6c0b3f11'"))
                .containsExactly("Odd one");
    }

    @Test
    void few_records_are_looked_up_in_the_database_by_their_ids_and_an_index_finds_them() throws SQLException {
        long calls = apiCalls();
        long read = warehouse.rowsRead();

        List<String> joined = rows("SELECT a.Name, o.total FROM Account a JOIN Warehouse.orders o ON o.account = a.Id"
                + " WHERE a.Name LIKE 'A%'");

        assertThat(joined).isNotEmpty();
        assertThat(SOQL).hasSize(1).first().asString().endsWith("WHERE Name LIKE 'A%'");
        assertThat(SQL).hasSize(1).first().asString().contains("= ANY (");
        assertThat(apiCalls() - calls).isLessThanOrEqualTo(2); // the second counts records, once an hour
        assertThat(warehouse.rowsRead() - read)
                .isLessThanOrEqualTo(joined.size() + 1); // and the plan that was asked for
    }

    @Test
    void few_rows_are_looked_up_in_salesforce_by_the_ids_among_their_texts() throws SQLException {
        List<String> joined = rows(
                "SELECT a.Name, o.id FROM Account a JOIN Warehouse.orders o ON o.account = a.Id" + " WHERE o.id < 30");

        assertThat(joined).hasSize(1);
        assertThat(SOQL).hasSize(1).first().asString().matches("SELECT Id, Name FROM Account WHERE Id = '\\w{18}'");
        assertThat(SQL).hasSize(1);
    }

    @Test
    void where_no_text_is_an_id_salesforce_is_not_asked() throws SQLException {
        assertThat(
                        rows(
                                "SELECT a.Name, o.id FROM Account a JOIN Warehouse.orders o ON o.account = a.Id WHERE o.id = 7"))
                .isEmpty();
        assertThat(SOQL).isEmpty();
    }

    @Test
    void with_text_of_salesforce_text_of_a_database_compares_without_case_and_letters_of_any_alphabet()
            throws SQLException {
        warehouse.run(
                "CREATE TABLE IF NOT EXISTS names (name text)",
                "TRUNCATE names",
                "INSERT INTO names VALUES ('ACME'), ('acmé'), (''), (NULL)");
        List<String> accounts = rows("SELECT Name FROM Account WHERE Name = 'acme'");
        Connection fresh = database().connect();
        try (fresh;
                Statement statement = fresh.createStatement();
                ResultSet joined = statement.executeQuery("SELECT n.name FROM Account a JOIN Warehouse.names n"
                        + " ON n.name = a.Name WHERE a.Name LIKE 'acm_'")) {
            List<String> names = new ArrayList<>();
            while (joined.next()) {
                names.add(joined.getString(1));
            }
            assertThat(names).hasSameSizeAs(accounts).containsOnly("ACME");
        }
        assertThat(SQL).last().asString().contains("UPPER(", "[^\\x01-\\x7F]");
    }

    @Test
    void among_its_own_text_of_a_database_compares_by_case_here_and_there() throws SQLException {
        assertThat(rows("SELECT COUNT(*) FROM Warehouse.orders WHERE note = 'odd'"))
                .containsExactly("0");
        assertThat(rows("SELECT COUNT(*) FROM Warehouse.orders WHERE note IN ('odd', 'Odd')"))
                .containsExactly("10000");
        assertThat(rows("SELECT DISTINCT o.note FROM Warehouse.orders o JOIN Account a ON o.account = a.Id"
                        + " WHERE UPPER(o.note) || 'x' = 'EVENx' ORDER BY 1"))
                .containsExactly("even");
    }

    @Test
    void explain_shows_what_each_side_is_sent() throws SQLException {
        assertThat(String.join(
                        "\n",
                        rows("EXPLAIN PLAN FOR SELECT a.Name, o.total FROM Account a"
                                + " JOIN Warehouse.orders o ON o.account = a.Id WHERE a.Name LIKE 'A%'")))
                .contains(
                        "SQL(server=[Warehouse], query=[SELECT", "keys=[$", "SOQL(query=[SELECT Id, Name FROM Account");
        assertThat(SQL).isEmpty();
        assertThat(SOQL).isEmpty();
    }

    @Test
    void rows_stream_and_a_reader_that_leaves_gives_the_connection_back() throws Exception {
        warehouse.awaitNoneInUse();
        long read = warehouse.rowsRead();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, note FROM Warehouse.orders")) {
            assertThat(result.next()).isTrue();
            assertThat(warehouse.inUse()).isEqualTo(1);
        }
        assertThat(warehouse.rowsRead() - read).isLessThanOrEqualTo(3 * 2_000);
        warehouse.awaitNoneInUse();
        assertThat(rows("SELECT COUNT(*) FROM (SELECT id, UPPER(note) u FROM Warehouse.orders)"))
                .containsExactly("20000");
        warehouse.awaitNoneInUse();
    }

    @Test
    void a_statement_that_takes_too_long_ends_and_so_does_its_work_in_the_database() throws SQLException {
        warehouse.run("CREATE OR REPLACE VIEW slow AS SELECT 1 AS one, pg_sleep(600)::text AS slept");
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement
                            .executeQuery("SELECT slept FROM Warehouse.slow")
                            .next())
                    .isInstanceOf(SQLTimeoutException.class);
        }
        warehouse.awaitNoSleeperOf("slow");
    }

    @Test
    void a_reader_that_leaves_ends_the_work_at_the_page_that_is_read_ahead() throws Exception {
        warehouse.run(
                "CREATE OR REPLACE VIEW slower AS SELECT i, CASE WHEN i > 2500 THEN pg_sleep(600)::text END AS slept"
                        + " FROM generate_series(1, 6000) i");
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement();
                ResultSet result = statement.executeQuery("SELECT i, slept FROM Warehouse.slower")) {
            assertThat(result.next()).isTrue();
            warehouse.awaitSleeperOf("slower");
        }
        warehouse.awaitNoSleeperOf("slower");
        warehouse.awaitNoneInUse();
    }

    @Test
    void who_leaves_before_the_statement_has_begun_is_heard_too() throws Exception {
        warehouse.run("CREATE OR REPLACE VIEW slowest AS SELECT 1 AS one, pg_sleep(600)::text AS slept");
        CountDownLatch begins = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        warehouse.beforeNextStatement(() -> {
            begins.countDown();
            left.await();
            return null;
        });
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement()) {
            Future<Boolean> row = other.submit(() -> statement
                    .executeQuery("SELECT slept FROM Warehouse.slowest")
                    .next());
            begins.await();
            statement.cancel();
            assertThatThrownBy(row::get).hasMessageContaining("cancelled");
        } finally {
            left.countDown();
            other.shutdown();
        }
        warehouse.awaitNoneInUse();
        warehouse.awaitNoSleeperOf("slowest");
    }

    @Test
    void rows_come_in_the_time_of_a_request_or_not_at_all() throws Exception {
        warehouse.run("CREATE OR REPLACE VIEW sleepy AS SELECT 1 AS one, pg_sleep(600)::text AS slept");
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement()) {
            fresh.setNetworkTimeout(Runnable::run, 200);
            assertThatThrownBy(() -> statement
                            .executeQuery("SELECT slept FROM Warehouse.sleepy")
                            .next())
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("Warehouse")
                    .hasMessageContaining("setNetworkTimeout");
            fresh.setNetworkTimeout(Runnable::run, 0); // the client is that of other tests too
        }
        warehouse.awaitNoneInUse();
        warehouse.awaitNoSleeperOf("sleepy");
    }

    @Test
    void planning_does_not_wait_for_a_table_that_somebody_has_locked() throws SQLException {
        warehouse.run("DROP TABLE IF EXISTS locked", "CREATE TABLE locked (account varchar(18))");
        try (Connection fresh = database().connect();
                Connection locking = warehouse.connect();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            try (Statement joined = fresh.prepareStatement("SELECT a.Name FROM Account a JOIN Warehouse.locked l"
                    + " ON l.account = a.Id WHERE a.Name LIKE 'A%'")) {
                assertThat(joined.isClosed()).isFalse();
            }
        }
    }

    @Test
    void a_backslash_is_a_character_like_any_other_whatever_the_database_takes_it_for() throws SQLException {
        warehouse.run(
                "DROP TABLE IF EXISTS paths",
                "SET standard_conforming_strings = on",
                "CREATE TABLE paths (path text)",
                "INSERT INTO paths VALUES ('C:\\new'), ('100%')");
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement()) {
            assertThat(only(statement, "SELECT path FROM Warehouse.paths WHERE path = 'C:\\new'"))
                    .isEqualTo("C:\\new");
            assertThat(only(statement, "SELECT COUNT(*) FROM Warehouse.paths WHERE path = '\\'' OR TRUE --'"))
                    .isEqualTo("0");
            assertThat(only(statement, "SELECT COUNT(*) FROM Warehouse.paths WHERE path LIKE 'C:\\n%'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void what_the_database_refuses_is_told_in_its_words() {
        assertThatThrownBy(() -> rows("SELECT total FROM Warehouse.nowhere"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nowhere");
        assertThat(SQL).isEmpty();
        assertThatThrownBy(() -> {
                    warehouse.run("CREATE TABLE gone (id int)");
                    try (Connection fresh = database().connect();
                            Statement statement = fresh.createStatement()) {
                        statement.executeQuery("SELECT id FROM Warehouse.gone").close();
                        warehouse.run("DROP TABLE gone");
                        statement.executeQuery("SELECT id FROM Warehouse.gone").next();
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"))
                .hasMessageContaining("Warehouse");
    }

    @Test
    void a_value_that_is_beyond_those_of_sql_here_is_told_with_its_column() throws SQLException {
        warehouse.run(
                "DROP TABLE IF EXISTS beyond",
                "CREATE TABLE beyond (id int, amount numeric, day date, at timestamp)",
                "INSERT INTO beyond VALUES (1, 'NaN', 'infinity', '-infinity')");
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement()) {
            for (String column : List.of("amount", "day", "at")) {
                assertThatThrownBy(() -> statement
                                .executeQuery("SELECT id, \"" + column + "\" FROM Warehouse.beyond")
                                .next())
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("22003"))
                        .hasMessageContaining("Warehouse")
                        .hasMessageContaining(column)
                        .hasMessageNotContaining("Test Connection");
            }
        }
    }

    @Test
    void statements_that_differ_by_their_parameters_alone_are_two() throws SQLException {
        try (var statement = connection.prepareStatement("SELECT UPPER(note) FROM Warehouse.orders WHERE id = ?"
                + " UNION ALL SELECT UPPER(note) FROM Warehouse.orders WHERE id = ?")) {
            statement.setInt(1, 1);
            statement.setInt(2, 2);
            List<String> notes = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    notes.add(result.getString(1));
                }
            }
            assertThat(notes).containsExactlyInAnyOrder("EVEN", "ODD");
        }
    }

    @Test
    void lookups_that_differ_by_their_parameters_alone_are_two() throws SQLException {
        String sql = "SELECT a.Name, o.id FROM Account a JOIN Warehouse.orders o ON o.account = a.Id"
                + " WHERE a.Name LIKE 'A%' AND o.id ";
        List<String> expected = rows(sql + "<= 2000 UNION ALL " + sql + "<= 4000");
        try (var statement = connection.prepareStatement(sql + "<= ? UNION ALL " + sql + "<= ?")) {
            statement.setInt(1, 2_000);
            statement.setInt(2, 4_000);
            List<String> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(OrgDatabase.row(result));
                }
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void what_postgresql_computes_otherwise_or_not_at_all_is_computed_here() throws SQLException {
        warehouse.run(
                "DROP TABLE IF EXISTS kinds",
                "CREATE TABLE kinds (id int, small int2, open boolean, ratio float8, day date)",
                "INSERT INTO kinds VALUES (1, 300, true, 1e20, '2025-01-02'), (2, 200, false, 0.5, '2025-01-03'),"
                        + " (3, NULL, NULL, -1e20, NULL)");
        try (Connection fresh = database().connect();
                Statement statement = fresh.createStatement()) {
            assertThat(only(statement, "SELECT MAX(small * small) FROM Warehouse.kinds"))
                    .isEqualTo("90000");
            assertThat(only(statement, "SELECT MIN(\"open\") OR MAX(\"open\") FROM Warehouse.kinds"))
                    .isEqualTo("true");
            assertThat(SQL).last().asString().doesNotContain("MIN(");
            assertThat(Double.parseDouble(only(statement, "SELECT SUM(ratio) FROM Warehouse.kinds")))
                    .isFinite();
            assertThat(SQL).last().asString().doesNotContain("SUM(");
            assertThat(only(
                            statement,
                            "SELECT COUNT(*) FROM Warehouse.kinds WHERE CAST(ratio AS VARCHAR) = '0.5'"
                                    + " OR CAST(small AS VARCHAR(20)) = '300'"))
                    .isEqualTo("2");
            assertThat(SQL).last().asString().doesNotContain("AS VARCHAR");
        }
    }

    @Test
    void its_texts_have_the_order_of_their_code_points_here_and_there() throws SQLException {
        String wide = "\uFF21";
        String smiling = Character.toString(0x1F600);
        warehouse.run(
                "DROP TABLE IF EXISTS glyphs",
                "CREATE TABLE glyphs (glyph text)",
                "INSERT INTO glyphs VALUES ('" + smiling + "'), ('" + wide + "'), ('a'), (NULL)");
        SalesforceDatabase listing = ListingDatabase.of(
                org.client(),
                org.client().describeMany(List.of("Account")),
                SoqlListener.NONE,
                List.of(warehouse.server()));
        for (SalesforceDatabase each : List.of(database(), listing)) {
            try (Connection fresh = each.connect();
                    Statement statement = fresh.createStatement()) {
                String of = " FROM Warehouse.glyphs";
                assertThat(all(statement, "SELECT glyph" + of + " ORDER BY glyph"))
                        .containsExactly("a", wide, smiling, "null");
                assertThat(all(statement, "SELECT glyph" + of + " WHERE glyph > '" + wide + "'"))
                        .containsExactly(smiling);
                assertThat(all(statement, "SELECT glyph" + of + " WHERE glyph BETWEEN 'b' AND '" + wide + "'"))
                        .containsExactly(wide);
                assertThat(all(statement, "SELECT MAX(glyph)" + of)).containsExactly(smiling);
                assertThat(all(statement, "SELECT MAX(glyph) AS last" + of + " ORDER BY last"))
                        .containsExactly(smiling);
                assertThat(all(statement, "SELECT MIN(glyph)" + of + " WHERE glyph <> 'a'"))
                        .containsExactly(wide);
                assertThat(all(
                                statement,
                                "SELECT glyph FROM (SELECT glyph, RANK() OVER (ORDER BY glyph DESC NULLS LAST) AS place"
                                        + of + ") WHERE place = 1"))
                        .containsExactly(smiling);
            }
        }
    }

    private static List<String> all(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
        }
        return values;
    }

    private static String only(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            String value = result.getString(1);
            assertThat(result.next()).isFalse();
            return value;
        }
    }

    @Test
    void nothing_is_written_to_a_database() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "DELETE FROM Warehouse.orders",
                    "UPDATE Warehouse.orders SET note = 'x' WHERE id = 1",
                    "INSERT INTO Warehouse.orders (id) VALUES (1)")) {
                assertThatThrownBy(() -> statement.executeUpdate(sql))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Warehouse.orders")
                        .hasMessageContaining("only read");
            }
        }
        assertThat(SQL).isEmpty();
    }

    @Test
    void a_list_with_a_parameter_or_a_range_of_texts_goes_to_the_database() throws SQLException {
        List<String> odd = rows("SELECT COUNT(*) FROM Warehouse.orders WHERE note = 'Odd'");
        SQL.clear();
        try (var statement = connection.prepareStatement(
                "SELECT COUNT(*) FROM Warehouse.orders" + " WHERE note IN ('Odd', ?, '[A]', '') OR note > 'zzz'")) {
            statement.setString(1, "nowhere");
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                assertThat(List.of(result.getString(1))).isEqualTo(odd);
            }
        }
        assertThat(SQL).hasSize(1).first().asString().contains("= ?");
    }

    @Test
    void parameters_go_to_the_database() throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT COUNT(*) FROM Warehouse.orders WHERE note = ? AND id <= ?" + " AND placed > ? AND day = ?")) {
            statement.setString(1, "Odd");
            statement.setInt(2, 1_000);
            statement.setTimestamp(3, java.sql.Timestamp.valueOf("2025-03-01 09:59:59"));
            statement.setDate(4, java.sql.Date.valueOf("2025-03-02"));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                assertThat(result.getInt(1)).isEqualTo(10);
            }
        }
        assertThat(SQL).hasSize(1).first().asString().contains("= ?");
    }
}
