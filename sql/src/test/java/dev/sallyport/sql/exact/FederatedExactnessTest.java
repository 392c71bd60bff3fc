package dev.sallyport.sql.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sql.federation.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random queries over an org of which three tables lie in PostgreSQL, joined with the others: with push-down to both, without,
 * and in H2. {@code -Dexact.federated=} asks for another number, {@code -Dexact.first=} leaves out as many before them.
 */
class FederatedExactnessTest {
    private static final int QUERIES = Integer.getInteger("exact.federated", 400);
    private static final int FIRST = Integer.getInteger("exact.first", 0);
    private static final long SEED = 20_261_130L;
    private static final int MOST_REPORTS = Integer.getInteger("exact.reports", 3);

    @Test
    void where_rows_are_read_and_compared_changes_no_answer() throws Exception {
        List<String> found = new ArrayList<>();
        try (Warehouse warehouse = new Warehouse();
                RandomOrg org = new RandomOrg(SEED, warehouse);
                Comparison comparison = new Comparison(org)) {
            for (int i = FIRST; i < FIRST + QUERIES && found.size() < MOST_REPORTS; i++) {
                long seed = SEED + i;
                Asked asked = new QueryMaker(org.tables(), new RandomValues(new Random(seed))).next();
                comparison.disagreement(asked).ifPresent(report -> found.add("Seed " + seed + ": " + report));
            }
            assertThat(found).as(String.join("\n\n", found)).isEmpty();
            assertThat(comparison.comparedWithH2()).isGreaterThan(QUERIES / 2);
        }
    }
}
