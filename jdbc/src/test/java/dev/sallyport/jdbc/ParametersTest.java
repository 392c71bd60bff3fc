package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given as a parameter is a value of the type that the statement wants, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
    private OrgOverJdbc org;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        org = new OrgOverJdbc(2_000);
        connection = org.connect();
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        org.close();
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private List<String> rows(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            return OrgOverJdbc.rows(statement.executeQuery());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR Name != '",
                "x\\' OR Name LIKE '%",
                "'; DELETE FROM Account; --",
                "\\",
                "\n\r\t\u0000",
                "%",
                "_",
                "\" OR 1=1",
                ":name",
                "?"
            })
    void no_text_becomes_a_part_of_the_query(String text) throws SQLException {
        assertThat(rows("SELECT Name FROM Account WHERE Name = ?", s -> s.setString(1, text)))
                .isEmpty();
        assertThat(rows("SELECT Name FROM Account WHERE Name IN (?, ?)", s -> {
                    s.setString(1, text);
                    s.setObject(2, text);
                }))
                .isEmpty();
        assertThat(rows("SELECT COUNT(*) FROM Account WHERE Name <> ?", s -> s.setString(1, text)))
                .isEqualTo(OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM Account"));
    }

    @Test
    void a_pattern_is_a_pattern_only_where_like_stands() throws SQLException {
        assertThat(rows("SELECT COUNT(*) FROM Account WHERE Name LIKE ?", s -> s.setString(1, "%")))
                .isEqualTo(OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM Account"));
    }

    @Test
    void every_class_of_java_time_and_java_sql_names_the_same_moment() throws SQLException {
        String created = OrgOverJdbc.rows(connection, "SELECT MAX(CreatedDate) FROM Opportunity")
                .get(0);
        LocalDateTime utc = LocalDateTime.parse(created.replace(' ', 'T'));
        String sql = "SELECT COUNT(*) FROM Opportunity WHERE CreatedDate = ?";
        List<String> expected = OrgOverJdbc.rows(
                connection, "SELECT COUNT(*) FROM Opportunity WHERE CreatedDate = TIMESTAMP '" + created + "'");
        assertThat(expected.get(0)).isNotEqualTo("0");
        Instant instant = utc.toInstant(ZoneOffset.UTC);
        assertThat(rows(sql, s -> s.setObject(1, utc))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, instant))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, OffsetDateTime.ofInstant(instant, ZoneOffset.ofHours(5)))))
                .isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, ZonedDateTime.ofInstant(instant, ZoneId.of("Asia/Tokyo")))))
                .isEqualTo(expected);
        assertThat(rows(sql, s -> s.setTimestamp(1, Timestamp.valueOf(utc)))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, Timestamp.valueOf(utc), Types.TIMESTAMP)))
                .isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, utc, JDBCType.TIMESTAMP))).isEqualTo(expected);
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        Timestamp there = Timestamp.from(utc.atZone(ZoneId.of("Asia/Tokyo")).toInstant());
        assertThat(rows(sql, s -> s.setTimestamp(1, there, tokyo))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setString(1, created))).isEqualTo(expected);
    }

    @Test
    void dates_compare_as_days() throws SQLException {
        String sql = "SELECT COUNT(*) FROM Opportunity WHERE CloseDate >= ?";
        List<String> expected =
                OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM Opportunity WHERE CloseDate >= DATE '2024-06-01'");
        LocalDate day = LocalDate.of(2024, 6, 1);
        assertThat(rows(sql, s -> s.setObject(1, day))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setDate(1, Date.valueOf(day)))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setTimestamp(1, Timestamp.valueOf(day.atTime(13, 30)))))
                .isEqualTo(expected);
        assertThat(rows(sql, s -> s.setString(1, "2024-06-01"))).isEqualTo(expected);
        Calendar samoa = Calendar.getInstance(TimeZone.getTimeZone("Pacific/Apia"));
        Date there =
                new Date(day.atStartOfDay(ZoneId.of("Pacific/Apia")).toInstant().toEpochMilli());
        assertThat(rows(sql, s -> s.setDate(1, there, samoa))).isEqualTo(expected);
    }

    @Test
    void numbers_of_any_class_are_exact() throws SQLException {
        String sql = "SELECT COUNT(*) FROM Opportunity WHERE Amount > ?";
        List<String> expected = OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM Opportunity WHERE Amount > 50000");
        assertThat(expected.get(0)).isNotEqualTo("0");
        assertThat(rows(sql, s -> s.setBigDecimal(1, new BigDecimal("50000.00"))))
                .isEqualTo(expected);
        assertThat(rows(sql, s -> s.setInt(1, 50_000))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setLong(1, 50_000))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setDouble(1, 50_000))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, "50000", Types.DECIMAL))).isEqualTo(expected);
        assertThat(rows(sql, s -> s.setObject(1, 49_999.999, Types.DECIMAL, 2))).isEqualTo(expected);
        assertThat(rows("SELECT ? + 1", s -> s.setInt(1, 41))).isEqualTo(List.of("42"));
    }

    @Test
    void null_is_equal_to_nothing() throws SQLException {
        assertThat(rows("SELECT Id FROM Account WHERE Name = ?", s -> s.setNull(1, Types.VARCHAR)))
                .isEmpty();
        assertThat(rows("SELECT Id FROM Account WHERE Name <> ?", s -> s.setString(1, null)))
                .isEmpty();
        assertThat(rows("SELECT Id FROM Opportunity WHERE CloseDate < ?", s -> s.setObject(1, null)))
                .isEmpty();
    }

    @Test
    void booleans_and_times_are_bound() throws SQLException {
        assertThat(rows("SELECT COUNT(*) FROM Opportunity WHERE IsClosed = ?", s -> s.setBoolean(1, true)))
                .isEqualTo(OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM Opportunity WHERE IsClosed"));
        assertThat(rows("SELECT CAST(? AS TIME(3))", s -> s.setObject(1, LocalTime.of(7, 8, 9))))
                .isEqualTo(List.of("07:08:09"));
    }

    @Test
    void a_value_of_the_wrong_kind_is_refused_with_its_state() throws SQLException {
        assertThat(stateOf("SELECT Id FROM Opportunity WHERE CloseDate > ?", s -> s.setString(1, "tomorrow")))
                .isEqualTo("22018");
        assertThat(stateOf("SELECT Id FROM Opportunity WHERE Amount > ?", s -> s.setString(1, "many")))
                .isEqualTo("22018");
        assertThat(stateOf("SELECT Id FROM Opportunity WHERE CloseDate > ?", s -> s.setObject(1, new Object())))
                .isEqualTo("07006");
        assertThat(stateOf("SELECT Id FROM Account WHERE Name = ?", s -> s.setString(2, "x")))
                .isEqualTo("07009");
        assertThat(stateOf("SELECT Id FROM Account WHERE Name = ?", PreparedStatement::clearParameters))
                .isEqualTo("07002");
    }

    private String stateOf(String sql, Binding binding) {
        return catchThrowableOfType(SQLException.class, () -> rows(sql, binding))
                .getSQLState();
    }

    @Test
    void a_number_of_more_digits_than_any_memory_is_refused() {
        for (Object number : List.of(new BigDecimal("1E999999999"), new BigDecimal("1E-999999999"), "1E999999999")) {
            assertThat(stateOf("SELECT Name FROM Account WHERE AnnualRevenue > ?", s -> s.setObject(1, number)))
                    .isEqualTo("22003");
        }
    }

    @Test
    void parameters_tell_their_types() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT Id FROM Opportunity WHERE Name = ? AND Amount > ? AND CloseDate < ? AND IsClosed = ?")) {
            ParameterMetaData parameters = statement.getParameterMetaData();
            assertThat(parameters.getParameterCount()).isEqualTo(4);
            assertThat(parameters.getParameterType(1)).isEqualTo(Types.VARCHAR);
            assertThat(parameters.getParameterType(2)).isEqualTo(Types.DECIMAL);
            assertThat(parameters.getParameterClassName(2)).isEqualTo("java.math.BigDecimal");
            assertThat(parameters.getParameterType(3)).isEqualTo(Types.DATE);
            assertThat(parameters.getParameterTypeName(4)).isEqualTo("BOOLEAN");
            assertThat(parameters.getParameterMode(4)).isEqualTo(ParameterMetaData.parameterModeIn);
        }
    }

    @Test
    void a_statement_is_run_again_with_other_values() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT COUNT(*) FROM Opportunity WHERE StageName = ?")) {
            for (String stage : List.of("Prospecting", "Closed Won")) {
                statement.setString(1, stage);
                assertThat(OrgOverJdbc.rows(statement.executeQuery()))
                        .isEqualTo(OrgOverJdbc.rows(
                                connection, "SELECT COUNT(*) FROM Opportunity WHERE StageName = '" + stage + "'"));
            }
        }
    }

    @Test
    void how_many_rows_are_wanted_may_be_a_parameter() throws SQLException {
        assertThat(rows("SELECT Name FROM Account ORDER BY Name LIMIT ? OFFSET ?", s -> {
                    s.setInt(1, 3);
                    s.setLong(2, 1);
                }))
                .hasSize(3);
        assertThat(rows("SELECT Name FROM Account ORDER BY Name FETCH FIRST ? ROWS ONLY", s -> s.setObject(1, 2L)))
                .hasSize(2);
    }

    @Test
    void a_whole_number_is_compared_with_one_that_its_column_could_not_hold() throws SQLException {
        assertThat(rows(
                        "SELECT Name FROM Account WHERE NumberOfEmployees > ? LIMIT 1",
                        s -> s.setLong(1, 5_000_000_000L)))
                .isEmpty();
        assertThat(rows(
                        "SELECT Name FROM Account WHERE NumberOfEmployees < ? LIMIT 1",
                        s -> s.setLong(1, 5_000_000_000L)))
                .hasSize(1);
    }
}
