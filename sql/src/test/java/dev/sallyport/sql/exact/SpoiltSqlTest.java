package dev.sallyport.sql.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Five thousand statements with a piece too many, too few or in the wrong place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpoiltSqlTest {
    private static final int STATEMENTS = Integer.getInteger("exact.spoilt", 5_000);
    private static final long SEED = Long.getLong("exact.seed", 20_261_126L);
    private static final List<String> PIECES = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "ESCAPE",
            "(",
            ")",
            ",",
            "'",
            "\\",
            "\"",
            ".",
            ";",
            "=",
            "<",
            "||",
            "?",
            "NULL",
            "NULLS FIRST",
            "FETCH NEXT",
            "OFFSET",
            "GROUP BY",
            "ORDER BY",
            "HAVING",
            "COUNT(",
            "ROLLUP(",
            "CASE",
            "END",
            "OVER (",
            "0",
            "-1",
            "1e308",
            "99999999999999999999",
            "DATE '2024-02-30'",
            "TIMESTAMP '2024-01-01 25:00:00'",
            "INTERVAL '1' DAY",
            "é",
            "\u0000",
            "💥",
            "/*",
            "--",
            "Nmae",
            "Acount",
            "UNION",
            "JOIN",
            "ON",
            "WITH",
            "VALUES",
            "UNNEST(",
            "INSERT INTO",
            "DELETE",
            "SET",
            "TABLE",
            "ANY",
            "EXISTS");

    private final RandomOrg org = new RandomOrg(SEED);

    SpoiltSqlTest() throws SQLException {}

    @AfterAll
    void close() throws SQLException {
        org.close();
    }

    @Test
    void a_spoilt_statement_is_answered_or_refused_with_a_sql_state_and_in_words() throws SQLException {
        Random random = new Random(SEED);
        int refused = 0;
        try (Connection connection = org.connectPushed(soql -> {});
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < STATEMENTS; i++) {
                Printer printer = new Printer(Dialect.SALLYPORT);
                new QueryMaker(org.tables(), new RandomValues(random))
                        .next()
                        .query()
                        .print(printer);
                String spoilt = spoilt(printer.sql(), random);
                try (ResultSet rows = statement.executeQuery(spoilt)) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                } catch (SQLException e) {
                    check(e, spoilt);
                    refused++;
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("Spoilt statement " + i + " of seed " + SEED + ": " + spoilt, e);
                }
            }
        }
        assertThat(refused).isGreaterThan(STATEMENTS / 2);
    }

    private static void check(SQLException failure, String statement) {
        String message = String.valueOf(failure.getMessage());
        assertThat(failure.getSQLState()).as(statement + "\n" + message).matches("[0-9A-Z]{5}");
        assertThat(message)
                .as(statement)
                .doesNotContain("Exception", "org.apache", "java.", "\tat ")
                .endsWith(".");
    }

    private static String spoilt(String sql, Random random) {
        StringBuilder text = new StringBuilder(sql);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int length = Math.min(random.nextInt(12), text.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.insert(at, text.substring(at, at + length));
                default -> text.replace(at, at + length, " " + PIECES.get(random.nextInt(PIECES.size())) + " ");
            }
        }
        return text.toString();
    }
}
