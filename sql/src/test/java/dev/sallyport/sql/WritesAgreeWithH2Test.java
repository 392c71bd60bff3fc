package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sql.write.WriteOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same statements leave the same rows in Salesforce and in H2. */
class WritesAgreeWithH2Test {
    private static final int STATEMENTS = 40;
    private static final String CONTENT =
            "SELECT Name, External_Id__c, NumberOfEmployees, Description FROM Account WHERE External_Id__c IS NOT NULL";

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void random_statements_leave_the_same_rows(long seed) throws SQLException {
        try (WritableOrg org = new WritableOrg();
                Connection salesforce = org.connect(WriteOptions.DEFAULT);
                Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
            salesforceLikeTable(h2);
            try (Statement clean = salesforce.createStatement()) {
                clean.executeUpdate("UPDATE Account SET External_Id__c = NULL WHERE External_Id__c IS NOT NULL");
            }
            Random random = new Random(seed);
            for (int i = 0; i < STATEMENTS; i++) {
                org.forget();
                String sql = statement(random, i);
                if (random.nextInt(4) == 0) {
                    assertThat(batch(salesforce, i)).isEqualTo(batch(h2, i));
                }
                assertThat(update(salesforce, sql)).as(sql).isEqualTo(update(h2, sql));
                assertThat(WritableOrg.rows(salesforce, CONTENT))
                        .as(sql)
                        .containsExactlyInAnyOrderElementsOf(WritableOrg.rows(h2, CONTENT));
                assertThat(org.writes()).as("calls that write for %s", sql).isLessThanOrEqualTo(2);
                assertThat(org.reads()).as("calls that read for %s", sql).isLessThanOrEqualTo(4);
            }
        }
    }

    private static void salesforceLikeTable(Connection h2) throws SQLException {
        try (Statement statement = h2.createStatement()) {
            statement.execute("CREATE TABLE Account (Name VARCHAR_IGNORECASE(255) NOT NULL,"
                    + " External_Id__c VARCHAR_IGNORECASE(40) UNIQUE, NumberOfEmployees INT,"
                    + " Description VARCHAR_IGNORECASE(32000))");
        }
    }

    private static String statement(Random random, int number) {
        int some = random.nextInt(60);
        return switch (random.nextInt(7)) {
            case 0, 1, 2 ->
                "INSERT INTO Account (Name, External_Id__c, NumberOfEmployees, Description) VALUES ('n" + some + "', 'K"
                        + number + "a', " + (random.nextBoolean() ? "NULL" : String.valueOf(some)) + ", 'd" + some
                        + "'), ('other', 'K" + number + "b', 5, NULL)";
            case 3 ->
                "UPDATE Account SET NumberOfEmployees = NumberOfEmployees + " + some
                        + ", Description = Name || '!' WHERE External_Id__c IS NOT NULL AND NumberOfEmployees < "
                        + some;
            case 4 -> "UPDATE Account SET Description = NULL, Name = UPPER(Name) WHERE External_Id__c LIKE 'k%a'";
            case 5 ->
                "DELETE FROM Account WHERE External_Id__c IS NOT NULL AND (NumberOfEmployees = " + some
                        + " OR CHAR_LENGTH(External_Id__c) > 4)";
            default ->
                "INSERT INTO Account (Name, External_Id__c, NumberOfEmployees) SELECT Name, External_Id__c || 'x"
                        + number + "', NumberOfEmployees FROM Account WHERE External_Id__c IS NOT NULL AND"
                        + " NumberOfEmployees > 40";
        };
    }

    private static List<Integer> batch(Connection connection, int number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO Account (Name, External_Id__c, NumberOfEmployees) VALUES (?, ?, ?)")) {
            for (int i = 0; i < 3; i++) {
                insert.setString(1, "batch");
                insert.setString(2, "B" + number + "-" + i);
                insert.setInt(3, i * 20);
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            return List.of(counts[0], counts[1], counts[2]);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
