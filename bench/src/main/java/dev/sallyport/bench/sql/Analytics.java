package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Count;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks the questions of the suite, of Sallyport and of H2 with the same rows. */
final class Analytics {
    private static final int ROWS_A_PAGE = 2_000;
    private static final double MILLIS = 1e6;
    private static final double KILOBYTE = 1_000;
    private static final MathContext DIGITS = new MathContext(9);

    private static final List<ApiKind> API =
            List.of(ApiKind.QUERY, ApiKind.QUERY_MORE, ApiKind.DESCRIBE, ApiKind.REST, ApiKind.SOAP, ApiKind.BULK);

    private final LocalOrg org;

    Analytics(LocalOrg org) {
        this.org = org;
    }

    /**
     * What became of a question.
     *
     * @param query the question
     * @param calls API calls
     * @param bytes of the answers, compressed
     * @param millis with its planning
     * @param wholeTables calls that reading the tables whole takes that it names
     * @param wrong how it differs from H2's answer, or why there is none; empty if it is right
     */
    record Answer(AnalyticsQuery query, long calls, long bytes, double millis, long wholeTables, String wrong) {}

    private interface Connecting {
        Connection connect(SalesforceClient client, List<SObjectDescribe> tables) throws SQLException;
    }

    /** Asks Sallyport all of them, each once. */
    List<Answer> ask() throws SQLException {
        return ask(org, (client, tables) -> {
            Connection connection = new SalesforceDatabase(client, tables, SoqlListener.NONE).connect();
            knowSizes(connection);
            return connection;
        });
    }

    /** A connection asks once an hour how many records there are: no question of the suite is to pay for all of them. */
    private static void knowSizes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("EXPLAIN PLAN FOR SELECT Id FROM Account");
        }
    }

    /**
     * Asks a peer all of them, each once.
     *
     * @param twin the org that the peer is connected with, of the same records: over HTTPS where it speaks nothing else
     */
    List<Answer> ask(Peer peer, LocalOrg twin) throws SQLException {
        return ask(twin, (client, tables) -> peer.connect(twin));
    }

    private List<Answer> ask(LocalOrg asked, Connecting connecting) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        try (SalesforceClient client = Access.of(org).client()) {
            List<SObjectDescribe> tables = client.describeMany(AnalyticsQuery.TABLES);
            try (H2Copy copy = new H2Copy(client, tables);
                    Connection connection = connecting.connect(client, tables)) {
                for (AnalyticsQuery query : AnalyticsQuery.all()) {
                    answers.add(ask(query, asked, connection, copy));
                }
            }
        }
        return answers;
    }

    private Answer ask(AnalyticsQuery query, LocalOrg asked, Connection connection, H2Copy copy) throws SQLException {
        long whole = query.tables().stream()
                .mapToLong(table -> Math.max(1, (copy.rows(table) + ROWS_A_PAGE - 1) / ROWS_A_PAGE))
                .sum();
        List<String> expected = rows(copy.connection(), query);
        asked.controls().resetCounts();
        long start = System.nanoTime();
        String wrong;
        try {
            List<String> rows = rows(connection, query);
            wrong = rows.equals(expected) ? "" : difference(expected, rows);
        } catch (SQLException | RuntimeException e) {
            wrong = String.valueOf(e.getMessage());
        }
        double millis = (System.nanoTime() - start) / MILLIS;
        List<Count> counts = API.stream().map(asked.controls()::count).toList();
        return new Answer(
                query,
                counts.stream().mapToLong(Count::requests).sum(),
                counts.stream().mapToLong(Count::bytesSent).sum(),
                millis,
                whole,
                wrong);
    }

    /** What a peer's answers come to beside Sallyport's. */
    static List<Measure> measures(Peer peer, List<Answer> answers, List<Answer> ours) {
        String suite = peer.name() + ": suite of " + answers.size() + " questions, ";
        return List.of(
                Measure.of(
                        suite + "answered as H2 does",
                        "questions",
                        List.of((double) right(answers)),
                        "Sallyport",
                        (double) right(ours)),
                Measure.of(
                        suite + "API calls, answered or not",
                        "calls",
                        List.of((double) calls(answers)),
                        "Sallyport",
                        (double) calls(ours)));
    }

    private static long right(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.wrong().isEmpty()).count();
    }

    private static long calls(List<Answer> answers) {
        return answers.stream().mapToLong(Answer::calls).sum();
    }

    /** What the run comes to. */
    static List<Measure> measures(List<Answer> answers) {
        List<Measure> measures = new ArrayList<>();
        String suite = "suite of " + answers.size() + " questions, ";
        measures.add(Measure.of(
                suite + "answered as H2 does",
                "questions",
                List.of((double) right(answers)),
                "all of them",
                answers.size()));
        measures.add(Measure.of(
                suite + "API calls", "calls", List.of((double) calls(answers)), "reading the tables whole", (double)
                        answers.stream().mapToLong(Answer::wholeTables).sum()));
        measures.add(Measure.alone(
                suite + "bytes",
                "kB",
                List.of(answers.stream().mapToLong(Answer::bytes).sum() / KILOBYTE)));
        measures.add(Measure.alone(
                suite + "time of each",
                "ms",
                answers.stream().map(Answer::millis).toList()));
        for (Answer answer : answers) {
            measures.add(Measure.of(
                    "suite: " + answer.query().name() + (answer.wrong().isEmpty() ? "" : " (NOT as H2)"),
                    "calls",
                    List.of((double) answer.calls()),
                    "reading the tables whole",
                    (double) answer.wholeTables()));
        }
        return measures;
    }

    private static String difference(List<String> expected, List<String> rows) {
        List<String> missing = new ArrayList<>(expected);
        rows.forEach(missing::remove);
        List<String> extra = new ArrayList<>(rows);
        expected.forEach(extra::remove);
        return "Of " + expected.size() + " rows " + missing.size() + " are missing, such as "
                + missing.stream().findFirst().orElse("none") + ", and " + extra.size()
                + " should not be there, such as "
                + extra.stream().findFirst().orElse("none");
    }

    private static List<String> rows(Connection connection, AnalyticsQuery query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query.sql())) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(text(result, column));
                }
                rows.add(String.join("|", values));
            }
        }
        if (!query.ordered()) {
            rows.sort(null);
        }
        return rows;
    }

    /** A value as both databases show it: of a number its first digits, whatever its type. */
    private static String text(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value instanceof Number number) {
            return new BigDecimal(number.toString())
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.valueOf(value);
    }
}
