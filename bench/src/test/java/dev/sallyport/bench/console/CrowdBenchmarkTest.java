package dev.sallyport.bench.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bench.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many programs at a server in small. No test looks at a time. */
class CrowdBenchmarkTest {
    @Test
    void no_query_of_many_programs_fails_and_each_brings_what_it_brings_alone() throws Exception {
        List<Measure> measures = new ArrayList<>();

        CrowdBenchmark.run(new CrowdBenchmark.Size(200, 9, 2, 1, 1), measures::add);

        assertThat(measures).extracting(Measure::unit).containsExactly("queries/s", "ms", "ms", "ms", "queries", "MB");
        assertThat(measures.get(4).value()).isZero();
        assertThat(measures.get(4).against()).isEqualTo("all of them: 36 queries");
        assertThat(measures.get(5).ratio()).isLessThanOrEqualTo(1);
    }
}
