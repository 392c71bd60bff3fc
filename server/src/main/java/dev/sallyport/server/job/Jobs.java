package dev.sallyport.server.job;

import dev.sallyport.server.RequestId;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.web.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for jobs, tells of them, and ends them: the same at every node. */
@Component
public class Jobs {
    private final JobStore store;
    private final JobRunner runner;
    private final JobChanges changes;

    Jobs(JobStore store, JobRunner runner, JobChanges changes) {
        this.store = store;
        this.runner = runner;
        this.changes = changes;
    }

    /** A job that has just been asked for, for whoever waits for it where they asked. */
    public final class Asked {
        private final String id;
        private final AtomicReference<@Nullable Exception> failure;

        private Asked(String id, AtomicReference<@Nullable Exception> failure) {
            this.id = id;
            this.failure = failure;
        }

        /** The id of the job. */
        public String id() {
            return id;
        }

        /**
         * Waits until it is done, by whichever node.
         *
         * @param changed is given the job each time that it has come along
         * @return the job with its result
         * @throws RuntimeException why it failed, was cancelled, or is not waited for any longer
         */
        public Job await(Consumer<Job> changed) {
            Job job = followed(id, changed, runner::isRunning);
            return switch (job.state()) {
                case DONE -> job;
                case FAILED -> throw failure(job);
                case CANCELLED, REMOVED ->
                    throw new ServerException(
                            Reason.CANCELLED, "This was cancelled.", "Ask for it again if it is still wanted.");
                case WAITING, RUNNING ->
                    throw new ServerException(
                            Reason.ENDING,
                            "This server is ending.",
                            "Another goes on with it: look there how far it is.");
            };
        }

        private RuntimeException failure(Job job) {
            Exception here = failure.get();
            if (here instanceof RuntimeException unchecked) {
                return unchecked;
            }
            return new ProblemException(Objects.requireNonNull(job.problem()), here);
        }
    }

    /**
     * Asks for a job. It is begun here at once, or by whichever node has room.
     *
     * @param kind of which {@link Work}
     * @param server the data server's name
     * @param request is kept as JSON; without secrets
     */
    public Asked ask(String kind, String server, Object request, SignedIn whose) {
        String id = UUID.randomUUID().toString();
        store.add(id, kind, server, request, whose, RequestId.current());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        runner.offer(id, failure::set);
        return new Asked(id, failure);
    }

    /**
     * A job as it is now.
     *
     * @throws ServerException if there is none of that kind and id
     */
    public Job get(String kind, String id) {
        return store.find(id).filter(job -> job.kind().equals(kind)).orElseThrow(Jobs::unknown);
    }

    /**
     * The jobs of a kind, the latest first; those that ended a week ago are forgotten.
     *
     * @param server the data server's name; empty for all
     * @param askedBy the account's name; empty for all
     */
    public List<Job> list(String kind, String server, String askedBy) {
        return store.list(kind, server, askedBy);
    }

    /**
     * Those of a kind that have not ended, the latest first.
     *
     * @param server the data server's name; empty for all
     * @param askedBy the account's name; empty for all
     */
    public List<Job> underWay(String kind, String server, String askedBy) {
        return store.underWay(kind, server, askedBy);
    }

    /** Ends a job, whichever node is at it: nothing of it is stored any more. Whether it had not ended yet. */
    public boolean cancel(Job job) {
        boolean cancelled = store.cancel(job.id());
        runner.giveUpLost();
        runner.clean(job);
        changes.happened();
        return cancelled;
    }

    /** Has what came of a job removed, at each node. */
    public void remove(Job job) {
        store.remove(job.id());
        runner.clean(job);
    }

    /**
     * Looks on at a job, until it ends, this server does or nobody wants to know any more.
     *
     * @param changed is given the job first as it is, then each time that it has come along
     * @param wanted whether somebody still wants to know; asked about twice a second
     * @return the job at last
     */
    public Job follow(Job job, Consumer<Job> changed, BooleanSupplier wanted) {
        return followed(job.id(), changed, () -> runner.isAccepting() && wanted.getAsBoolean());
    }

    private Job followed(String id, Consumer<Job> changed, BooleanSupplier goesOn) {
        Job told = null;
        while (true) {
            long seen = changes.count();
            Job job = store.find(id).orElseThrow(Jobs::unknown);
            if (!job.equals(told)) {
                changed.accept(job);
                told = job;
            }
            if (job.state().isEnd() || !goesOn.getAsBoolean()) {
                return job;
            }
            try {
                changes.await(seen);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return job;
            }
        }
    }

    private static ServerException unknown() {
        return new ServerException(
                Reason.NOT_FOUND, "There is no such work.", "Look at the list; what ended a week ago is not kept.");
    }
}
