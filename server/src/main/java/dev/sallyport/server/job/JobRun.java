package dev.sallyport.server.job;

import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.job.JobStore.Lease;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job that this node is at, for as long as it holds the lease. */
public final class JobRun {
    private final Job job;
    private final SignedIn whose;
    private final Lease lease;
    private final JobStore store;
    private final JsonMapper json;
    private final Runnable changed;
    private final List<JsonNode> steps = new ArrayList<>();

    private boolean givenUp;
    private @Nullable Runnable wayOut;

    JobRun(Job job, SignedIn whose, Lease lease, JobStore store, JsonMapper json, Runnable changed) {
        this.job = job;
        this.whose = whose;
        this.lease = lease;
        this.store = store;
        this.json = json;
        this.changed = changed;
    }

    /** Work that fails in its own ways. */
    @FunctionalInterface
    public interface Outside<T, E extends Exception, F extends Exception> {
        /** Does it. */
        T make() throws E, F;
    }

    /** The job as it was when this node took it. */
    public Job job() {
        return job;
    }

    /** As whom it runs, and what that person may still do. */
    public SignedIn whose() {
        return whose;
    }

    /** What was asked for. */
    public <T> T request(Class<T> type) {
        return json.treeToValue(job.request(), type);
    }

    /**
     * Tells a step, for whoever follows the job at any node.
     *
     * @throws LeaseLostException if the job is not this node's any more
     */
    public void tell(Object step) {
        steps.add(json.valueToTree(step));
        note();
    }

    /**
     * Tells how far the only step is, in the place of what was told before.
     *
     * @throws LeaseLostException if the job is not this node's any more
     */
    public void update(Object step) {
        steps.clear();
        tell(step);
    }

    private void note() {
        if (isGivenUp() || !store.note(lease, steps)) {
            throw new LeaseLostException(job.id());
        }
        changed.run();
    }

    /**
     * Does what may take long and stores nothing in the database. It ends early where the job is not this node's any more.
     *
     * @param way ends it, called by another thread while it runs, once at most
     * @throws LeaseLostException if the job is not this node's any more
     */
    public <T, E extends Exception, F extends Exception> T outside(Runnable way, Outside<T, E, F> work) throws E, F {
        enter(way);
        try {
            return work.make();
        } catch (Exception e) {
            // Whatever it says, this is why.
            if (isGivenUp()) {
                throw new LeaseLostException(job.id());
            }
            throw e;
        } finally {
            leave();
        }
    }

    private synchronized void enter(Runnable way) {
        if (givenUp) {
            throw new LeaseLostException(job.id());
        }
        wayOut = way;
    }

    private synchronized void leave() {
        wayOut = null;
        // The way out may have come too late to be noticed: it is not for what this thread does next.
        boolean unused = Thread.interrupted();
    }

    /**
     * Ends the job well, within the transaction that stores what came of it: both take effect or neither.
     *
     * @throws LeaseLostException if the job is not this node's any more: let the transaction fail by it
     */
    public void finish(Handle handle, Object result) {
        if (!store.finish(handle, lease, result)) {
            throw new LeaseLostException(job.id());
        }
    }

    Lease lease() {
        return lease;
    }

    synchronized boolean isGivenUp() {
        return givenUp;
    }

    /** Ends the run here; the job goes on, or does not, elsewhere. */
    synchronized void giveUp() {
        if (!givenUp) {
            givenUp = true;
            if (wayOut != null) {
                wayOut.run();
            }
        }
    }
}
