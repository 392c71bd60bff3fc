package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
    @Test
    void every_way_reads_the_same_rows_in_as_many_calls_as_there_are_pages(@TempDir Path folder) throws Exception {
        Settings settings = new Settings(2_000, 200, 100, 1, 1);

        Report report = new Benchmark(settings).run(folder);

        List<Measurement> ways = report.measurements();
        assertThat(ways).hasSize(3);
        long rows = ways.get(0).rows().count();
        assertThat(rows).isGreaterThan(200);
        assertThat(ways).extracting(Measurement::rows).containsOnly(ways.get(2).rows());
        // One call opens the bulk job, one asks how it ended.
        assertThat(ways).extracting(Measurement::apiCalls).containsExactly(pages(rows, 200), 2 + pages(rows, 100), 0L);
        assertThat(ways.get(0).bytesSent()).isPositive();
        assertThat(ways.get(1).bytesSent()).isPositive();
        assertThat(report.measures(settings)).hasSize(11).allSatisfy(measure -> assertThat(measure.runs())
                .isEqualTo(1));
    }

    private static long pages(long rows, long rowsPerPage) {
        return (rows + rowsPerPage - 1) / rowsPerPage;
    }
}
