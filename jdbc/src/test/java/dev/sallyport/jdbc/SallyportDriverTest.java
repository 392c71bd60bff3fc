package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SallyportDriverTest {
    private LocalOrg org;
    private ReadyApp app;

    @BeforeAll
    void start() {
        org = LocalOrg.builder().records(1_000).start();
        app = org.readyApp();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void the_driver_manager_connects_with_key_and_secret_as_user_and_password() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Name FROM Account ORDER BY Name LIMIT 3")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("Name")).isNotBlank();
        }
    }

    @Test
    void connections_of_the_same_settings_share_one_token() throws SQLException {
        org.controls().resetCounts();
        connect("&apiVersion=60.0").close();
        connect("&apiVersion=60.0").close();
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_wrong_secret_is_an_authorization_failure_with_advice_and_without_the_secret() {
        SQLException failure = catchThrowableOfType(
                SQLException.class, () -> DriverManager.getConnection(url(""), app.consumerKey(), "not-the-secret"));
        assertThat(failure.getSQLState()).isEqualTo("28000");
        assertThat((Throwable) failure).hasMessageContaining("secret").hasMessageNotContaining("not-the-secret");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:sallyport:salesforce:                            | names no host
            jdbc:sallyport:salesforce://h?password=x              | holds a secret
            jdbc:sallyport:salesforce://h?nosuch=1                | no connection property nosuch
            jdbc:sallyport:salesforce://h?ssl=maybe               | It takes true or false
            jdbc:sallyport:salesforce://h/path                    | goes on behind the host
            jdbc:sallyport:salesforce://h?expiresIn=0             | a number of seconds
            jdbc:sallyport:salesforce://h?apiVersion=five         | version
            jdbc:sallyport:salesforce://example.org?ssl=false     | http
            """)
    void a_url_that_is_wrong_is_told_what_to_change(String url, String words) {
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url, "key", "secret"));
        assertThat((Throwable) failure).hasMessageContaining(words);
        assertThat(failure.getSQLState()).isIn("08001", "28000");
    }

    @Test
    void a_missing_key_is_named() {
        SQLException failure = catchThrowableOfType(
                SQLException.class, () -> DriverManager.getConnection("jdbc:sallyport:salesforce://h"));
        assertThat((Throwable) failure).hasMessageContaining("The property user is missing");
    }

    @Test
    void the_properties_are_told_to_tools_and_the_secret_is_not_repeated() throws SQLException {
        Properties given = new Properties();
        given.setProperty("password", "s3cr3t");
        DriverPropertyInfo[] infos = DriverManager.getDriver(url("")).getPropertyInfo(url(""), given);
        assertThat(Arrays.stream(infos).map(info -> info.name)).contains("user", "password", "apiVersion", "ssl");
        assertThat(Arrays.stream(infos).map(info -> info.value)).doesNotContain("s3cr3t");
    }

    @Test
    void another_drivers_url_is_left_to_it() throws SQLException {
        assertThat(new SallyportDriver().connect("jdbc:other:x", new Properties()))
                .isNull();
    }

    private Connection connect(String more) throws SQLException {
        return DriverManager.getConnection(url(more), app.consumerKey(), app.consumerSecret());
    }

    private String url(String more) {
        return "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false" + more;
    }
}
