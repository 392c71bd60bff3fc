package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The properties that say by which API records are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingPropertiesTest {
    private OrgOverJdbc org;

    @BeforeAll
    void start() {
        org = new OrgOverJdbc(3_000);
    }

    @BeforeEach
    void forget() {
        org.org().controls().resetCounts();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, false",
        "&api=REST, 1, false",
        "&api=ranges, 10, false",
        "&api=bulk, 0, true",
        "&bulkFetchThreshold=100, 1, true",
        "&bulkFetchThreshold=100&api=rest, 1, false"
    })
    void the_url_tells_the_api(String properties, int queries, boolean job) throws SQLException {
        try (Connection connection = connect(properties)) {
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Contact")).hasSizeGreaterThan(100);
        }
        assertThat(org.org().controls().count(ApiKind.QUERY).requests()).isEqualTo(queries);
        assertThat(org.org().controls().count(ApiKind.BULK).requests() > 0).isEqualTo(job);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            &api=soap              | The property api is soap. It takes auto or rest or ranges or bulk.
            &bulkFetchThreshold=many | The property bulkFetchThreshold is many. It takes a number of records, such as 30000.
            &rangesThreshold=0     | The property rangesThreshold is 0. It takes a number of records, such as 200000.
            """)
    void a_value_that_is_none_is_refused(String properties, String message) {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> connect(properties));
        assertThat(failure.getSQLState()).isEqualTo("08001");
        assertThat((Throwable) failure).hasMessage(message);
    }

    @Test
    void a_tools_dialog_shows_the_choices() throws SQLException {
        DriverPropertyInfo[] shown = DriverManager.getDriver(org.url()).getPropertyInfo(org.url(), new Properties());
        DriverPropertyInfo api = Arrays.stream(shown)
                .filter(info -> info.name.equals("api"))
                .findFirst()
                .orElseThrow();
        assertThat(api.value).isEqualTo("auto");
        assertThat(List.of(api.choices)).containsExactly("auto", "rest", "ranges", "bulk");
    }

    private Connection connect(String properties) throws SQLException {
        return DriverManager.getConnection(
                org.url() + properties, org.app().consumerKey(), org.app().consumerSecret());
    }
}
