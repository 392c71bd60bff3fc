package dev.sallyport.spark;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.jdbc.SalesforceAccess;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.spark.task.TaskAccess;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.read.RecordCounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An org as the driver program knows it. It is the only one with credentials, and cannot be serialised; for use by several
 * threads at once.
 */
final class ConnectedOrg {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedOrg.class);

    /** Spark's scheduler waits for as long. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(20);

    private final SalesforceAccess access;
    private final SalesforceClient client;
    private final RecordCounts counts;
    private @Nullable SObjects sObjects;

    ConnectedOrg(SalesforceAccess access) {
        this.access = access;
        this.client = access.client();
        this.counts = new RecordCounts(InstantSource.system());
    }

    /** For calls that the driver program makes itself. */
    SalesforceClient client() {
        return client;
    }

    /** How records are to be read. */
    ReadOptions reads() {
        return access.reads();
    }

    /** Whether somebody has said from how many records on tables are read in ranges. */
    boolean hasRangesThreshold() {
        return access.reads().rangesThreshold() != ReadOptions.RANGES_THRESHOLD;
    }

    /** Whether writes are wanted that no set of tasks can promise. */
    boolean wantsAllOrNone() {
        return access.writes().allOrNone();
    }

    /** About how many records there are; one call an hour, empty if Salesforce does not say. */
    OptionalLong records(String sObject) {
        return counts.of(client, sObject);
    }

    /** One object by its name in any case; one call, or none where tables have been imported. */
    Optional<SObjectDescribe> describe(String name) {
        if (!access.importedTables().isEmpty()) {
            return sObjects().describe(name);
        }
        try {
            return Optional.of(client.describe(name));
        } catch (SalesforceException e) {
            if (e.reason() == SalesforceException.Reason.OBJECT_NOT_VISIBLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The names of all that can be read; the first time a call, unless tables have been imported. */
    Set<String> names() {
        return sObjects().names();
    }

    private synchronized SObjects sObjects() {
        if (sObjects == null) {
            sObjects = access.importedTables().isEmpty()
                    ? SObjects.live(client)
                    : SObjects.imported(access.importedTables());
        }
        return sObjects;
    }

    /** The token at hand, or a new one. */
    AccessToken token() {
        return access.access().tokens().token();
    }

    /**
     * A token for a task that is launched once more. Where it would be the same again, Salesforce is asked first whether it
     * still takes it, for that may be what the task failed by.
     *
     * @param before what the task was launched with the last time
     */
    AccessToken tokenAfter(AccessToken before) {
        TokenSource tokens = access.access().tokens();
        if (!tokens.token().equals(before)) {
            return tokens.token();
        }
        try (SalesforceClient checking = access.client()) {
            checking.setDeadline(LONGEST_CHECK);
            // A token that is refused is replaced by the client, as after any call.
            var unused = checking.limits();
        } catch (SallyportException e) {
            LOG.info("Whether a task's token is still good cannot be told: {}", e.getMessage());
        }
        return tokens.token();
    }

    /** What a task is given to call the org by. */
    TaskAccess taskAccess(AccessToken token) {
        return new TaskAccess(
                access.server(),
                token,
                access.access().authentication(),
                access.ignoreTlsErrors(),
                access.applicationName());
    }

    @Override
    public String toString() {
        return access.server().instance().toString();
    }
}
