package dev.sallyport.sql.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sql.parser.SalesforceParser;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.impl.SqlParserImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Twenty thousand queries at random, the same in every run: four thousand statements, of which those with parameters are
 * asked again with other values, on the plan that is at hand. {@code -Dexact.queries=} asks for another number of statements,
 * {@code -Dexact.first=} leaves out as many before them: the one of a seed that was reported is {@code -Dexact.first=}, the
 * seed less {@value SEED}, with {@code -Dexact.queries=1}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExactnessTest {
    private static final int QUERIES = Integer.getInteger("exact.queries", 4_000);
    private static final int FIRST = Integer.getInteger("exact.first", 0);
    private static final long SEED = 20_261_125L;
    private static final int AGAIN = 11;
    private static final int THREADS = 2;
    private static final int MOST_REPORTS = Integer.getInteger("exact.reports", 5);

    private final RandomOrg org = new RandomOrg(SEED);
    private final AtomicInteger asked = new AtomicInteger();

    ExactnessTest() throws SQLException {}

    @AfterAll
    void close() throws SQLException {
        org.close();
    }

    @Test
    void push_down_changes_no_answer_and_h2_gives_the_same() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<String>>> shares = IntStream.range(0, THREADS)
                    .<Callable<List<String>>>mapToObj(share -> () -> disagreements(share))
                    .toList();
            List<String> disagreements = new ArrayList<>();
            for (Future<List<String>> share : threads.invokeAll(shares)) {
                disagreements.addAll(share.get());
            }
            assertThat(disagreements).as(String.join("\n\n", disagreements)).isEmpty();
            assertThat(asked.get()).isGreaterThanOrEqualTo(5 * QUERIES);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void calcite_reads_the_same_where_no_reserved_word_is_a_name() throws SqlParseException {
        SqlParser.Config calcite = SalesforceParser.CONFIG.withParserFactory(SqlParserImpl.FACTORY);
        for (int i = FIRST; i < FIRST + QUERIES; i++) {
            Printer printer = new Printer(Dialect.SALLYPORT);
            query(SEED + i).query().print(printer);
            String sql = printer.sql();
            assertThat(parsed(sql, SalesforceParser.CONFIG)).as(sql).isEqualTo(parsed(sql, calcite));
        }
    }

    private static String parsed(String sql, SqlParser.Config config) throws SqlParseException {
        return SqlParser.create(sql, config).parseStmt().toString();
    }

    private Asked query(long seed) {
        return new QueryMaker(org.tables(), new RandomValues(new Random(seed))).next();
    }

    private List<String> disagreements(int share) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Comparison comparison = new Comparison(org)) {
            for (int i = FIRST + share; i < FIRST + QUERIES && found.size() < MOST_REPORTS; i += THREADS) {
                long seed = SEED + i;
                Optional<Asked> statement = Optional.of(query(seed));
                LiteralMaker literals = new LiteralMaker(org.tables(), new RandomValues(new Random(seed)));
                for (int time = 0; time <= AGAIN && statement.isPresent(); time++) {
                    asked.incrementAndGet();
                    comparison
                            .disagreement(statement.get())
                            .ifPresent(report -> found.add("Seed " + seed + ": " + report));
                    statement = statement.get().again(literals);
                }
            }
        }
        return found;
    }
}
