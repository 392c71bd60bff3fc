package dev.sallyport.server.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.server.activity.StatementRun.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLogTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration MONTH = Duration.ofDays(31);

    @TempDir
    Path folder;

    private Catalog catalog;
    private Jdbi jdbi;

    @BeforeEach
    void open() {
        catalog = Catalog.open(CatalogSettings.inFolder(folder));
        jdbi = Jdbi.create(catalog.dataSource());
        jdbi.useHandle(handle -> handle.execute("insert into account select name, name, 'analyst', '', true, 1,"
                + " current_timestamp from (values ('ada'), ('grace')) as people (name)"));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void the_latest_of_each_account_are_kept() {
        StatementLog log = at(NOW);
        log.add(run("grace", "of grace", NOW));
        for (int i = 0; i <= StatementLog.KEPT; i++) {
            log.add(run("ada", "statement " + i, NOW));
        }

        assertThat(log.latest("ada", 1_000))
                .hasSize(StatementLog.KEPT)
                .extracting(StatementRun::statement)
                .startsWith("statement " + StatementLog.KEPT)
                .endsWith("statement 1");
        assertThat(log.latest("grace", 1_000)).hasSize(1);
    }

    @Test
    void after_a_month_statements_are_gone_whoever_runs_the_next() {
        Instant monthAgo = NOW.minus(MONTH);
        at(monthAgo).add(run("grace", "old", monthAgo.minusSeconds(1)));
        at(monthAgo).add(run("grace", "not quite so old", monthAgo.plusSeconds(1)));

        at(NOW).add(run("ada", "new", NOW));

        assertThat(at(NOW).latest("grace", 10))
                .extracting(StatementRun::statement)
                .containsExactly("not quite so old");
    }

    @Test
    void of_an_account_that_is_gone_nothing_is_kept() {
        at(NOW).add(run("nobody", "lost", NOW));

        assertThat(at(NOW).slowest(10)).isEmpty();
    }

    private StatementLog at(Instant now) {
        return new StatementLog(jdbi, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static StatementRun run(String user, String statement, Instant at) {
        return new StatementRun(user, "Sales", statement, at, Duration.ZERO, Outcome.DONE, 0, 0, null);
    }
}
