package dev.sallyport.org.bulk;

import dev.sallyport.org.data.IdGenerator;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The batches of Bulk API's jobs. */
public final class Batches {
    private static final String KEY_PREFIX = "751";
    private static final String RESULT_KEY_PREFIX = "752";

    private final Jdbi jdbi;
    private final IdGenerator ids;
    private final Clock clock;

    Batches(Jdbi jdbi, IdGenerator ids, Clock clock) {
        this.jdbi = jdbi;
        this.ids = ids;
        this.clock = clock;
    }

    /** The id of a batch that is not there yet. */
    public SalesforceId nextId() {
        return ids.next(KEY_PREFIX);
    }

    /** The id of a query's result. */
    public SalesforceId nextResultId() {
        return ids.next(RESULT_KEY_PREFIX);
    }

    /** Queues a batch. */
    public Batch queue(SalesforceId id, SalesforceId jobId, ContentType contentType) {
        return add(id, jobId, contentType, BatchState.QUEUED, null);
    }

    /** Adds a batch that gets a part of what another's query finds; that other one works for it. */
    public void chunk(SalesforceId id, Batch original) {
        add(id, original.jobId(), original.contentType(), BatchState.IN_PROGRESS, original.id());
    }

    private Batch add(
            SalesforceId id,
            SalesforceId jobId,
            ContentType contentType,
            BatchState state,
            @Nullable SalesforceId originalId) {
        Batch batch = new Batch(
                id, jobId, contentType, state, null, clock.instant(), clock.instant(), Progress.NONE, null, originalId);
        jdbi.useHandle(handle -> Jobs.bind(
                        handle.createUpdate(
                                "INSERT INTO BULK.\"Batch\" VALUES (:id, :jobId, :contentType, :state, NULL,"
                                        + " :now, :now, NULL, :processed, :failed, :milliseconds, :retries, :succeededBytes,"
                                        + " :failedBytes, :original)"),
                        Progress.NONE)
                .bind("id", id.value())
                .bind("jobId", jobId.value())
                .bind("contentType", contentType.name())
                .bind("state", state.name())
                .bind("original", originalId == null ? null : originalId.value())
                .bind("now", now())
                .execute());
        return batch;
    }

    /** Finds a batch of a job by an id of 15 or 18 characters. */
    public Optional<Batch> find(SalesforceId jobId, String id) {
        return SalesforceId.parse(id)
                .flatMap(parsed -> jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT * FROM BULK.\"Batch\" WHERE \"Id\" = :id AND \"JobId\" = :jobId")
                        .bind("id", parsed.value())
                        .bind("jobId", jobId.value())
                        .map((row, context) -> Rows.batch(row))
                        .findOne()));
    }

    /** A job's batches in the order in which they came. */
    public List<Batch> of(SalesforceId jobId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM BULK.\"Batch\" WHERE \"JobId\" = :jobId ORDER BY \"Id\"")
                        .bind("jobId", jobId.value())
                        .map((row, context) -> Rows.batch(row))
                        .list());
    }

    /** All batches in a state, oldest first. */
    public List<Batch> in(BatchState state) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM BULK.\"Batch\" WHERE \"State\" = :state ORDER BY \"Id\"")
                        .bind("state", state.name())
                        .map((row, context) -> Rows.batch(row))
                        .list());
    }

    /** Moves a batch on, if it is in one of the states from which it may go. Returns whether it was. */
    public boolean move(SalesforceId id, Set<BatchState> from, BatchState to, @Nullable String stateMessage) {
        return jdbi.withHandle(handle -> handle.createUpdate("UPDATE BULK.\"Batch\" SET \"State\" = :to,"
                                + " \"StateMessage\" = :message, \"SystemModstamp\" = :now"
                                + " WHERE \"Id\" = :id AND \"State\" IN (<from>)")
                        .bind("to", to.name())
                        .bind("message", stateMessage)
                        .bind("now", now())
                        .bind("id", id.value())
                        .bindList("from", from.stream().map(BatchState::name).toList())
                        .execute()
                > 0);
    }

    /** The batches that share what a batch's query finds. */
    public List<Batch> chunksOf(SalesforceId original) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM BULK.\"Batch\" WHERE \"OriginalId\" = :original ORDER BY \"Id\"")
                .bind("original", original.value())
                .map((row, context) -> Rows.batch(row))
                .list());
    }

    /** Forgets a batch. */
    public void delete(SalesforceId id) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM BULK.\"Batch\" WHERE \"Id\" = :id")
                .bind("id", id.value())
                .execute());
    }

    /** Takes note of what is done. */
    public void progress(SalesforceId id, Progress progress) {
        jdbi.useHandle(
                handle -> Jobs.bind(handle.createUpdate("UPDATE BULK.\"Batch\" SET " + Jobs.SET_PROGRESS), progress)
                        .bind("now", now())
                        .bind("id", id.value())
                        .execute());
    }

    /** Takes note of a query's result. */
    public void result(SalesforceId id, SalesforceId resultId) {
        jdbi.useHandle(
                handle -> handle.createUpdate("UPDATE BULK.\"Batch\" SET \"ResultId\" = :result WHERE \"Id\" = :id")
                        .bind("result", resultId.value())
                        .bind("id", id.value())
                        .execute());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
