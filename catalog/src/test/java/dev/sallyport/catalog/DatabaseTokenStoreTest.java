package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.SettableClock;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.auth.oauth.TokenStore.Lease;
import dev.sallyport.auth.oauth.TokenStoreContract;
import dev.sallyport.catalog.CatalogException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTokenStoreTest extends TokenStoreContract {
    private static final TokenKey KEY = TokenKey.ofClient("Sales");
    private static final TokenState STATE = state("first");

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private Catalog catalog;
    private Catalog another;

    DatabaseTokenStoreTest(TestDatabase.Kind kind) {
        this.database = new TestDatabase(kind);
    }

    @BeforeEach
    void open() {
        catalog = Catalog.open(database.settings(folder), clock);
        another = Catalog.open(database.settings(folder));
        catalog.providers().create(Samples.provider("Sales"));
        catalog.providers().create(Samples.provider("Service"));
    }

    @AfterEach
    void close() {
        another.close();
        catalog.close();
    }

    @Override
    protected TokenStore store() {
        return catalog.tokens().store();
    }

    @Override
    protected TokenStore storeOfAnotherProcess() {
        return another.tokens().store();
    }

    @Test
    void a_lease_is_taken_over_after_its_time_and_whoever_had_it_saves_nothing_any_more() {
        Lease lost = store().lease(KEY, Duration.ZERO).orElseThrow();
        try (Lease taken =
                storeOfAnotherProcess().lease(KEY, Duration.ofMinutes(1)).orElseThrow()) {
            taken.save(state("second"));
            lost.save(STATE);
            lost.close();
            assertThat(store().read(KEY)).isEqualTo(state("second"));
            assertThat(store().lease(KEY, Duration.ofMinutes(1)))
                    .as("the end of the lost lease is not the end of the other one")
                    .isEmpty();
        }
    }

    @Test
    void a_lease_that_is_too_old_still_saves_while_nobody_has_taken_it_over() {
        try (Lease old = store().lease(KEY, Duration.ZERO).orElseThrow()) {
            old.save(STATE);
        }
        assertThat(storeOfAnotherProcess().read(KEY)).isEqualTo(STATE);
    }

    @Test
    void the_clock_of_a_process_does_not_end_a_lease() {
        try (Lease held =
                storeOfAnotherProcess().lease(KEY, Duration.ofMinutes(1)).orElseThrow()) {
            clock.advance(Duration.ofDays(1_000));
            assertThat(store().lease(KEY, Duration.ofMinutes(1))).isEmpty();
            held.save(STATE);
        }
        assertThat(store().read(KEY)).isEqualTo(STATE);
    }

    @Test
    void a_lease_of_a_provider_that_is_not_there_is_refused() {
        assertThat(store().read(TokenKey.ofClient("Nobody"))).isEqualTo(TokenState.EMPTY);
        refused(Reason.NOT_FOUND, () -> store().lease(TokenKey.ofClient("Nobody"), Duration.ofMinutes(1)));
    }

    @Test
    void a_providers_tokens_go_with_it_and_what_is_under_way_is_not_kept() {
        save(KEY, STATE);
        try (Lease under = store().lease(KEY, Duration.ofMinutes(1)).orElseThrow()) {
            another.providers().delete("Sales");
            another.providers().create(Samples.provider("Sales"));
            under.save(STATE);
        }
        assertThat(store().read(KEY)).isEqualTo(TokenState.EMPTY);
    }

    @Test
    void a_provider_that_is_changed_loses_its_tokens_and_what_is_under_way_is_not_kept() {
        save(KEY, STATE);
        try (Lease under = store().lease(KEY, Duration.ofMinutes(1)).orElseThrow()) {
            another.providers().update(Samples.provider("Sales"));
            assertThat(store().list()).isEmpty();
            under.save(STATE);
        }
        assertThat(store().read(KEY)).isEqualTo(TokenState.EMPTY);
    }

    @Test
    void the_database_holds_no_token_in_the_clear() throws SQLException {
        save(KEY, STATE);
        close();
        try (Connection raw = database.connect(folder);
                Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery("select * from stored_token")) {
            assertThat(rows.next()).isTrue();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                byte[] bytes = rows.getObject(column) instanceof byte[] cell
                        ? cell
                        : String.valueOf(rows.getObject(column)).getBytes(StandardCharsets.UTF_8);
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("-token");
            }
        }
    }

    @Test
    void a_token_that_was_moved_to_another_owner_or_another_column_does_not_decrypt() throws SQLException {
        TokenKey arthur = TokenKey.ofUser("Sales", "arthur");
        save(KEY, STATE);
        save(arthur, state("second"));

        change("update stored_token set access_token = (select access_token from stored_token where user_name = '')"
                + " where user_name = 'arthur'");
        change("update stored_token set refresh_token = access_token where user_name = ''");

        refused(Reason.KEY, () -> store().read(KEY));
        refused(Reason.KEY, () -> store().read(arthur));
        assertThat(catalog.tokens().list()).hasSize(2);
        assertThat(store().delete(KEY)).isTrue();
    }

    private void change(String sql) throws SQLException {
        try (Connection raw = database.connect(folder);
                Statement statement = raw.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static TokenState state(String name) {
        Instant now = Instant.parse("2024-02-29T12:00:00Z");
        return new TokenState(
                new AccessToken(Secret.of(name + " access-token"), now, now.plusSeconds(60), Set.of("api"), Map.of()),
                Secret.of(name + " refresh-token"),
                null);
    }

    private static void refused(Reason reason, Runnable work) {
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
