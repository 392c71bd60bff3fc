package dev.sallyport.server.job;

import dev.sallyport.server.account.Role;
import java.io.IOException;
import java.sql.SQLException;

/**
 * A kind of jobs. What it does outside of the database may be done twice, and must do no harm then: a node that was lost is
 * not asked how far it was.
 */
public interface Work {
    /** Its name in the database, such as {@code import}. */
    String kind();

    /** The role that whoever asks for it needs, also when another node takes it over. */
    Role needs();

    /**
     * Does it, to its end: {@link JobRun#finish}.
     *
     * @throws LeaseLostException if the job has become another node's, or was cancelled
     * @throws JobPostponedException if this node cannot do it now, and one may later
     */
    void run(JobRun run) throws SQLException, IOException;

    /**
     * Removes what a job has left at this node beside its row. It is asked more than once, for jobs that came to no end, whose
     * outcome was removed, or that are of last week.
     */
    default void clean(Job job) {}
}
