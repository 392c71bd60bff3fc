package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The connections of a pool plan their statements at the same time. */
class PlanningAtOnceTest {
    private static final int THREADS = 8;
    private static final int STATEMENTS = 100;

    /** Deep, so that there is much to be rewritten; each text is another, so that no plan is at hand. */
    private static final String DEEP = """
            SELECT x.n, COUNT(*) FROM (
              SELECT UPPER(a.Name) || '%d' AS n, a.Id AS id FROM Account a
                JOIN Contact c ON c.AccountId = a.Id LEFT JOIN Opportunity o ON o.AccountId = a.Id
                WHERE c.LastName LIKE '%d' OR o.Amount > 1
              UNION ALL SELECT Name, AccountId FROM Opportunity WHERE Amount NOT IN (SELECT AnnualRevenue FROM Account)
            ) x WHERE EXISTS (SELECT 1 FROM Contact d WHERE d.AccountId = x.id) GROUP BY x.n ORDER BY 2 DESC, 1 LIMIT 3
            """;

    @Test
    void statements_are_planned_by_several_connections_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (OrgDatabase database = new OrgDatabase(100)) {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Callable<List<String>>> plannings = IntStream.range(0, THREADS)
                    .<Callable<List<String>>>mapToObj(thread -> () -> {
                        try (Connection connection = database.connect()) {
                            start.await();
                            return failures(connection, thread * STATEMENTS);
                        }
                    })
                    .toList();
            List<String> failures = new ArrayList<>();
            for (Future<List<String>> planning : threads.invokeAll(plannings)) {
                failures.addAll(planning.get());
            }
            assertThat(failures).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> failures(Connection connection, int first) {
        List<String> failures = new ArrayList<>();
        for (int i = first; i < first + STATEMENTS; i++) {
            try (PreparedStatement statement = connection.prepareStatement(DEEP.formatted(i, i))) {
                assertThat(statement.getMetaData().getColumnCount()).isEqualTo(2);
            } catch (SQLException e) {
                failures.add(i + ": " + e.getMessage());
            }
        }
        return failures;
    }
}
