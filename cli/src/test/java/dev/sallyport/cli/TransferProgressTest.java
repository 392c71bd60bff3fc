package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TransferProgressTest {
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2024-02-29T12:00:00Z");

    private TransferProgress progress(boolean terminal) {
        return new TransferProgress(new PrintWriter(err, true), terminal, () -> now);
    }

    @Test
    void at_a_terminal_rows_rate_and_time_left_are_seen() {
        TransferProgress progress = progress(true);
        progress.progress(10_000, OptionalLong.of(100_000));
        now = now.plusSeconds(10);
        progress.progress(40_000, OptionalLong.of(100_000));

        assertThat(err.toString())
                .contains("10,000 of 100,000 rows")
                .endsWith("40,000 of 100,000 rows, 3,000 rows/s, 0:20 left");
    }

    @Test
    void a_line_that_was_just_written_is_not_written_again() {
        TransferProgress progress = progress(true);
        progress.progress(1, OptionalLong.empty());
        now = now.plusMillis(10);
        progress.progress(2, OptionalLong.empty());

        assertThat(err.toString()).isEqualTo("1 rows");
    }

    @Test
    void elsewhere_there_are_remarks_and_one_line_at_the_end() {
        TransferProgress progress = progress(false);
        progress.progress(1, OptionalLong.of(2));
        progress.remark("Left out: Photo.");
        progress.end("2 rows in 1 file.");

        assertThat(err.toString().lines()).containsExactly("Left out: Photo.", "2 rows in 1 file.");
    }
}
