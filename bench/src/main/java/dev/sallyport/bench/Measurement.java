package dev.sallyport.bench;

import java.time.Duration;
import java.util.List;

/**
 * One way of reading all contacts.
 *
 * @param way what the way is called
 * @param rows what was read in one pass
 * @param times of the passes
 * @param apiCalls API calls of one pass
 * @param bytesSent bytes of the answers' bodies of one pass as sent, after compression
 */
record Measurement(String way, Tally.Rows rows, List<Duration> times, long apiCalls, long bytesSent) {

    List<Double> rowsPerSecond() {
        return times.stream()
                .map(time -> rows.count() * 1e9 / Math.max(1, time.toNanos()))
                .toList();
    }
}
