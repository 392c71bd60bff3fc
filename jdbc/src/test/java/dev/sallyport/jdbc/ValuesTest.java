package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a column's values are read as, and what its metadata says of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesTest {
    private OrgOverJdbc org;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        org = new OrgOverJdbc(1_000);
        connection = org.connect();
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        org.close();
    }

    private interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    private void row(String sql, Reading reading) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            reading.read(row);
        }
    }

    /** The wall clock 02:30 on 31 March 2024 does not exist in Berlin. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Apia"})
    void a_timestamp_is_a_wall_clock_that_shows_utc_wherever_this_machine_is(String zone) throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            row("VALUES (TIMESTAMP '2024-03-31 02:30:00.250')", row -> {
                LocalDateTime clock = LocalDateTime.of(2024, 3, 31, 2, 30, 0, 250_000_000);
                assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo(clock);
                assertThat(row.getString(1)).isEqualTo("2024-03-31 02:30:00.250");
                assertThat(row.getObject(1, Instant.class)).isEqualTo("2024-03-31T02:30:00.250Z");
                assertThat(row.getObject(1, OffsetDateTime.class).toInstant()).isEqualTo("2024-03-31T02:30:00.250Z");
                assertThat(row.getObject(1, ZonedDateTime.class).toInstant()).isEqualTo("2024-03-31T02:30:00.250Z");
                Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
                assertThat(row.getTimestamp(1, utc).toInstant()).isEqualTo("2024-03-31T02:30:00.250Z");
            });
            row("VALUES (TIMESTAMP '2024-07-01 12:00:00', DATE '2024-07-01', TIME '12:00:01')", row -> {
                assertThat(row.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2024-07-01 12:00:00"));
                assertThat(row.getObject(1)).isEqualTo(Timestamp.valueOf("2024-07-01 12:00:00"));
                assertThat(row.getString(1)).isEqualTo("2024-07-01 12:00:00");
                assertThat(row.getDate(2)).hasToString("2024-07-01");
                assertThat(row.getString(2)).isEqualTo("2024-07-01");
                assertThat(row.getObject(2, LocalDate.class)).isEqualTo("2024-07-01");
                assertThat(row.getDate(1)).hasToString("2024-07-01");
                assertThat(row.getTime(3)).hasToString("12:00:01");
                assertThat(row.getObject(3, LocalTime.class)).isEqualTo("12:00:01");
            });
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void numbers_are_read_as_any_number_that_holds_them() throws SQLException {
        row("VALUES (CAST(1234.56 AS DECIMAL(18, 2)), 7, TRUE, '42', 3000000000)", row -> {
            assertThat(row.getBigDecimal(1)).isEqualTo(new BigDecimal("1234.56"));
            assertThat(row.getDouble(1)).isEqualTo(1234.56);
            assertThat(row.getInt(1)).isEqualTo(1234);
            assertThat(row.getObject(2, Long.class)).isEqualTo(7L);
            assertThat(row.getBoolean(3)).isTrue();
            assertThat(row.getInt(3)).isEqualTo(1);
            assertThat(row.getInt(4)).isEqualTo(42);
            assertThat(row.getLong(5)).isEqualTo(3_000_000_000L);
            assertThat(catchThrowableOfType(SQLException.class, () -> row.getInt(5))
                            .getSQLState())
                    .isEqualTo("22003");
        });
    }

    @Test
    void null_is_null_whatever_it_is_read_as() throws SQLException {
        row("SELECT CAST(NULL AS VARCHAR(5)), CAST(NULL AS TIMESTAMP(3)), CAST(NULL AS INTEGER)", row -> {
            assertThat(row.getString(1)).isNull();
            assertThat(row.wasNull()).isTrue();
            assertThat(row.getTimestamp(2)).isNull();
            assertThat(row.getObject(2, Instant.class)).isNull();
            assertThat(row.getInt(3)).isZero();
            assertThat(row.wasNull()).isTrue();
            assertThat(row.getObject(3)).isNull();
            assertThat(row.getBoolean(3)).isFalse();
        });
    }

    @Test
    void columns_are_found_by_label_in_any_case() throws SQLException {
        row("SELECT Name AS \"The Name\", Id FROM Account LIMIT 1", row -> {
            assertThat(row.findColumn("THE NAME")).isEqualTo(1);
            assertThat(row.getString("the name")).isEqualTo(row.getString(1));
            assertThat(row.getString("ID")).hasSize(18);
            assertThat(catchThrowableOfType(SQLException.class, () -> row.getString("Nam"))
                            .getSQLState())
                    .isEqualTo("42S22");
            assertThat(catchThrowableOfType(SQLException.class, () -> row.getString(3))
                            .getSQLState())
                    .isEqualTo("07009");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            Name,          VARCHAR,   java.lang.String,     false
            IsClosed,      BOOLEAN,   java.lang.Boolean,    false
            Amount,        DECIMAL,   java.math.BigDecimal, true
            CloseDate,     DATE,      java.sql.Date,        false
            CreatedDate,   TIMESTAMP, java.sql.Timestamp,   false
            FiscalYear,    INTEGER,   java.lang.Integer,    true
            """)
    void metadata_tells_the_type_of_each_column(String column, String type, String className, boolean signed)
            throws SQLException {
        row("SELECT " + column + " FROM Opportunity LIMIT 1", row -> {
            ResultSetMetaData columns = row.getMetaData();
            assertThat(columns.getColumnTypeName(1)).startsWith(type);
            assertThat(columns.getColumnClassName(1)).isEqualTo(className);
            assertThat(columns.isSigned(1)).isEqualTo(signed);
            Object value = row.getObject(1);
            if (value != null) {
                assertThat(value.getClass().getName()).isEqualTo(className);
            }
        });
    }

    @Test
    void metadata_tells_of_a_field_what_the_field_tells() throws SQLException {
        row("SELECT Id, Amount AS worth, COUNT(*) OVER () AS c FROM Opportunity LIMIT 1", row -> {
            ResultSetMetaData columns = row.getMetaData();
            assertThat(columns.isAutoIncrement(1)).isTrue();
            assertThat(columns.isReadOnly(1)).isTrue();
            assertThat(columns.getPrecision(1)).isEqualTo(18);
            assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNoNulls);
            assertThat(columns.getColumnLabel(2)).isEqualTo("worth");
            assertThat(columns.getColumnName(2)).isEqualTo("Amount");
            assertThat(columns.getTableName(2)).isEqualTo("Opportunity");
            assertThat(columns.getSchemaName(2)).isEqualTo("salesforce");
            assertThat(columns.getCatalogName(2)).isEmpty();
            assertThat(columns.isCurrency(2)).isTrue();
            assertThat(columns.isWritable(2)).isTrue();
            assertThat(columns.getPrecision(2)).isEqualTo(18);
            assertThat(columns.getScale(2)).isEqualTo(2);
            assertThat(columns.getColumnName(3)).isEqualTo("c");
            assertThat(columns.getTableName(3)).isEmpty();
            assertThat(columns.getColumnType(3)).isEqualTo(Types.BIGINT);
            assertThat(columns.isCaseSensitive(1)).isFalse();
            assertThat(columns.getColumnDisplaySize(3)).isEqualTo(20);
            assertThat(catchThrowableOfType(SQLException.class, () -> columns.getColumnName(4))
                            .getSQLState())
                    .isEqualTo("07009");
        });
    }
}
