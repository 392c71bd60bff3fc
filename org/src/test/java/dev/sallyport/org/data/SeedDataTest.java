package dev.sallyport.org.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SeedDataTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-15T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void the_same_seed_makes_the_same_rows() {
        assertThat(digest(SeedData.standard().withRecords(1_000)))
                .isEqualTo(digest(SeedData.standard().withRecords(1_000)))
                .isNotEqualTo(digest(SeedData.standard().withRecords(1_000).withSeed(1)));
    }

    @Test
    void about_as_many_records_are_made_as_were_asked_for() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            SeedData.standard().fill(database, CLOCK);
            long total = database.schema().types().stream()
                    .mapToLong(type -> count(database, "\"" + type.name() + "\""))
                    .sum();
            assertThat(total).isBetween(9_500L, 10_500L);
            assertThat(count(database, "\"Account\" WHERE \"Name\" = 'acme'")).isEqualTo(3);
            assertThat(count(database, "\"Profile\" WHERE \"PermissionsApiUserOnly\""))
                    .isEqualTo(2);
            assertThat(count(database, "\"User\" WHERE \"Name\" = 'Ada Admin'")).isEqualTo(1);
        }
    }

    @Test
    void an_org_is_filled_only_once() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            SeedData few = SeedData.standard().withRecords(1);
            few.fill(database, CLOCK);
            assertThatIllegalStateException().isThrownBy(() -> few.fill(database, CLOCK));
        }
    }

    private static long count(OrgDatabase database, String from) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + from)
                .mapTo(Long.class)
                .one());
    }

    private static String digest(SeedData data) {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            data.fill(database, CLOCK);
            StringBuilder digest = new StringBuilder();
            for (SObjectType type : database.schema().types()) {
                database.jdbi()
                        .useHandle(handle -> digest.append(
                                handle.createQuery("SELECT * FROM \"" + type.name() + "\" ORDER BY \"Id\"")
                                        .mapToMap()
                                        .list()
                                        .hashCode()));
            }
            return digest.toString();
        }
    }
}
