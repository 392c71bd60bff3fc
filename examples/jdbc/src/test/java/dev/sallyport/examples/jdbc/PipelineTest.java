package dev.sallyport.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.junit.LocalOrgExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a program's own tests hold it against a local org: the org is real HTTP, and is as it was before each test. */
@ExtendWith(LocalOrgExtension.class)
class PipelineTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void open_deals_are_summed_by_industry_in_one_call(LocalOrg org, ReadyApp app) throws SQLException {
        try (Connection connection = connect(org, app)) {
            Pipeline pipeline = new Pipeline(connection);
            pipeline.print(LocalDate.of(2000, 1, 1), out);
            org.controls().resetCounts();

            pipeline.print(LocalDate.of(2000, 1, 2), out);

            assertThat(org.controls().count(ApiKind.QUERY).requests()).isEqualTo(1);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Energy");
    }

    @Test
    void amounts_are_set_where_there_is_a_record(LocalOrg org, ReadyApp app) throws SQLException {
        try (Connection connection = connect(org, app)) {
            String id = value(connection, "SELECT Id FROM Opportunity LIMIT 1");
            Map<String, BigDecimal> amounts = Map.of(id, new BigDecimal("12.50"), "006000000000001AAA", BigDecimal.ONE);

            assertThat(new Pipeline(connection).setAmounts(amounts)).isEqualTo(1);

            assertThat(value(connection, "SELECT Amount FROM Opportunity WHERE Id = '" + id + "'"))
                    .isEqualTo("12.50");
        }
    }

    @Test
    void a_session_that_ends_between_two_statements_goes_unnoticed(LocalOrg org, ReadyApp app) throws SQLException {
        try (Connection connection = connect(org, app)) {
            Pipeline pipeline = new Pipeline(connection);
            pipeline.print(LocalDate.of(2000, 1, 1), out);
            String before = printed.toString(StandardCharsets.UTF_8);
            org.controls().expireSessions();

            pipeline.print(LocalDate.of(2000, 1, 1), out);

            assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(before + before);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static Connection connect(LocalOrg org, ReadyApp app) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false",
                app.consumerKey(),
                app.consumerSecret());
    }
}
