package dev.sallyport.bench;

import dev.sallyport.bench.measure.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run has seen.
 *
 * @param firstStart of a default org, in a process that has just begun
 * @param lastStart of a default org, after all the others
 * @param fill the start of a new org with all its records
 * @param peakHeap bytes, the most during the fill, with those that waited for the collector
 * @param liveHeap bytes that a collection left after the fill, over those from before it
 * @param measurements the ways; the last is the floor
 */
record Report(
        Duration firstStart,
        Duration lastStart,
        Duration fill,
        long peakHeap,
        long liveHeap,
        List<Measurement> measurements) {
    private static final double MEGABYTE = 1_000_000;

    /** The ways beside the floor, what each costs, and the rest. */
    List<Measure> measures(Settings settings) {
        List<Measure> measures = new ArrayList<>();
        Measurement floor = measurements.get(measurements.size() - 1);
        for (Measurement measurement : measurements.subList(0, measurements.size() - 1)) {
            String way = "org's rows by " + measurement.way();
            measures.add(Measure.of(
                    way, "rows/s", measurement.rowsPerSecond(), floor.way(), Measure.middle(floor.rowsPerSecond())));
            measures.add(Measure.alone(way + ", calls", "calls", List.of((double) measurement.apiCalls())));
            measures.add(Measure.alone(way + ", bytes", "MB", List.of(measurement.bytesSent() / MEGABYTE)));
        }
        measures.add(Measure.alone("start of a default org, 1st", "ms", List.of((double) firstStart.toMillis())));
        measures.add(Measure.alone(
                "start of a default org, no. " + settings.starts(), "ms", List.of((double) lastStart.toMillis())));
        String filled = "start and fill of " + settings.records() + " records";
        measures.add(Measure.alone(filled, "ms", List.of((double) fill.toMillis())));
        measures.add(Measure.alone(filled + ", peak heap", "MB", List.of(peakHeap / MEGABYTE)));
        measures.add(Measure.alone(filled + ", heap kept", "MB", List.of(liveHeap / MEGABYTE)));
        return measures;
    }
}
