package dev.sallyport.org.bulk;

import dev.sallyport.org.bulk.FieldTargets.OfField;
import dev.sallyport.org.bulk.FieldTargets.OfParent;
import dev.sallyport.org.bulk.FieldTargets.OwnId;
import dev.sallyport.org.bulk.FieldTargets.Target;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.FieldText;
import dev.sallyport.org.records.ParentByExternalId;
import dev.sallyport.org.records.RecordError;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.SaveResult;
import dev.sallyport.org.records.UnreadableValueException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the records of jobs. Each stands alone: those that are refused keep no other from being written. */
public final class Loads {
    /** How many records Salesforce saves at once. */
    public static final int CHUNK = 200;

    private final Schema schema;
    private final RecordStore records;

    Loads(Schema schema, RecordStore records) {
        this.schema = schema;
        this.records = records;
    }

    /** What the names in a job's data stand for. */
    public FieldTargets targets(Job job) {
        return new FieldTargets(schema, type(job), job.operation());
    }

    /** Does something in one transaction with the records that it writes. */
    public void inOneTransaction(Runnable work) {
        records.inOneTransaction(() -> {
            work.run();
            return true;
        });
    }

    /** Writes some records; the results are in their order. */
    public List<SaveResult> load(Job job, FieldTargets targets, Actor actor, List<InputRow> rows) {
        if (job.operation().isDelete()) {
            return delete(job.operation(), targets, actor, rows);
        }
        List<@Nullable SaveResult> results = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        for (InputRow row : rows) {
            try {
                drafts.add(draft(job, targets, row));
                results.add(null);
            } catch (UnreadableRowException e) {
                results.add(new SaveResult(null, false, List.of(e.error)));
            }
        }
        Iterator<SaveResult> saved = save(job, actor, drafts).iterator();
        List<SaveResult> all = new ArrayList<>(rows.size());
        for (SaveResult refused : results) {
            all.add(refused == null ? saved.next() : refused);
        }
        return all;
    }

    private List<SaveResult> save(Job job, Actor actor, List<Draft> drafts) {
        return switch (job.operation()) {
            case INSERT -> records.create(actor, drafts, false);
            case UPDATE -> records.update(actor, drafts, false);
            case UPSERT ->
                records.upsert(actor, Objects.requireNonNull(job.terms().externalIdField()), drafts, false);
            case DELETE, HARD_DELETE, QUERY, QUERY_ALL ->
                throw new IllegalStateException("No records are saved by " + job.operation());
        };
    }

    private List<SaveResult> delete(Operation operation, FieldTargets targets, Actor actor, List<InputRow> rows) {
        List<String> ids = new ArrayList<>();
        for (InputRow row : rows) {
            targets.check(row.values().stream().map(InputRow.Value::name).toList());
            ids.add(row.values().stream()
                    .map(InputRow.Value::text)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(""));
        }
        return operation == Operation.HARD_DELETE
                ? records.hardDelete(actor, ids, false)
                : records.delete(actor, ids, false);
    }

    private Draft draft(Job job, FieldTargets targets, InputRow row) throws UnreadableRowException {
        String id = null;
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (InputRow.Value value : row.values()) {
            Target target = targets.target(value.name());
            if (target instanceof OwnId) {
                id = value.text();
            } else if (target instanceof OfField own) {
                values.put(own.field().name(), parsed(own.field(), value));
            } else {
                OfParent parent = (OfParent) target;
                values.put(
                        parent.relationship(),
                        value.text() == null
                                ? null
                                : new ParentByExternalId(
                                        parent.sObject(), parent.field().name(), parsed(parent.field(), value)));
            }
        }
        return new Draft(job.sObject(), id, values);
    }

    private static @Nullable Object parsed(Field field, InputRow.Value value) throws UnreadableRowException {
        @Nullable String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            return FieldText.parse(field, text);
        } catch (UnreadableValueException e) {
            throw new UnreadableRowException(new RecordError(
                    "INVALID_TYPE_ON_FIELD_IN_RECORD",
                    "Failed to deserialize field at col " + value.column() + ". Due to, " + e.getMessage(),
                    List.of(field.name())));
        }
    }

    private SObjectType type(Job job) {
        return schema.type(job.sObject())
                .orElseThrow(() ->
                        new BulkException(AsyncExceptionCode.INVALID_JOB, "Unable to find object: " + job.sObject()));
    }

    /** A record with a value that cannot be read. */
    private static final class UnreadableRowException extends Exception {
        private final transient RecordError error;

        UnreadableRowException(RecordError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }
    }
}
