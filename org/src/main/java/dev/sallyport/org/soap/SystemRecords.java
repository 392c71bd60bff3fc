package dev.sallyport.org.soap;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.RecordError;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.SaveResult;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.Visibility;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Records as Salesforce itself reads and writes them in the course of an operation: whatever the user may see, and fields
 * that no user may write.
 */
final class SystemRecords {
    private final OrgDatabase database;
    private final Schema schema;
    private final SoqlEngine soql;
    private final RecordStore store;
    private final Jdbi jdbi;
    private final Clock clock;

    SystemRecords(OrgDatabase database, SoqlEngine soql, RecordStore store, Clock clock) {
        this.database = database;
        this.schema = database.schema();
        this.soql = soql;
        this.store = store;
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** Ends the work on one record, with what its result is to say. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<RecordError> errors;

        RefusedException(List<RecordError> errors) {
            super(errors.toString(), null, false, false);
            this.errors = errors;
        }

        RefusedException(String statusCode, String message) {
            this(List.of(new RecordError(statusCode, message)));
        }

        List<RecordError> errors() {
            return errors;
        }
    }

    Schema schema() {
        return schema;
    }

    /** Names of the types that may have records. */
    Set<String> populatedTypes() {
        return database.populatedTypes();
    }

    RecordStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    /** Does several things in one transaction; a {@link RefusedException} undoes them all. */
    <T> T inOneTransaction(Supplier<T> work) {
        return store.inOneTransaction(work);
    }

    /** The rows of a query. */
    List<Row> query(String query, User user) {
        QueryContext context = new QueryContext(Visibility.all(), user.timeZone(), false, user.id());
        return soql.query(query, context).records();
    }

    /** The row of a record that is not deleted. */
    Optional<Row> find(String type, String id, List<String> fields, User user) {
        return query("SELECT " + String.join(", ", fields) + " FROM " + type + " WHERE Id = '" + id + "'", user)
                .stream()
                .findFirst();
    }

    /**
     * The id that a write answered.
     *
     * @throws RefusedException if it was refused
     */
    static String require(List<SaveResult> results) {
        for (SaveResult result : results) {
            if (!result.success()) {
                throw new RefusedException(result.errors());
            }
        }
        return String.valueOf(results.get(0).id());
    }

    /** Sets fields of a record that only the system sets, and those that tell of a change. */
    void set(SObjectType type, String id, Map<String, @Nullable Object> values, Actor actor) {
        StringBuilder sql = new StringBuilder("UPDATE \"" + type.name() + "\" SET ");
        values.keySet().forEach(field -> sql.append('"')
                .append(type.requireField(field).name())
                .append("\" = :")
                .append(field)
                .append(", "));
        sql.append("\"LastModifiedDate\" = :now, \"SystemModstamp\" = :now, \"LastModifiedById\" = :actor"
                + " WHERE \"Id\" = :id");
        jdbi.useHandle(handle -> {
            var update = handle.createUpdate(sql.toString())
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("actor", actor.userId().value())
                    .bind("id", id);
            values.forEach(update::bind);
            update.execute();
        });
    }
}
