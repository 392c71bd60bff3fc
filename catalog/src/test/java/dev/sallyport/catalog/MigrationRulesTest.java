package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of one version go on while the first of the next brings the schema up to date. */
class MigrationRulesTest {
    /** The last version before this held. */
    private static final int BEFORE = 8;

    private static final Path MIGRATIONS = Path.of("src/main/resources/dev/sallyport/catalog/migrations");

    private static int version(Path script) {
        return Integer.parseInt(script.getFileName().toString().replaceFirst("^V(\\d+)__.*", "$1"));
    }

    @Test
    void every_migration_only_adds_what_old_nodes_can_live_with() throws IOException {
        try (Stream<Path> scripts = Files.list(MIGRATIONS)) {
            List<Path> held = scripts.filter(script -> version(script) > BEFORE).toList();
            assertThat(held).isNotEmpty();
            for (Path script : held) {
                assertThat(new MigrationRules(version(script), Files.readString(script)).violations())
                        .as(script.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table job",
                "alter table account drop column role",
                "alter table account rename column role to rank",
                "alter table account rename to person",
                "alter table account alter column role set not null",
                "alter table account alter column role type text",
                "alter table account add column rank text not null",
                "alter table account add column made timestamp with time zone default now()",
                "alter table account add constraint one check (role <> '')",
                "create index of_old on account (role)",
                "update account set role = 'viewer'",
                "delete from audit_entry",
                "alter table account add column rank text; alter table data_server add column rank text",
                "create table rank (id integer references account (id)); alter table data_server add column rank text",
                "-- contract of V12: nobody reads it.\ndrop table job",
            })
    void what_they_cannot_live_with_is_refused(String script) {
        assertThat(new MigrationRules(12, script).violations()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table rank (id integer primary key, name text not null); create index named on rank (name)",
                "alter table account add column rank text; alter table account add column flag boolean default false not"
                        + " null",
                "create table rank (id integer references account (id)); alter table account add column rank text",
                "-- contract of V11: nobody reads it since.\ndrop table job; alter table account add column rank text",
            })
    void what_only_adds_is_not(String script) {
        assertThat(new MigrationRules(12, script).violations()).isEmpty();
    }
}
