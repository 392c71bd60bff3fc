package dev.sallyport.server.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes those at this node who follow jobs. Of what other nodes do nobody tells: they look from time to time. */
@Component
class JobChanges {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private long count;

    synchronized void happened() {
        count++;
        notifyAll();
    }

    /** How many there have been; to be asked for before looking. */
    synchronized long count() {
        return count;
    }

    /** Waits until there have been more, but not for long. */
    synchronized void await(long seen) throws InterruptedException {
        long end = System.nanoTime() + PAUSE.toNanos();
        for (long left = PAUSE.toMillis(); count == seen && left > 0; left = millisTo(end)) {
            wait(left);
        }
    }

    private static long millisTo(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
}
