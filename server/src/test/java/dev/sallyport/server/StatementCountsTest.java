package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.server.job.JobOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages and statements ask of the database does not grow with what is in it; the database itself counts. */
class StatementCountsTest {
    private static final String QUERY = "SELECT COUNT(*) FROM Account";

    @TempDir
    Path folder;

    private Premises premises;
    private Connection database;

    @BeforeEach
    void start() throws SQLException {
        // Nothing is to be looked after while statements are counted.
        ServerOptions options = ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0)
                .with(new JobOptions(Duration.ofDays(1), null));
        premises = new Premises(options, LocalOrg.start());
        premises.connect("Sales");
        premises.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Account")));
        // The server has the file open in this process, which may open it twice.
        database = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("catalog")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
    }

    @AfterEach
    void stop() throws SQLException {
        database.close();
        premises.close();
    }

    /** What the database was asked. */
    private record Asked(long statements, long rows) {}

    private Asked asked(Runnable request) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("set query_statistics false");
            statement.execute("set query_statistics true");
            statement.execute("set query_statistics_max_entries 10000");
            request.run();
            // Not the transactions around them, and not the sessions, which are touched and swept when it is their
            // time.
            try (ResultSet counted = statement.executeQuery(
                    "select sum(execution_count), sum(cumulative_row_count) from information_schema.query_statistics"
                            + " where lower(sql_statement) regexp '^\\s*(select|insert|update|delete|merge)'"
                            + " and lower(sql_statement) not like '%spring_session%'"
                            + " and lower(sql_statement) not like '%query_statistics%'")) {
                counted.next();
                return new Asked(counted.getLong(1), counted.getLong(2));
            }
        }
    }

    private Map<String, Asked> askedByAll() throws SQLException {
        Browser browser = premises.browserOf(ADMINISTRATOR);
        // The first request of a session has more to do, and the first statement gets a token.
        browser.open("/");
        query();
        try (Statement statement = database.createStatement()) {
            statement.execute("update data_server set imports = imports + 1");
        }
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (String page : List.of("/", "/data-servers", "/security-providers", "/data-servers/Sales/tables", "/sql")) {
            asked.put(page, asked(() -> assertThat(browser.open(page).statusCode())
                    .isEqualTo(200)));
        }
        asked.put("a statement", asked(this::query));
        asked.put("the same again", asked(this::query));
        return asked;
    }

    private static Asked of(Map<String, Asked> all, String what) {
        return Objects.requireNonNull(all.get(what));
    }

    private void query() {
        Program.Answer answer = premises.as(ANALYST).post("/queries", Map.of("server", "Sales", "sql", QUERY));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Adds copies until there are as many data servers, and as many tables of the first one. */
    private void growTo(int number) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("""
                    insert into imported_table (data_server_id, name, label, field_count, description, imported_at)
                    select data_server_id, name || '_' || "X", label, field_count, description, imported_at
                    from imported_table cross join system_range(1, %d) where name = 'Account'
                    on conflict do nothing
                    """.formatted(number - 1));
            statement.execute("""
                    insert into data_server (id, name, type, security_provider_id, oauth_server_url)
                    select 'copy-' || "X", name || "X", type, security_provider_id, oauth_server_url
                    from data_server cross join system_range(1, %d) where name = 'Sales'
                    on conflict do nothing
                    """.formatted(number - 1));
        }
    }

    @Test
    void nothing_asks_more_of_500_servers_and_tables_than_of_5() throws SQLException {
        growTo(5);
        Map<String, Asked> few = askedByAll();
        growTo(500);

        Map<String, Asked> many = askedByAll();

        few.forEach((what, asked) ->
                assertThat(of(many, what).statements()).as(what).isEqualTo(asked.statements()));
        assertThat(of(many, "the same again").rows())
                .isEqualTo(of(few, "the same again").rows());
        assertThat(of(many, "a statement").rows() - of(many, "the same again").rows())
                .as("an import is followed by one look at the names, and at the one table that is named")
                .isEqualTo(500 + 1 + 1);
    }
}
