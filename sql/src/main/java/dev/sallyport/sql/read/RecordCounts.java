package dev.sallyport.sql.read;

import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records an org has of each sObject, as Salesforce has counted them now and then. One call brings the counts of
 * all; they are kept for an hour. It takes a permission that not every integration user has (View Setup and Configuration):
 * without counts there is less to go by, and nothing fails. For use by several threads at once.
 */
public final class RecordCounts {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCounts.class);

    /** The counts are approximate in any case, and the size of a table changes slowly. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Map<String, Long> counts = Map.of();
    private volatile Instant askAgain = Instant.MIN;

    /**
     * Makes it without any counts yet.
     *
     * @param clock tells when they are too old
     */
    public RecordCounts(InstantSource clock) {
        this.clock = clock;
    }

    /** About how many records there are, if that is known without a call. */
    public OptionalLong known(String sObject) {
        Long count = counts.get(sObject);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /**
     * About how many records there are; empty if Salesforce does not say. A call, if the last one is an hour ago; whoever asks
     * meanwhile does with what is known.
     *
     * @param client asks for them; null where there is no org
     */
    public OptionalLong of(@Nullable SalesforceClient client, String sObject) {
        if (client != null && isDue() && asking.tryLock()) {
            try {
                if (isDue()) {
                    ask(client);
                }
            } finally {
                asking.unlock();
            }
        }
        return known(sObject);
    }

    private boolean isDue() {
        return !clock.instant().isBefore(askAgain);
    }

    private void ask(SalesforceClient org) {
        try {
            TreeMap<String, Long> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            asked.putAll(org.recordCounts());
            counts = asked;
        } catch (RuntimeException e) {
            // Whatever is wrong, what was going to be done without the counts tells better.
            if (e instanceof SalesforceException failure
                    && failure.reason() == SalesforceException.Reason.INTERRUPTED) {
                return;
            }
            LOG.debug("Salesforce does not tell how many records there are: {}", e.getMessage());
        }
        askAgain = clock.instant().plus(KEPT);
    }
}
