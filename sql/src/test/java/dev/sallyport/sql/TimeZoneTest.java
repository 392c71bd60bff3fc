package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What time it is does not depend on where the program runs: datetimes are the wall clock in UTC, and so is now. */
class TimeZoneTest {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final TimeZone own = TimeZone.getDefault();

    @AfterEach
    void restore() {
        TimeZone.setDefault(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"})
    void now_is_the_wall_clock_in_utc(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (OrgDatabase database = new OrgDatabase(50)) {
            Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            String row = database.rows(
                            "SELECT CURRENT_TIMESTAMP, LOCALTIMESTAMP, CURRENT_DATE, LOCALTIME FROM Account LIMIT 1")
                    .get(0);
            Instant after = Instant.now();
            List<String> now = List.of(row.split("\\|"));
            for (String moment : now.subList(0, 2)) {
                Instant read = LocalDateTime.parse(moment.substring(0, 19), SQL).toInstant(ZoneOffset.UTC);
                assertThat(read).isBetween(before, after);
            }
            assertThat(LocalDate.parse(now.get(2))).isBetween(day(before), day(after));
            assertThat(now.get(3).substring(0, 2)).isIn(hour(before), hour(after));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"})
    void now_in_a_condition_is_the_same_pushed_down_and_here(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (OrgDatabase database = new OrgDatabase(50)) {
            Instant before = Instant.now();
            database.sent();
            database.rows("SELECT Id FROM Account WHERE CreatedDate > CURRENT_TIMESTAMP");
            database.rows("SELECT Id FROM Opportunity WHERE CloseDate = CURRENT_DATE");
            Instant after = Instant.now();

            List<String> sent = database.sent();
            assertThat(Instant.parse(sent.get(0).replaceFirst(".*CreatedDate > ", "")))
                    .isBetween(before.minusSeconds(1), after);
            assertThat(LocalDate.parse(sent.get(1).replaceFirst(".*CloseDate = ", "")))
                    .isBetween(day(before), day(after));

            String made =
                    "SELECT COUNT(*) FROM Account WHERE CreatedDate BETWEEN CURRENT_TIMESTAMP - INTERVAL '1' HOUR AND CURRENT_TIMESTAMP";
            String sql = "INSERT INTO Account (Name) VALUES ('Just made')";
            try (var statement = database.connection().createStatement()) {
                statement.executeUpdate(sql);
            }
            assertThat(database.rows(made)).containsExactly("1");
            assertThat(database.rowsWithoutPushDown(made)).containsExactly("1");
        }
    }

    private static LocalDate day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String hour(Instant moment) {
        return SQL.format(moment.atZone(ZoneOffset.UTC)).substring(11, 13);
    }
}
