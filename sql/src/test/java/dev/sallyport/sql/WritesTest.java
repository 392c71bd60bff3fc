package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.sql.write.WriteOptions;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesTest {
    private WritableOrg org;
    private Connection connection;

    @BeforeAll
    void start() {
        org = new WritableOrg();
    }

    @BeforeEach
    void as_it_was() throws SQLException {
        org.reset();
        connection = org.connect(WriteOptions.DEFAULT);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void values_become_records_in_one_call() throws SQLException {
        int count = update("""
                INSERT INTO Opportunity (Name, StageName, CloseDate, Amount, IsPrivate, Description)
                VALUES ('a', 'Prospecting', DATE '2026-01-31', 12.5, TRUE, NULL),
                       ('a longer name', 'Closed Won', DATE '2026-02-28', NULL, FALSE, 'it''s')""");

        assertThat(count).isEqualTo(2);
        assertThat(org.writes()).isEqualTo(1);
        assertThat(org.reads()).isZero();
        assertThat(rows("SELECT Name, StageName, CloseDate, Amount, IsPrivate, Description FROM Opportunity"
                        + " WHERE Name LIKE 'a%' AND CloseDate IN (DATE '2026-01-31', DATE '2026-02-28')"
                        + " AND CreatedDate >= CURRENT_TIMESTAMP - INTERVAL '1' HOUR ORDER BY Name"))
                .contains(
                        "a|Prospecting|2026-01-31|12.50|true|null",
                        "a longer name|Closed Won|2026-02-28|null|false|it's");
    }

    @Test
    void a_query_fills_a_table() throws SQLException {
        org.forget();

        int count = update("INSERT INTO Contact (LastName, AccountId, Title)"
                + " SELECT UPPER(Name), Id, 'x' || Type FROM Account WHERE NumberOfEmployees > 100");

        assertThat(org.sent()).containsExactly("SELECT Id, Name, Type FROM Account WHERE NumberOfEmployees > 100");
        assertThat(count).isPositive();
        assertThat(rows("SELECT c.Id FROM Contact AS c JOIN Account AS a ON a.Id = c.AccountId"
                        + " WHERE c.LastName = a.Name"))
                .hasSize(count);
    }

    @Test
    void an_update_reads_ids_and_what_the_new_values_need() throws SQLException {
        org.forget();

        int count = update("UPDATE Account SET AnnualRevenue = NumberOfEmployees * 2 + 1, Description = 'doubled'"
                + " WHERE BillingCity != 'Nowhere' AND NumberOfEmployees > 5");

        assertThat(org.sent())
                .containsExactly("SELECT Id, NumberOfEmployees FROM Account WHERE BillingCity != 'Nowhere' AND"
                        + " BillingCity != null AND NumberOfEmployees > 5");
        assertThat(org.reads()).isEqualTo(1);
        assertThat(org.writes()).isEqualTo(1);
        assertThat(count).isPositive();
        assertThat(rows("SELECT Id FROM Account WHERE Description LIKE 'doubled' AND"
                        + " AnnualRevenue = NumberOfEmployees * 2 + 1"))
                .hasSize(count);
    }

    @Test
    void a_delete_reads_ids_alone_and_takes_any_condition() throws SQLException {
        int all = rows("SELECT Id FROM Contact").size();
        String condition = " WHERE AccountId IN (SELECT Id FROM Account WHERE NumberOfEmployees > 1000)"
                + " AND CHAR_LENGTH(LastName) > 5";
        int doomed = rows("SELECT Id FROM Contact" + condition).size();
        org.forget();

        int count = update("DELETE FROM Contact" + condition);

        assertThat(count).isEqualTo(doomed).isPositive();
        assertThat(rows("SELECT Id FROM Contact")).hasSize(all - count);
        update("DELETE FROM Site_Visit__c WHERE Status__c IS NOT NULL");
        assertThat(org.sent()).contains("SELECT Id FROM Site_Visit__c WHERE Status__c != null");
    }

    @Test
    void the_record_of_a_given_id_is_changed_without_reading_it() throws SQLException {
        String id = rows("SELECT Id FROM Account ORDER BY Name LIMIT 1").get(0);
        org.forget();

        try (PreparedStatement change =
                connection.prepareStatement("UPDATE Account SET Name = ?, AnnualRevenue = ? WHERE Id = ?")) {
            change.setString(1, "Given");
            change.setBigDecimal(2, new BigDecimal("17"));
            change.setString(3, id);
            assertThat(change.executeUpdate()).isEqualTo(1);
            change.setString(3, "001000000000000AAA");
            assertThat(change.executeUpdate()).as("no such record").isZero();
        }
        assertThat(update("DELETE FROM Account WHERE Id = '" + id + "'")).isEqualTo(1);
        assertThat(update("DELETE FROM Account WHERE Id = '" + id + "'")).isZero();
        assertThat(org.reads()).isZero();
        assertThat(org.writes()).isEqualTo(4);
    }

    @Test
    void ids_that_no_record_of_the_table_can_have_change_nothing() throws SQLException {
        String contact = rows("SELECT Id FROM Contact LIMIT 1").get(0);
        String account = rows("SELECT Id FROM Account LIMIT 1").get(0);
        List<String> accounts = rows("SELECT Id, Name FROM Account");
        org.forget();

        assertThat(update("DELETE FROM Account WHERE Id = '" + contact + "'"))
                .as("another object's")
                .isZero();
        assertThat(update("DELETE FROM Account WHERE Id = '" + account.substring(0, 15) + "'"))
                .as("not whole")
                .isZero();
        assertThat(update("UPDATE Account SET Name = 'x' WHERE Id = '" + account.toLowerCase(Locale.ROOT) + "'"))
                .as("in the wrong case")
                .isZero();
        assertThat(update("DELETE FROM Account WHERE Id = '" + account + "x'"))
                .as("longer than an id")
                .isZero();
        assertThat(org.writes()).isZero();
        assertThat(rows("SELECT Id FROM Contact WHERE Id = '" + contact + "'")).hasSize(1);
        assertThat(rows("SELECT Id, Name FROM Account")).isEqualTo(accounts);
    }

    @Test
    void no_record_has_the_id_null() throws SQLException {
        String account = rows("SELECT Id FROM Account LIMIT 1").get(0);
        org.forget();

        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM Account WHERE Id = ?");
                PreparedStatement update = connection.prepareStatement("UPDATE Account SET Name = ? WHERE Id = ?")) {
            delete.setString(1, null);
            assertThat(delete.executeUpdate()).isZero();
            update.setString(1, "x");
            update.setString(2, null);
            assertThat(update.executeUpdate()).isZero();
            assertThat(org.writes()).isZero();
            delete.setString(1, account);
            delete.addBatch();
            delete.setString(1, null);
            delete.addBatch();
            assertThat(delete.executeBatch()).containsExactly(1, 0);
        }
        assertThat(org.writes()).isEqualTo(1);
    }

    @Test
    void a_part_of_an_id_is_no_id() throws SQLException {
        int accounts = rows("SELECT Id FROM Account").size();

        assertThat(update("UPDATE Account SET Description = 'all' WHERE CAST(Id AS VARCHAR(3)) = '001'"))
                .isEqualTo(accounts);
    }

    @Test
    void generated_keys_are_the_new_ids_in_order() throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO Account (Name) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "first");
            insert.setString(2, "second");
            assertThat(insert.executeUpdate()).isEqualTo(2);
            try (ResultSet generated = insert.getGeneratedKeys()) {
                while (generated.next()) {
                    keys.add(generated.getString("Id"));
                }
            }
        }

        assertThat(rows("SELECT Name FROM Account WHERE Id = '" + keys.get(0) + "'"))
                .containsExactly("first");
        assertThat(rows("SELECT Name FROM Account WHERE Id = '" + keys.get(1) + "'"))
                .containsExactly("second");
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO Account (Name) VALUES ('third')", new String[] {"Id"});
            try (ResultSet generated = statement.getGeneratedKeys()) {
                assertThat(generated.next()).isTrue();
                assertThat(generated.getString(1)).startsWith("001");
                assertThat(generated.next()).isFalse();
            }
        }
    }

    @Test
    void a_batch_shares_calls() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO Opportunity (Name, StageName, CloseDate, Amount) VALUES (?, 'Prospecting', ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < 450; i++) {
                insert.setString(1, "Batch " + i);
                insert.setDate(2, Date.valueOf("2026-05-01"));
                insert.setBigDecimal(3, i % 2 == 0 ? BigDecimal.valueOf(i) : null);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(450).containsOnly(1);
            assertThat(org.writes()).isEqualTo(3);
            try (ResultSet generated = insert.getGeneratedKeys()) {
                int keys = 0;
                while (generated.next()) {
                    keys++;
                }
                assertThat(keys).isEqualTo(450);
            }
            assertThat(insert.executeBatch()).as("nothing is left").isEmpty();
        }
        assertThat(rows("SELECT COUNT(*), SUM(Amount) FROM Opportunity WHERE Name LIKE 'Batch %'"))
                .containsExactly("450|50400.00");
    }

    @Test
    void a_prepared_statement_that_writes_has_parameters_and_no_columns() throws SQLException {
        for (String sql : List.of(
                "INSERT INTO Account (Name) VALUES (?)",
                "UPDATE Account SET Name = ?",
                "DELETE FROM Account WHERE Name = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                assertThat(statement.getMetaData()).as(sql).isNull();
                assertThat(statement.getParameterMetaData().getParameterCount())
                        .as(sql)
                        .isEqualTo(1);
            }
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT Name FROM Account WHERE Name = ?")) {
            assertThat(query.getMetaData().getColumnCount()).isEqualTo(1);
        }
    }

    @Test
    void ten_thousand_rows_of_a_batch_cost_four_calls() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO Account (Name) VALUES (?)")) {
            for (int i = 0; i < 10_000; i++) {
                insert.setString(1, "Bulk " + i);
                insert.addBatch();
            }
            assertThat(insert.executeLargeBatch()).hasSize(10_000).containsOnly(1);
        }

        assertThat(org.org().controls().count(ApiKind.BULK).requests()).isEqualTo(4);
        assertThat(org.org().controls().count(ApiKind.REST).requests()).isZero();
        assertThat(rows("SELECT COUNT(*) FROM Account WHERE Name LIKE 'Bulk %'"))
                .containsExactly("10000");
    }

    @Test
    void updates_and_deletes_of_a_batch_share_calls_and_the_later_of_two_wins() throws SQLException {
        List<String> ids = rows("SELECT Id FROM Account ORDER BY Name LIMIT 3");
        org.forget();

        try (PreparedStatement change = connection.prepareStatement("UPDATE Account SET Name = ? WHERE Id = ?")) {
            for (String id : List.of(ids.get(0), ids.get(1), ids.get(0), "001000000000000AAA")) {
                change.setString(1, "Named " + (org.sent().size() + ids.indexOf(id)));
                change.setString(2, id);
                change.addBatch();
            }
            assertThat(change.executeBatch()).containsExactly(1, 1, 1, 0);
        }
        assertThat(org.reads()).isZero();
        assertThat(org.writes()).isEqualTo(2);
    }

    @Test
    void of_a_batch_each_element_is_told_and_each_refused_row_with_its_code() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO Account (Name, External_Id__c) VALUES (?, ?)")) {
            for (String key : List.of("A", "B", "A", "C")) {
                insert.setString(1, "Key " + key);
                insert.setString(2, key);
                insert.addBatch();
            }

            BatchUpdateException failure = catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);

            assertThat(failure.getUpdateCounts())
                    .contains(Statement.EXECUTE_FAILED)
                    .hasSize(4)
                    .satisfies(counts -> assertThat(counts[3]).isEqualTo(1));
            assertThat(failure.getSQLState()).isEqualTo("23505");
            assertThat(failure.getMessage()).contains("DUPLICATE_VALUE", "External_Id__c");
            assertThat(failure.getNextException().getMessage()).contains("Row 3", "DUPLICATE_VALUE");
            assertThat(failure.getNextException().getSQLState()).isEqualTo("23505");
        }
        assertThat(rows("SELECT Name FROM Account WHERE External_Id__c = 'C'")).containsExactly("Key C");
    }

    @Test
    void a_batch_of_texts_runs_one_after_the_other() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO Account (Name, External_Id__c) VALUES ('t', 'T1')");
            statement.addBatch("UPDATE Account SET Name = 'u' WHERE External_Id__c = 'T1'");
            statement.addBatch("DELETE FROM Account WHERE Name = 'u' AND External_Id__c = 'T1'");
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
        }
    }

    @Test
    void rows_that_are_refused_are_told_and_the_others_stay() throws SQLException {
        SQLException failure =
                refused("INSERT INTO Account (Name, External_Id__c) VALUES ('a', 'D1'), ('b', 'D1')," + " ('c', 'D2')");

        assertThat(failure.getMessage())
                .contains("Of 3 rows of the insert of Account 2 are written", "Row 2", "DUPLICATE_VALUE");
        assertThat(failure.getSQLState()).isEqualTo("23505");
        assertThat(rows("SELECT Name FROM Account WHERE External_Id__c LIKE 'D%' ORDER BY Name"))
                .containsExactly("a", "c");
    }

    @Test
    void with_all_or_none_no_row_stays() throws SQLException {
        try (Connection strict = org.connect(new WriteOptions(true));
                Statement statement = strict.createStatement()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class,
                    () -> statement.executeUpdate(
                            "INSERT INTO Account (Name, External_Id__c) VALUES ('a', 'D1'), ('b', 'D1')"));

            assertThat(failure.getMessage()).contains("0 are written");
        }
        assertThat(rows("SELECT Name FROM Account WHERE External_Id__c LIKE 'D%'"))
                .isEmpty();
    }

    @Test
    void an_upsert_makes_or_changes_by_its_external_id() throws SQLException {
        update("INSERT INTO Account (Name, External_Id__c) VALUES ('old', 'U1')");
        org.forget();

        assertThat(update("UPSERT INTO Account (Name, External_Id__c) VALUES ('new', 'U1'), ('other', 'U2')"))
                .isEqualTo(2);

        assertThat(org.reads()).isZero();
        assertThat(org.writes()).isEqualTo(1);
        assertThat(rows("SELECT Name FROM Account WHERE External_Id__c LIKE 'U_' ORDER BY External_Id__c"))
                .containsExactly("new", "other");
    }

    @Test
    void a_merge_by_an_external_id_is_an_upsert() throws SQLException {
        update("INSERT INTO Account (Name, External_Id__c) VALUES ('old', 'MERGED')");
        org.forget();

        int count = update("""
                MERGE INTO Account AS t USING (SELECT 'MERGED' AS k, 'new' AS n FROM (VALUES (1))
                  UNION ALL SELECT Reference__c, Name FROM Site_Visit__c WHERE Reference__c IS NOT NULL) AS s
                ON t.External_Id__c = s.k
                WHEN MATCHED THEN UPDATE SET Name = s.n
                WHEN NOT MATCHED THEN INSERT (Name, External_Id__c) VALUES (s.n, s.k)""");

        assertThat(count).isPositive();
        assertThat(org.sent()).hasSize(1);
        assertThat(rows("SELECT Name FROM Account WHERE External_Id__c = 'MERGED'"))
                .containsExactly("new");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO Account (Name, CreatedDate) VALUES ('a', TIMESTAMP '2026-01-01 00:00:00') | Account.CreatedDate cannot be set",
                "UPDATE Account SET CreatedById = 'x'                                               | Account.CreatedById cannot be changed",
                "UPDATE Account SET Id = 'x'                                                        | Account.Id cannot be changed",
                "INSERT INTO Account VALUES ('a')                                                   | ",
                "UPSERT INTO Account (Name) VALUES ('a')                                            | External_Id__c",
                "UPSERT INTO Account (Name, Id, External_Id__c) VALUES ('a', 'b', 'c')              | several columns that could find",
                "INSERT INTO Account (Nmae) VALUES ('a')                                            | There is no column Nmae",
                "UPDATE Account SET Nmae = 'a'                                                      | There is no column Nmae",
                "MERGE INTO Account AS t USING Contact AS s ON t.Name = s.Name WHEN MATCHED THEN UPDATE SET Name = s.Name | only one of",
                "MERGE INTO Account AS t USING Contact AS s ON t.Name = s.Name WHEN MATCHED THEN UPDATE SET External_Id__c = s.Title WHEN NOT MATCHED THEN INSERT (Name, External_Id__c) VALUES (s.Name, s.Title) | finds no records by it",
                "MERGE INTO Account AS t USING Contact AS s ON t.External_Id__c = s.Title WHEN MATCHED THEN UPDATE SET Name = 'abc' WHEN NOT MATCHED THEN INSERT (External_Id__c, Name) VALUES (s.Title, 'ABC') | do not give Name the same value",
                "DELETE FROM \"User\"                                                               | may not delete records of User",
            })
    void what_cannot_be_written_is_refused_before_a_call(String sql, String told) {
        org.forget();

        SQLException failure = refused(sql);

        assertThat(failure.getMessage()).contains(told == null ? "" : told);
        assertThat(failure.getSQLState()).startsWith("42");
        assertThat(org.writes() + org.reads()).isZero();
    }

    @Test
    void a_text_too_long_is_refused_and_not_cut() throws SQLException {
        String longText = "'" + "y".repeat(40) + "'";
        org.forget();

        for (String sql : List.of(
                "INSERT INTO Account (Name, TickerSymbol) VALUES ('x', " + longText + ")",
                "INSERT INTO Account (Name, TickerSymbol) VALUES ('x', 'y'), ('x', " + longText + ")",
                "UPDATE Account SET TickerSymbol = " + longText)) {
            SQLException literal = refused(sql);
            assertThat(literal.getMessage()).contains("40 characters", "takes 20");
            assertThat(literal.getSQLState()).isEqualTo("22001");
        }
        assertThat(org.writes() + org.reads()).isZero();

        SQLException computed =
                refused("INSERT INTO Account (Name, TickerSymbol) SELECT Name, Name || " + longText + " FROM Account");
        assertThat(computed.getMessage()).contains("STRING_TOO_LONG", "TickerSymbol");
        assertThat(computed.getSQLState()).isEqualTo("22001");
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO Account (Name, TickerSymbol) VALUES ('x', ?)")) {
            insert.setString(1, "y".repeat(40));
            assertThat(catchThrowableOfType(SQLException.class, insert::executeUpdate)
                            .getMessage())
                    .contains("STRING_TOO_LONG");
        }
    }

    @Test
    void an_insert_whose_answer_is_lost_says_that_it_may_be_written() {
        org.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(3));

        SQLException failure = refused("INSERT INTO Account (Name) VALUES ('perhaps')");

        assertThat(failure.getSQLState()).isEqualTo("08007");
        assertThat(failure.getMessage()).contains("may have written");
        assertThat(org.writes()).isEqualTo(1);
    }

    @Test
    void explain_shows_what_is_read_and_written_and_writes_nothing() throws SQLException {
        String explain = "EXPLAIN PLAN FOR UPDATE Account SET Name = 'x' || Name WHERE Industry = 'Banking'";
        rows(explain); // asks how many records there are
        org.forget();

        String plan = String.join("\n", rows(explain));

        assertThat(plan)
                .contains("Write(operation=[update], sObject=[Account], fields=[[Id, Name]])")
                .contains("SELECT Id, Name FROM Account WHERE Industry = 'Banking'");
        assertThat(org.writes() + org.reads()).isZero();
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private SQLException refused(String sql) {
        return catchThrowableOfType(SQLException.class, () -> update(sql));
    }

    private List<String> rows(String sql) throws SQLException {
        return WritableOrg.rows(connection, sql);
    }
}
