package dev.sallyport.server.administration;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.ConnectionTest.Step;
import dev.sallyport.salesforce.TestConnection;
import dev.sallyport.server.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs Test Connection, and keeps how it went last. */
@Component
public class ConnectionTests {
    private final Catalog catalog;
    private final Jdbi jdbi;
    private final Clock clock;
    private final AuditTrail audit;

    ConnectionTests(Catalog catalog, Jdbi jdbi, Clock clock, AuditTrail audit) {
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * How a test went.
     *
     * @param at when it ended
     * @param outcome that of its worst check
     * @param detail what that check found
     * @param limits what the org said of its API calls; null if it did not come so far
     */
    public record Last(
            Instant at,
            Outcome outcome,
            String detail,
            @Nullable String limits) {}

    /**
     * Prepares a test; nothing is called yet.
     *
     * @param server the data server's name
     * @param user whose tokens it uses where the provider gives each person their own
     * @throws dev.sallyport.catalog.CatalogException if there is no such server
     */
    public Prepared prepare(String server, String user) {
        TestConnection test = catalog.connections().test(server, user);
        audit.record("data-server.test", server, null, null);
        return new Prepared(server, test);
    }

    /** A test that has not run. */
    public final class Prepared {
        private final String server;
        private final TestConnection test;

        private Prepared(String server, TestConnection test) {
            this.server = server;
            this.test = test;
        }

        /**
         * Walks the steps until one fails, and keeps how it went.
         *
         * @param progress is told each check as it ends
         */
        public List<Check> run(Consumer<Check> progress) {
            List<Check> checks = test.run(progress);
            keep(server, checks);
            return checks;
        }
    }

    /** How the last test of each data server went that has had one, by its name. */
    public Map<String, Last> last() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.name, t.at, t.outcome, t.detail, t.limits from last_connection_test t
                        join data_server s on s.id = t.data_server_id
                        """)
                .map((row, context) -> Map.entry(
                        row.getString("name"),
                        new Last(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                Outcome.valueOf(row.getString("outcome")),
                                row.getString("detail"),
                                row.getString("limits"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private void keep(String server, List<Check> checks) {
        Check worst = checks.stream()
                .filter(check -> check.outcome() != Outcome.SKIPPED)
                .max(Comparator.comparing(Check::outcome))
                .orElseThrow();
        String limits = checks.stream()
                .filter(check -> check.step() == Step.LIMITS && check.outcome() != Outcome.SKIPPED)
                .map(Check::detail)
                .findFirst()
                .orElse(null);
        jdbi.useTransaction(handle -> {
            // The server may have been deleted meanwhile: then there is nothing to keep.
            handle.createUpdate("delete from last_connection_test where data_server_id in"
                            + " (select id from data_server where name = :server)")
                    .bind("server", server)
                    .execute();
            handle.createUpdate("""
                            insert into last_connection_test (data_server_id, at, outcome, detail, limits)
                            select id, :at, :outcome, :detail, :limits from data_server where name = :server
                            on conflict do nothing
                            """)
                    .bind("server", server)
                    .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("outcome", worst.outcome().name())
                    .bind("detail", worst.detail())
                    .bind("limits", limits)
                    .execute();
        });
    }
}
