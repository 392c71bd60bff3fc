package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits that another thread can end, and work that is done again when the connection or Salesforce fails for a moment. */
final class Retries {
    /** Half a second, one and two lie between them. */
    static final int TRIES = 4;

    static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final PollDelay delay;
    private final String asked;

    /** Guarded by this, like the next. */
    private @Nullable Future<?> pause;

    private boolean givenUp;

    /**
     * Makes it for some work.
     *
     * @param asked what is worked on, for a failure's message
     */
    Retries(PollDelay delay, String asked) {
        this.delay = delay;
        this.asked = asked;
    }

    /** The same for what another thread does of the work. */
    Retries ofAnotherThread() {
        return new Retries(delay, asked);
    }

    /** Does something again, up to three times, if it fails by the connection or by Salesforce's load. */
    <T> T repeated(Supplier<T> work) {
        return repeated(work, Reason::isPassing);
    }

    /**
     * Does something again, up to three times.
     *
     * @param passing what it may fail by
     */
    <T> T repeated(Supplier<T> work, Predicate<Reason> passing) {
        Duration wait = FIRST_WAIT;
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (SalesforceException e) {
                if (tries == TRIES || !passing.test(e.reason())) {
                    throw e;
                }
            }
            pause(wait);
            wait = wait.multipliedBy(2);
        }
    }

    /**
     * Waits.
     *
     * @throws SalesforceException with {@link Reason#INTERRUPTED} if it is given up
     */
    void pause(Duration wait) {
        Future<?> passing;
        synchronized (this) {
            refuseIfGivenUp();
            passing = delay.start(wait);
            pause = passing;
        }
        try {
            passing.get();
        } catch (CancellationException e) {
            throw givenUp();
        } catch (InterruptedException e) {
            passing.cancel(true);
            Thread.currentThread().interrupt();
            throw givenUp();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The wait failed.", e.getCause());
        } finally {
            synchronized (this) {
                pause = null;
            }
        }
    }

    /** Ends a wait in another thread, and all waits to come. */
    synchronized void giveUp() {
        givenUp = true;
        if (pause != null) {
            pause.cancel(true);
        }
    }

    /** Throws if it has been given up. */
    synchronized void refuseIfGivenUp() {
        if (givenUp) {
            throw givenUp();
        }
    }

    private SalesforceException givenUp() {
        return SalesforceException.of(Reason.INTERRUPTED, "the " + asked + " has been closed.");
    }
}
