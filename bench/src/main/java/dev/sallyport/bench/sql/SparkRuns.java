package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spark reads all contacts in one part and in several at once. */
final class SparkRuns {
    /** The most parts that are read. */
    static final int MOST_PARTITIONS = 4;

    private static final List<Integer> PARTITIONS = List.of(1, 2, MOST_PARTITIONS);
    private static final Map<String, String> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("ranges", "REST");
        WAYS.put("bulk", "Bulk API 2.0");
    }

    private final Reader reader;
    private final int runs;
    private final String distance;

    /** Whoever reads all contacts. */
    interface Reader {
        SparkProcess.Read read(String api, int partitions) throws IOException;
    }

    /**
     * Makes a reading.
     *
     * @param runs how often to read each way; once before does not count
     * @param distance how far away the org is, in words
     */
    SparkRuns(Reader reader, int runs, String distance) {
        this.reader = reader;
        this.runs = runs;
        this.distance = distance;
    }

    List<Measure> measure() throws IOException {
        List<Measure> measures = new ArrayList<>();
        for (Map.Entry<String, String> way : WAYS.entrySet()) {
            measures.addAll(measures(way.getKey(), way.getValue()));
        }
        return measures;
    }

    private List<Measure> measures(String api, String way) throws IOException {
        long rows = reader.read(api, MOST_PARTITIONS).rows();
        Map<Integer, List<Double>> times = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (int partitions : PARTITIONS) {
                SparkProcess.Read read = reader.read(api, partitions);
                if (read.rows() != rows) {
                    throw new IllegalStateException("Spark has read " + rows + " rows, and then " + read.rows());
                }
                times.computeIfAbsent(partitions, n -> new ArrayList<>()).add(read.seconds());
            }
        }
        String name =
                "Spark, " + rows + " rows x " + ContactColumns.NAMES.size() + " columns at " + distance + " by " + way;
        List<Measure> measures = new ArrayList<>();
        double single = Measure.middle(times.getOrDefault(1, List.of()));
        times.forEach((partitions, seconds) -> {
            if (partitions == 1) {
                measures.add(Measure.alone(name + ", 1 partition", "s", seconds));
            } else {
                String several = name + ", " + partitions + " partitions";
                measures.add(Measure.of(several, "s", seconds, "1 partition", single));
                measures.add(Measure.of(
                        several + ", how many times as fast",
                        "times",
                        seconds.stream().map(time -> single / time).toList(),
                        "scaling without loss",
                        partitions));
            }
        });
        return measures;
    }
}
