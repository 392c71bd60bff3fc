package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.oauth.PendingAuthorizations;
import dev.sallyport.auth.oauth.PendingAuthorizationsContract;
import dev.sallyport.catalog.CatalogException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabasePendingAuthorizationsTest extends PendingAuthorizationsContract {
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private Catalog catalog;
    private Catalog another;

    DatabasePendingAuthorizationsTest(TestDatabase.Kind kind) {
        this.database = new TestDatabase(kind);
    }

    @BeforeEach
    void open() {
        catalog = Catalog.open(database.settings(folder));
        another = Catalog.open(database.settings(folder));
        catalog.providers().create(Samples.provider("Sales"));
    }

    @AfterEach
    void close() {
        another.close();
        catalog.close();
    }

    @Override
    protected PendingAuthorizations pending() {
        return catalog.connections().pending();
    }

    @Override
    protected PendingAuthorizations pendingOfAnotherProcess() {
        return another.connections().pending();
    }

    @Test
    void the_database_alone_does_not_let_anybody_finish_a_sign_in() throws SQLException {
        pending().add(authorization("the-state", "arthur", "/tables"), LONG_AGO);
        close();
        try (Connection raw = database.connect(folder);
                Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery("select state_hash, content from pending_authorization")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain("the-state");
            assertThat(new String(rows.getBytes(2), StandardCharsets.ISO_8859_1))
                    .doesNotContain("the-state", "verifier", "nonce", "arthur");
        }
    }

    @Test
    void sign_ins_under_way_go_with_their_provider() {
        pending().add(authorization("deleted", null, null), LONG_AGO);
        catalog.providers().delete("Sales");
        assertThat(pending().take("deleted")).isEmpty();

        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> pending().add(authorization("late", null, null), LONG_AGO))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void sign_ins_under_way_end_when_their_provider_is_changed() {
        pending().add(authorization("changed", null, null), LONG_AGO);
        another.providers().update(Samples.provider("Sales"));
        assertThat(pending().take("changed")).isEmpty();
    }
}
