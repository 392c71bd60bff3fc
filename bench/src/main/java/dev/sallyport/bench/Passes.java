package dev.sallyport.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads everything several times over: the first time warms up, the others count. */
final class Passes {
    private final int count;

    Passes(int count) {
        this.count = count;
    }

    /** One full reading of all contacts. */
    interface Pass {
        Tally.Rows read() throws Exception;
    }

    /** What all passes read alike, and the times that count. */
    record Outcome(Tally.Rows rows, List<Duration> times) {}

    Outcome run(Pass pass) throws Exception {
        Tally.Rows expected = pass.read();
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            Tally.Rows rows = pass.read();
            times.add(Duration.ofNanos(System.nanoTime() - start));
            if (!rows.equals(expected)) {
                throw new IllegalStateException("One pass read " + expected + ", another " + rows);
            }
        }
        return new Outcome(expected, List.copyOf(times));
    }
}
