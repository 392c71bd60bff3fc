package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plan that is used again is nobody's to notice. */
class PlanCacheTest {
    private static final String BY_INDUSTRY = "SELECT Name FROM Account WHERE Industry = ? ORDER BY Id";

    private static OrgDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        database = new OrgDatabase();
    }

    @AfterAll
    static void stop() throws SQLException {
        database.close();
    }

    @Test
    void two_statements_of_one_text_run_at_once_each_with_its_own_values() throws SQLException {
        List<String> energy = names("Energy");
        List<String> banking = names("Banking");
        assertThat(energy).isNotEmpty().isNotEqualTo(banking);
        Connection connection = database.connection();
        try (PreparedStatement one = connection.prepareStatement(BY_INDUSTRY);
                PreparedStatement other = connection.prepareStatement(BY_INDUSTRY)) {
            one.setString(1, "Energy");
            other.setString(1, "Banking");
            List<String> ofOne = new ArrayList<>();
            List<String> ofOther = new ArrayList<>();
            try (ResultSet rowsOfOne = one.executeQuery();
                    ResultSet rowsOfOther = other.executeQuery()) {
                boolean more = true;
                while (more) {
                    boolean moreOfOne = add(rowsOfOne, ofOne);
                    boolean moreOfOther = add(rowsOfOther, ofOther);
                    more = moreOfOne || moreOfOther;
                }
            }
            assertThat(ofOne).isEqualTo(energy);
            assertThat(ofOther).isEqualTo(banking);
        }
    }

    @Test
    void the_same_text_asks_salesforce_each_time_and_keeps_to_each_statements_most_rows() throws SQLException {
        String sql = "SELECT Id FROM Account ORDER BY Id";
        List<String> all = database.rows(sql);
        database.sent();
        assertThat(database.rows(sql)).isEqualTo(all);
        assertThat(database.sent()).hasSize(1);
        try (Statement statement = database.connection().createStatement()) {
            statement.setMaxRows(3);
            List<String> first = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (add(rows, first)) {
                    assertThat(first).hasSizeLessThanOrEqualTo(3);
                }
            }
            assertThat(first).isEqualTo(all.subList(0, 3));
        }
        assertThat(database.rows(sql)).isEqualTo(all);
    }

    @Test
    void statements_that_differ_in_what_salesforce_is_asked_alone_share_code_and_no_answer() throws SQLException {
        List<String> energy = names("Energy");
        List<String> banking = names("Banking");
        for (int run = 0; run < 2; run++) {
            assertThat(database.rows(BY_INDUSTRY.replace("?", "'Energy'"))).isEqualTo(energy);
            assertThat(database.rows(BY_INDUSTRY.replace("?", "'Banking'"))).isEqualTo(banking);
            assertThat(database.rows("SELECT COUNT(*) FROM Account WHERE Industry = 'Energy'"))
                    .containsExactly(Integer.toString(energy.size()));
            assertThat(database.rows("SELECT COUNT(*) FROM Account WHERE Industry = 'Banking'"))
                    .containsExactly(Integer.toString(banking.size()));
        }
    }

    @Test
    void rows_that_a_run_shares_are_read_anew_in_the_next_run() throws SQLException {
        String sql = "SELECT a.Name, c.LastName FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id"
                + " WHERE a.Name LIKE 'Shared%'";
        database.rows("SELECT Id FROM Account LIMIT 1");
        database.sent();
        assertThat(database.rows(sql)).isEmpty();
        try (Statement statement = database.connection().createStatement()) {
            statement.executeUpdate("INSERT INTO Account (Name) VALUES ('Shared Account')");
        }
        assertThat(database.rows(sql)).containsExactly("Shared Account|null");
    }

    private static List<String> names(String industry) throws SQLException {
        return database.rows("SELECT Name FROM Account WHERE Industry = '" + industry + "' ORDER BY Id");
    }

    private static boolean add(ResultSet rows, List<String> values) throws SQLException {
        boolean there = rows.next();
        if (there) {
            values.add(rows.getString(1));
        }
        return there;
    }
}
