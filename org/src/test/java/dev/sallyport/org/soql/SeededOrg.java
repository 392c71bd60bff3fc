package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.SeedData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An org's database with seeded rows, and questions to it. */
final class SeededOrg implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-15T10:00:00Z"), ZoneOffset.UTC);
    static final SalesforceId USER = SalesforceId.parse("005000000000001").orElseThrow();

    private final OrgDatabase database = OrgDatabase.inMemory();
    private final SoqlEngine engine;

    SeededOrg() {
        this(SoqlEngine.QUERY_TIMEOUT);
    }

    SeededOrg(Duration queryTimeout) {
        engine = new SoqlEngine(database, CLOCK, queryTimeout);
        SeedData.standard().withRecords(6_000).fill(database, CLOCK);
    }

    QueryResult query(String soql) {
        return engine.query(soql, context(Visibility.all(), false));
    }

    QueryResult query(String soql, QueryContext context) {
        return engine.query(soql, context);
    }

    QueryResult queryMore(String locator, QueryContext context) {
        return engine.queryMore(locator, context);
    }

    SoqlEngine engine() {
        return engine;
    }

    /** The values of the first column of every page. */
    List<@Nullable Object> column(String soql) {
        List<@Nullable Object> values = new ArrayList<>();
        engine.forEach(soql, context(Visibility.all(), false), row -> values.add(row.get(0)));
        return values;
    }

    long count(String fromAndWhere) {
        return query("SELECT COUNT() FROM " + fromAndWhere).totalSize();
    }

    /** A number that the database itself gives. */
    long sqlCount(String fromAndWhere) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + fromAndWhere)
                .mapTo(Long.class)
                .one());
    }

    void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    static QueryContext context(Visibility visibility, boolean includeDeleted) {
        return new QueryContext(visibility, ZoneId.of("America/Los_Angeles"), includeDeleted, USER, 2_000);
    }

    /** Sees everything but one field. */
    static Visibility without(String type, String field) {
        return new Visibility() {
            @Override
            public boolean canRead(SObjectType candidate) {
                return true;
            }

            @Override
            public boolean canRead(SObjectType candidateType, Field candidate) {
                return !(candidateType.name().equals(type) && candidate.name().equals(field));
            }
        };
    }

    @Override
    public void close() {
        database.close();
    }
}
