package dev.sallyport.salesforce;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What passes the time until a job of Bulk API 2.0 is looked at again, or something is sent again that has failed for a
 * moment. The times planned grow with the job: half a second
 * at first, and never more than half of what has been waited already, up to 20 seconds. So a job is found done after at
 * most one and a half times its time, and an hour's job costs some 190 calls at worst. Where it is known how many records
 * the job has to deal with, how many it has dealt with tells when it will be done: then it is looked at about then, after a
 * tenth more of its time at the least.
 */
@FunctionalInterface
public interface PollDelay {
    /** The system's clock. */
    PollDelay SYSTEM = planned -> CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(planned.toNanos(), TimeUnit.NANOSECONDS));

    /**
     * Starts to wait.
     *
     * @param planned how long
     * @return done when it is time; cancelled if the job is given up in the meantime
     */
    Future<?> start(Duration planned);
}
