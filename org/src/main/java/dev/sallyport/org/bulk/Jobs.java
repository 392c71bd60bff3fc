package dev.sallyport.org.bulk;

import dev.sallyport.org.data.IdGenerator;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The jobs of the org. A change of state is made only from the states that allow it, so that two cannot both make it. */
public final class Jobs {
    private static final String KEY_PREFIX = "750";

    private final Jdbi jdbi;
    private final IdGenerator ids;
    private final Clock clock;

    Jobs(Jdbi jdbi, IdGenerator ids, Clock clock) {
        this.jdbi = jdbi;
        this.ids = ids;
        this.clock = clock;
    }

    /** Which jobs a list is of, and from which on. */
    public record Filter(
            Set<JobType> types,
            boolean onlyChunked,
            @Nullable SalesforceId from,
            int limit) {}

    /** Opens a job in a state. */
    public Job open(Job.Terms terms, SalesforceId user, JobState state) {
        Job job = new Job(
                ids.next(KEY_PREFIX), terms, user, clock.instant(), clock.instant(), state, Progress.NONE, null, 0);
        @Nullable PkChunking chunking = terms.pkChunking();
        jdbi.useHandle(handle -> bind(
                        handle.createUpdate("INSERT INTO BULK.\"Job\" VALUES (:id, :type, :operation, :object,"
                                + " :externalIdField, :assignmentRuleId, :apiVersion, :contentType, :serial, :delimiter,"
                                + " :lineEnding, :query, :chunkSize, :startRow, :user, :now, :now, :state, NULL, 0,"
                                + " :processed, :failed, :milliseconds, :retries, :succeededBytes, :failedBytes)"),
                        Progress.NONE)
                .bind("id", job.id().value())
                .bind("type", terms.type().name())
                .bind("operation", terms.operation().name())
                .bind("object", terms.sObject())
                .bind("externalIdField", terms.externalIdField())
                .bind("assignmentRuleId", terms.assignmentRuleId())
                .bind("apiVersion", terms.apiVersion().major())
                .bind("contentType", terms.contentType().name())
                .bind("serial", terms.serial())
                .bind("delimiter", terms.format().columnDelimiter().name())
                .bind("lineEnding", terms.format().lineEnding().name())
                .bind("query", terms.query())
                .bind("chunkSize", chunking == null ? null : chunking.chunkSize())
                .bind("startRow", chunking == null ? null : chunking.startRow())
                .bind("user", user.value())
                .bind("now", now())
                .bind("state", state.name())
                .execute());
        return job;
    }

    /** Finds a job by an id of 15 or 18 characters. */
    public Optional<Job> find(String id) {
        return SalesforceId.parse(id)
                .flatMap(parsed ->
                        jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM BULK.\"Job\" WHERE \"Id\" = :id")
                                .bind("id", parsed.value())
                                .map((row, context) -> Rows.job(row))
                                .findOne()));
    }

    /** A job that is known to be there. */
    public Job get(SalesforceId id) {
        return find(id.value()).orElseThrow(() -> BulkException.noSuchJob(id.value()));
    }

    /** Jobs in the order in which they were opened. */
    public List<Job> list(Filter filter) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM BULK.\"Job\" WHERE \"JobType\" IN (<types>)"
                        + (filter.onlyChunked() ? " AND \"ChunkSize\" IS NOT NULL" : "")
                        + " AND \"Id\" >= :from ORDER BY \"Id\" LIMIT :limit")
                .bindList("types", filter.types().stream().map(JobType::name).toList())
                .bind("from", filter.from() == null ? "" : filter.from().value())
                .bind("limit", filter.limit())
                .map((row, context) -> Rows.job(row))
                .list());
    }

    /** Jobs of a type in some states, oldest first. */
    public List<Job> in(JobType type, Set<JobState> states) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM BULK.\"Job\" WHERE \"JobType\" = :type"
                        + " AND \"State\" IN (<states>) ORDER BY \"Id\"")
                .bind("type", type.name())
                .bindList("states", states.stream().map(JobState::name).toList())
                .map((row, context) -> Rows.job(row))
                .list());
    }

    /** Jobs that have not changed since an instant. */
    public List<SalesforceId> unchangedSince(Instant instant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT \"Id\" FROM BULK.\"Job\" WHERE \"SystemModstamp\" < :instant")
                        .bind("instant", instant.atOffset(ZoneOffset.UTC))
                        .map((row, context) -> new SalesforceId(row.getString(1)))
                        .list());
    }

    /** Moves a job on, if it is in one of the states from which it may go. Returns whether it was. */
    public boolean move(SalesforceId id, Set<JobState> from, JobState to, @Nullable String errorMessage) {
        return jdbi.withHandle(handle -> handle.createUpdate("UPDATE BULK.\"Job\" SET \"State\" = :to,"
                                + " \"ErrorMessage\" = :error, \"SystemModstamp\" = :now"
                                + " WHERE \"Id\" = :id AND \"State\" IN (<from>)")
                        .bind("to", to.name())
                        .bind("error", errorMessage)
                        .bind("now", now())
                        .bind("id", id.value())
                        .bindList("from", from.stream().map(JobState::name).toList())
                        .execute()
                > 0);
    }

    /** Takes note of what is done. */
    public void progress(SalesforceId id, Progress progress) {
        jdbi.useHandle(handle -> bind(handle.createUpdate("UPDATE BULK.\"Job\" SET " + SET_PROGRESS), progress)
                .bind("now", now())
                .bind("id", id.value())
                .execute());
    }

    /** Counts an upload. */
    public void countUpload(SalesforceId id) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE BULK.\"Job\" SET \"Uploads\" = \"Uploads\" + 1 WHERE \"Id\" = :id")
                .bind("id", id.value())
                .execute());
    }

    /** Forgets a job and its batches. */
    public void delete(SalesforceId id) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM BULK.\"Batch\" WHERE \"JobId\" = :id")
                    .bind("id", id.value())
                    .execute();
            handle.createUpdate("DELETE FROM BULK.\"Job\" WHERE \"Id\" = :id")
                    .bind("id", id.value())
                    .execute();
        });
    }

    static final String SET_PROGRESS = "\"Processed\" = :processed, \"Failed\" = :failed,"
            + " \"Milliseconds\" = :milliseconds, \"Retries\" = :retries, \"SucceededBytes\" = :succeededBytes,"
            + " \"FailedBytes\" = :failedBytes, \"SystemModstamp\" = :now WHERE \"Id\" = :id";

    static <S extends SqlStatement<S>> S bind(S statement, Progress progress) {
        return statement
                .bind("processed", progress.processed())
                .bind("failed", progress.failed())
                .bind("milliseconds", progress.milliseconds())
                .bind("retries", progress.retries())
                .bind("succeededBytes", progress.succeededBytes())
                .bind("failedBytes", progress.failedBytes());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
