package dev.sallyport.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

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

    /** One Markdown table of the ways, one of the rest. */
    String markdown(Settings settings) {
        StringBuilder text = new StringBuilder("| Way | Rows | Rows/s | Of the floor | API calls | MB sent |\n");
        text.append("|---|--:|--:|--:|--:|--:|\n");
        Measurement floor = measurements.get(measurements.size() - 1);
        for (Measurement measurement : measurements) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %.2f | %,d | %,.1f |%n",
                    measurement.way(),
                    measurement.rows().count(),
                    measurement.rowsPerSecond(),
                    measurement.rowsPerSecond() / floor.rowsPerSecond(),
                    measurement.apiCalls(),
                    measurement.bytesSent() / MEGABYTE));
        }
        text.append("\n| What | Seen |\n|---|--:|\n");
        text.append(String.format(Locale.ROOT, "| Start of a default org, 1st | %,d ms |%n", firstStart.toMillis()));
        text.append(String.format(
                Locale.ROOT, "| Start of a default org, %dth | %,d ms |%n", settings.starts(), lastStart.toMillis()));
        text.append(String.format(
                Locale.ROOT, "| Start and fill of %,d records | %,d ms |%n", settings.records(), fill.toMillis()));
        text.append(String.format(Locale.ROOT, "| Heap at its peak meanwhile | %,.0f MB |%n", peakHeap / MEGABYTE));
        text.append(String.format(Locale.ROOT, "| Heap kept afterwards | %,.0f MB |%n", liveHeap / MEGABYTE));
        return text.toString();
    }
}
