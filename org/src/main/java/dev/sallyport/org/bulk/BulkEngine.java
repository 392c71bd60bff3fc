package dev.sallyport.org.bulk;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soql.SoqlEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What both Bulk APIs stand on. */
public final class BulkEngine implements AutoCloseable {
    /** How long a job and its results are kept. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private static final long ROWS_OF_A_SET = 100_000;

    private final Clock clock;
    private final Setup setup;
    private final Jobs jobs;
    private final Batches batches;
    private final Allowances allowances;
    private final Spool spool;
    private final BulkQueries queries;
    private final Loads loads;
    private final JobRules rules;
    private final Workers workers = new Workers();
    private volatile long rowsOfASet = ROWS_OF_A_SET;

    /**
     * @param folder where files of jobs are kept from one start to the next; null to keep none
     */
    public BulkEngine(
            OrgDatabase database,
            Setup setup,
            SoqlEngine soql,
            RecordStore records,
            Clock clock,
            @Nullable Path folder) {
        BulkTables.create(database.jdbi());
        this.clock = clock;
        this.setup = setup;
        this.jobs = new Jobs(database.jdbi(), database.ids(), clock);
        this.batches = new Batches(database.jdbi(), database.ids(), clock);
        this.allowances = new Allowances(database.jdbi(), clock);
        this.spool = Spool.in(folder);
        this.queries = new BulkQueries(soql, setup.permissions());
        this.loads = new Loads(database.schema(), records);
        this.rules = new JobRules(database.schema(), setup);
    }

    public Jobs jobs() {
        return jobs;
    }

    public Batches batches() {
        return batches;
    }

    public Allowances allowances() {
        return allowances;
    }

    public Spool spool() {
        return spool;
    }

    public BulkQueries queries() {
        return queries;
    }

    public Loads loads() {
        return loads;
    }

    public JobRules rules() {
        return rules;
    }

    public Workers workers() {
        return workers;
    }

    /** How many rows of a query's result come at a time where the caller does not say how many it wants. */
    public long rowsOfASet() {
        return rowsOfASet;
    }

    /** Sets how many; one at least. */
    public void setRowsOfASet(long rows) {
        rowsOfASet = rows;
    }

    public Clock clock() {
        return clock;
    }

    /** The user whose job it is, with the permissions of now. */
    public User user(Job job) {
        return setup.users().get(job.createdById().value());
    }

    /** The user whose job it is, as who writes records. */
    public Actor actor(Job job) {
        User user = user(job);
        return new Actor(user.id(), setup.permissions().of(user));
    }

    /** Deletes a job with all that it has. */
    public void delete(SalesforceId jobId) {
        jobs.delete(jobId);
        spool.delete(jobId);
    }

    /** Deletes the files of jobs that are not there: in an org that goes back to a snapshot, their ids are given anew. */
    public void deleteStrayFiles() {
        for (SalesforceId jobId : spool.jobs()) {
            if (jobs.find(jobId.value()).isEmpty()) {
                spool.delete(jobId);
            }
        }
    }

    /** Deletes the jobs that nothing has happened to for seven days. */
    public void deleteExpired() {
        jobs.unchangedSince(clock.instant().minus(RETENTION)).forEach(this::delete);
    }

    /** Stops the workers, and deletes the files of an org in memory. */
    @Override
    public void close() {
        workers.close();
        spool.close();
    }
}
