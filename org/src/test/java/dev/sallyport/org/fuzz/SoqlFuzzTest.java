package dev.sallyport.org.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.SoqlException;
import dev.sallyport.org.soql.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Ten thousand queries at random, the same in every run. {@code -Dfuzz.queries=} asks for another number,
 * {@code -Dfuzz.seed=} for others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlFuzzTest {
    private static final int QUERIES = Integer.getInteger("fuzz.queries", 10_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_124L);
    private static final Instant NOW = Instant.parse("2026-03-08T06:30:00Z");
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final SalesforceId USER =
            SalesforceId.parse("005000000000001").orElseThrow();

    private final OrgDatabase database = OrgDatabase.inMemory();
    private final SoqlEngine engine = new SoqlEngine(database, Clock.fixed(NOW, ZoneOffset.UTC));
    private final World world = new WorldMaker(new Random(SEED), NOW)
            .make(choices("Account", "Industry"), choices("Contact", "LeadSource"));

    SoqlFuzzTest() {
        world.writeTo(database);
        database.jdbi()
                .useHandle(handle -> handle.execute("INSERT INTO \"Organization\" (\"Id\", \"Name\","
                        + " \"FiscalYearStartMonth\") VALUES ('00DLo0000000001AAA', 'Fuzz', " + Calendars.FISCAL_START
                        + ")"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void every_query_is_answered_as_its_parts_mean() {
        Supplier<FuzzQuery> queries = queries(new Random(SEED));
        for (int i = 0; i < QUERIES; i++) {
            FuzzQuery query = queries.get();
            try {
                query.check().accept(engine.query(query.soql(), context(query.withDeleted())));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Query " + i + " of seed " + SEED + ": " + query.soql(), e);
            }
        }
    }

    @Test
    void a_spoilt_query_is_answered_or_refused_in_salesforces_words() {
        Random random = new Random(SEED + 1);
        Supplier<FuzzQuery> queries = queries(random);
        Mutator mutator = new Mutator(random);
        int refused = 0;
        for (int i = 0; i < QUERIES / 2; i++) {
            FuzzQuery query = queries.get();
            String spoilt = mutator.mutated(query.soql());
            try {
                engine.query(spoilt, context(query.withDeleted()));
            } catch (SoqlException e) {
                assertThat(e.errorCode()).matches("[A-Z_]+");
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("Spoilt query " + i + " of seed " + SEED + ": " + spoilt, e);
            }
        }
        assertThat(refused).isGreaterThan(QUERIES / 4);
    }

    private Supplier<FuzzQuery> queries(Random random) {
        ConditionMaker conditions = new ConditionMaker(world, random, ZONE, NOW);
        RecordQueryMaker records = new RecordQueryMaker(world, random, conditions);
        AggregateQueryMaker aggregates = new AggregateQueryMaker(world, random, conditions);
        return () -> random.nextInt(4) == 0 ? aggregates.query() : records.query();
    }

    private List<String> choices(String table, String field) {
        return database.schema().requireType(table).requireField(field).picklistValues().stream()
                .map(PicklistValue::value)
                .toList();
    }

    private static QueryContext context(boolean withDeleted) {
        return new QueryContext(Visibility.all(), ZONE, withDeleted, USER, 2_000);
    }
}
