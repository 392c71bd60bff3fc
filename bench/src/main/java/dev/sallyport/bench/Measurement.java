package dev.sallyport.bench;

import java.time.Duration;

/**
 * One way of reading all contacts.
 *
 * @param way what the way is called
 * @param rows what was read in one pass
 * @param time the middle one of the passes' times
 * @param apiCalls API calls of one pass
 * @param bytesSent bytes of the answers' bodies of one pass as sent, after compression
 */
record Measurement(String way, Tally.Rows rows, Duration time, long apiCalls, long bytesSent) {

    double rowsPerSecond() {
        return rows.count() * 1e9 / Math.max(1, time.toNanos());
    }
}
