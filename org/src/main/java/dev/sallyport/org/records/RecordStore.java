package dev.sallyport.org.records;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes records. Each record stands alone, unless the caller asks for all or none; results come in the order of what was
 * asked. When a call returns, what it reports as written is on disk, where the org has a data folder.
 *
 * <p>Calls write one after another: that keeps unique values unique, and no caller waits for long.
 */
public final class RecordStore {
    private static final RecordError ROLLED_BACK = new RecordError(
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header");

    private final Jdbi jdbi;
    private final Saving saving;
    private final RecycleBin bin;
    private final ReentrantLock writing = new ReentrantLock(true);

    /**
     * @param written told of the type of each record that is written, in the transaction that writes it
     */
    public RecordStore(OrgDatabase database, Clock clock, BiConsumer<SObjectType, Handle> written) {
        this.jdbi = database.jdbi();
        Schema schema = database.schema();
        Rows rows = new Rows(database, written);
        Access access = new Access(schema);
        this.saving = new Saving(
                access,
                new References(schema, rows),
                new Defaults(jdbi),
                new StandardRules(schema, rows, database.ids()),
                rows,
                database.ids(),
                clock);
        this.bin = new RecycleBin(access, schema, rows, clock, jdbi);
    }

    /** Creates records; a draft with an id is refused. */
    public List<SaveResult> create(Actor actor, List<Draft> drafts, boolean allOrNone) {
        return each(drafts, draft -> saving.create(actor, draft), Draft::id, allOrNone);
    }

    /** Changes the fields that each draft names, of the record that its id names. */
    public List<SaveResult> update(Actor actor, List<Draft> drafts, boolean allOrNone) {
        return each(drafts, draft -> saving.update(actor, draft), Draft::id, allOrNone);
    }

    /**
     * Updates the record that has the value which a draft gives to a field, or creates one.
     *
     * @param externalIdField an external id field or another with the {@code idLookup} property, or {@code Id}
     */
    public List<SaveResult> upsert(Actor actor, String externalIdField, List<Draft> drafts, boolean allOrNone) {
        return each(drafts, draft -> saving.upsert(actor, externalIdField, draft), Draft::id, allOrNone);
    }

    /** Moves records to the recycle bin, and their details with them. */
    public List<SaveResult> delete(Actor actor, List<String> ids, boolean allOrNone) {
        return each(ids, id -> bin.delete(actor, id), id -> id, allOrNone);
    }

    /** Brings records back from the recycle bin, and their details with them. */
    public List<SaveResult> undelete(Actor actor, List<String> ids, boolean allOrNone) {
        return each(ids, id -> bin.undelete(actor, id), id -> id, allOrNone);
    }

    /** Deletes records past the recycle bin. */
    public List<SaveResult> hardDelete(Actor actor, List<String> ids, boolean allOrNone) {
        return each(ids, id -> bin.hardDelete(actor, id), id -> id, allOrNone);
    }

    /** Takes records out of the recycle bin for good. */
    public List<SaveResult> emptyRecycleBin(Actor actor, List<String> ids) {
        return each(ids, id -> bin.empty(actor, id), id -> id, false);
    }

    /**
     * Does several things in one transaction, which the calls and queries of this thread join: if the work throws, none of
     * it is kept.
     */
    public <T> T inOneTransaction(Supplier<T> work) {
        writing.lock();
        try {
            return jdbi.inTransaction(handle -> work.get());
        } finally {
            writing.unlock();
        }
    }

    private <T> List<SaveResult> each(
            List<T> items, Function<T, SaveResult> work, Function<T, @Nullable String> id, boolean allOrNone) {
        return inOneTransaction(() -> jdbi.withHandle(handle -> {
            handle.savepoint("all");
            List<SaveResult> results = new ArrayList<>(items.size());
            for (T item : items) {
                results.add(one(handle, () -> work.apply(item), id.apply(item)));
            }
            if (!allOrNone || results.stream().allMatch(SaveResult::success)) {
                handle.releaseSavepoint("all");
                return results;
            }
            handle.rollbackToSavepoint("all");
            return results.stream().map(RecordStore::rolledBack).toList();
        }));
    }

    /** A record that is refused leaves nothing behind. */
    private static SaveResult one(Handle handle, Supplier<SaveResult> work, @Nullable String id) {
        handle.savepoint("one");
        try {
            SaveResult result = work.get();
            handle.releaseSavepoint("one");
            return result;
        } catch (RecordException refused) {
            handle.rollbackToSavepoint("one");
            return SaveResult.failed(id, refused.creating(), refused.errors());
        } catch (Rows.RowException e) {
            if (!e.isLockConflict()) {
                throw e;
            }
            handle.rollbackToSavepoint("one");
            return SaveResult.failed(
                    id,
                    false,
                    List.of(new RecordError(
                            "UNABLE_TO_LOCK_ROW",
                            "unable to obtain exclusive access to this record or 1 records: " + id)));
        }
    }

    private static SaveResult rolledBack(SaveResult result) {
        return result.success() ? SaveResult.failed(null, result.created(), List.of(ROLLED_BACK)) : result;
    }
}
