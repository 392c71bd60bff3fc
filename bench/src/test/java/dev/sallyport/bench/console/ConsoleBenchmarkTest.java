package dev.sallyport.bench.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bench.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measures of the console in small. No test looks at a time. */
class ConsoleBenchmarkTest {
    @Test
    void each_page_is_weighed_and_asked_for_by_all_and_the_start_is_held_against_a_bare_server() throws Exception {
        List<Measure> measures = new ArrayList<>();

        ConsoleBenchmark.run(new ConsoleBenchmark.Size(2, 3, 1, 1), measures::add);

        assertThat(measures).hasSize(13 + 11 + 2).allSatisfy(measure -> {
            assertThat(measure.value()).isPositive();
            assertThat(measure.ratio()).isPositive();
            assertThat(measure.runs()).isEqualTo(1);
        });
        assertThat(measures.subList(0, 13)).allSatisfy(weight -> {
            assertThat(weight.name()).startsWith("page weight");
            assertThat(weight.ratio()).isLessThanOrEqualTo(1);
        });
        assertThat(measures.subList(24, 26))
                .allSatisfy(start -> assertThat(start.against()).startsWith("a JVM that starts a bare HTTP server"));
    }
}
