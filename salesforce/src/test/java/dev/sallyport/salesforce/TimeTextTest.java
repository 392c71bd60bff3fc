package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    @Test
    void whatever_salesforce_writes_is_read_as_the_formatter_reads_it() {
        Random random = new Random(20_261_125);
        for (int i = 0; i < 20_000; i++) {
            Instant moment = Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L));
            String text = moment.atOffset(ZoneOffset.UTC).format(MOMENT);
            LocalDate date = moment.atOffset(ZoneOffset.UTC).toLocalDate();
            assertThat(TimeText.moment(text + "+0000")).isEqualTo(moment);
            assertThat(TimeText.moment(text + "Z")).isEqualTo(moment);
            assertThat(TimeText.date(date.toString())).isEqualTo(date);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-02-29",
                "2023-02-29T00:00:00.000+0000",
                "2024-02-29T24:00:00.000+0000",
                "2024-02-29T23:60:00.000+0000",
                "2024-02-29T23:59:60.000+0000",
                "2024-02-29T23:59:59.123+0100",
                "2024-02-29 23:59:59.123+0000",
                "2024-02-29T23:59:59.12x+0000",
                "2024-02-29T23:59:59,123+0000",
                "+024-02-29T23:59:59.123+0000",
                "2024-02-29T23:59:59.123"
            })
    void anything_else_is_left_to_the_formatter(String text) {
        assertThat(TimeText.moment(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-02-30", "2024-2-29", "2024/02/29", "24-02-2900", "2024-13-01", "x024-02-29"})
    void what_names_no_day_is_none(String text) {
        assertThat(TimeText.date(text)).isNull();
    }
}
