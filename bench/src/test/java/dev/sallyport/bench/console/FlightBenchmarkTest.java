package dev.sallyport.bench.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bench.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightBenchmarkTest {
    @Test
    void flight_sql_is_held_against_json() throws Exception {
        List<Measure> measures = new ArrayList<>();

        FlightBenchmark.run(100, 1, measures::add);

        assertThat(measures).hasSize(2).allSatisfy(measure -> assertThat(measure.against())
                .startsWith("JSON of the REST API: "));
    }
}
