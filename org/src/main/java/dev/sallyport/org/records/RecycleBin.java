package dev.sallyport.org.records;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Deletes records and brings them back. With a record go its details, and come back with it; references to it are
 * emptied, and filled again.
 */
final class RecycleBin {
    private final Access access;
    private final Schema schema;
    private final Rows rows;
    private final Clock clock;

    RecycleBin(Access access, Schema schema, Rows rows, Clock clock, Jdbi jdbi) {
        this.access = access;
        this.schema = schema;
        this.rows = rows;
        this.clock = clock;
        jdbi.useHandle(handle -> {
            handle.execute("CREATE TABLE IF NOT EXISTS INTERNAL.\"Deletion\" (\"Id\" VARCHAR(18) PRIMARY KEY,"
                    + " \"SObject\" VARCHAR(80) NOT NULL, \"RootId\" VARCHAR(18) NOT NULL,"
                    + " \"DeletedDate\" TIMESTAMP(3) WITH TIME ZONE NOT NULL, \"Purged\" BOOLEAN NOT NULL)");
            handle.execute(
                    "CREATE INDEX IF NOT EXISTS INTERNAL.\"Deletion.Root\" ON INTERNAL.\"Deletion\" (\"RootId\")");
            handle.execute("CREATE TABLE IF NOT EXISTS INTERNAL.\"EmptiedReference\" (\"RootId\" VARCHAR(18) NOT NULL,"
                    + " \"SObject\" VARCHAR(80) NOT NULL, \"Field\" VARCHAR(80) NOT NULL,"
                    + " \"ChildId\" VARCHAR(18) NOT NULL, \"ParentId\" VARCHAR(18) NOT NULL)");
            handle.execute("CREATE INDEX IF NOT EXISTS INTERNAL.\"EmptiedReference.Root\""
                    + " ON INTERNAL.\"EmptiedReference\" (\"RootId\")");
        });
    }

    SaveResult delete(Actor actor, String idText) {
        SalesforceId id = Saving.id(idText);
        SObjectType type = access.deletable(actor, id);
        Map<String, @Nullable Object> row = rows.find(type, id)
                .orElseThrow(() -> new RecordException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if (Boolean.TRUE.equals(row.get("IsDeleted"))) {
            throw new RecordException("ENTITY_IS_DELETED", "entity is deleted");
        }
        requireUnrestricted(type, id, row);
        remove(type, id, id, actor, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return SaveResult.done(id);
    }

    /** Deletes for good; what is in the recycle bin already, too. */
    SaveResult hardDelete(Actor actor, String idText) {
        SalesforceId id = Saving.id(idText);
        SObjectType type = access.deletable(actor, id);
        Map<String, @Nullable Object> row = rows.find(type, id)
                .orElseThrow(() -> new RecordException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if (!Boolean.TRUE.equals(row.get("IsDeleted"))) {
            delete(actor, idText);
        }
        purge(id);
        return SaveResult.done(id);
    }

    /** Takes a record out of the recycle bin for good. */
    SaveResult empty(Actor actor, String idText) {
        SalesforceId id = Saving.id(idText);
        SObjectType type = access.deletable(actor, id);
        boolean inBin = rows.find(type, id)
                .filter(row -> Boolean.TRUE.equals(row.get("IsDeleted")))
                .isPresent();
        if (!inBin) {
            throw new RecordException("INVALID_ID_FIELD", "Entity is not in the recycle bin");
        }
        purge(id);
        return SaveResult.done(id);
    }

    SaveResult undelete(Actor actor, String idText) {
        SalesforceId id = Saving.id(idText);
        SObjectType type = access.deletable(actor, id);
        boolean inBin = type.properties().undeletable()
                && rows.find(type, id)
                        .filter(row -> Boolean.TRUE.equals(row.get("IsDeleted")))
                        .isPresent();
        if (!inBin) {
            throw new RecordException("UNDELETE_FAILED", "Entity is not in the recycle bin");
        }
        List<SalesforceId> together = rows.ids(
                "SELECT \"Id\" FROM INTERNAL.\"Deletion\" WHERE \"RootId\" = ? AND NOT \"Purged\"", id.value());
        if (together.isEmpty()) {
            throw new RecordException("UNDELETE_FAILED", "Undelete the record that this one was deleted with");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (SalesforceId each : together) {
            restore(schema.typeOf(each).orElseThrow(), each, actor, now);
        }
        fillReferences(id);
        rows.execute("DELETE FROM INTERNAL.\"Deletion\" WHERE \"RootId\" = ?", List.of(id.value()));
        return SaveResult.done(id);
    }

    private void restore(SObjectType type, SalesforceId id, Actor actor, Instant now) {
        Map<String, @Nullable Object> row = rows.find(type, id).orElseThrow();
        Change change = new Change(type, id, Map.of(), new java.util.LinkedHashMap<>(row), now);
        new Uniqueness(rows).require(change);
        rows.update(type, id, marks(type, false, actor, now));
    }

    private void remove(SObjectType type, SalesforceId id, SalesforceId root, Actor actor, Instant now) {
        Set<String> populated = rows.populatedTypes();
        for (ChildRelationship child : type.childRelationships()) {
            Optional<SObjectType> childType = schema.type(child.childSObject());
            if (childType.isEmpty()
                    || !populated.contains(child.childSObject())
                    || !childType.get().requireField(child.field()).stored()) {
                continue;
            }
            if (child.cascadeDelete()) {
                for (SalesforceId detail : rows.idsWhere(childType.get(), child.field(), id.value())) {
                    remove(childType.get(), detail, root, actor, now);
                }
            } else {
                emptyReferences(childType.get(), child.field(), id, root);
            }
        }
        if (type.hasRecycleBin()) {
            rows.update(type, id, marks(type, true, actor, now));
        } else {
            rows.delete(type, id);
        }
        rows.execute(
                "MERGE INTO INTERNAL.\"Deletion\" VALUES (?, ?, ?, ?, ?)",
                List.of(id.value(), type.name(), root.value(), now, !type.hasRecycleBin()));
    }

    private static Map<String, @Nullable Object> marks(SObjectType type, boolean deleted, Actor actor, Instant now) {
        Map<String, @Nullable Object> marks = new java.util.LinkedHashMap<>();
        marks.put("IsDeleted", deleted);
        type.field("LastModifiedDate").ifPresent(field -> marks.put(field.name(), now));
        type.field("LastModifiedById")
                .ifPresent(field -> marks.put(field.name(), actor.userId().value()));
        type.field("SystemModstamp").ifPresent(field -> marks.put(field.name(), now));
        return marks;
    }

    private void emptyReferences(SObjectType childType, String field, SalesforceId id, SalesforceId root) {
        String table = Rows.quoted(childType.name());
        String column = Rows.quoted(field);
        int found = rows.execute(
                "INSERT INTO INTERNAL.\"EmptiedReference\" SELECT '" + root + "', '" + childType.name() + "', '" + field
                        + "', \"Id\", " + column + " FROM " + table + " WHERE " + column + " = ?",
                List.of(id.value()));
        if (found > 0) {
            rows.execute(
                    "UPDATE " + table + " SET " + column + " = NULL WHERE " + column + " = ?", List.of(id.value()));
        }
    }

    private void fillReferences(SalesforceId root) {
        List<List<String>> emptied = rows.withConnection(connection -> {
            try (var select = connection.prepareStatement("SELECT \"SObject\", \"Field\", \"ChildId\", \"ParentId\""
                    + " FROM INTERNAL.\"EmptiedReference\" WHERE \"RootId\" = ?")) {
                select.setString(1, root.value());
                var result = select.executeQuery();
                List<List<String>> all = new java.util.ArrayList<>();
                while (result.next()) {
                    all.add(List.of(
                            result.getString(1), result.getString(2), result.getString(3), result.getString(4)));
                }
                return all;
            }
        });
        for (List<String> reference : emptied) {
            String column = Rows.quoted(reference.get(1));
            rows.execute(
                    "UPDATE " + Rows.quoted(reference.get(0)) + " SET " + column + " = ? WHERE \"Id\" = ? AND " + column
                            + " IS NULL",
                    List.of(reference.get(3), reference.get(2)));
        }
        rows.execute("DELETE FROM INTERNAL.\"EmptiedReference\" WHERE \"RootId\" = ?", List.of(root.value()));
    }

    private void purge(SalesforceId root) {
        for (SalesforceId id : rows.ids(
                "SELECT \"Id\" FROM INTERNAL.\"Deletion\" WHERE \"RootId\" = ? OR \"Id\" = ?",
                root.value(),
                root.value())) {
            schema.typeOf(id).ifPresent(type -> rows.delete(type, id));
            rows.execute("UPDATE INTERNAL.\"Deletion\" SET \"Purged\" = TRUE WHERE \"Id\" = ?", List.of(id.value()));
        }
        rows.execute("DELETE FROM INTERNAL.\"EmptiedReference\" WHERE \"RootId\" = ?", List.of(root.value()));
    }

    private void requireUnrestricted(SObjectType type, SalesforceId id, Map<String, @Nullable Object> row) {
        for (ChildRelationship child : type.childRelationships()) {
            Optional<SObjectType> childType = schema.type(child.childSObject());
            if (child.restrictedDelete() && childType.isPresent()) {
                List<SalesforceId> children = rows.idsWhere(childType.get(), child.field(), id.value());
                if (!children.isEmpty()) {
                    Object name =
                            type.nameField().map(field -> row.get(field.name())).orElse(id.value());
                    throw new RecordException(
                            "DELETE_FAILED",
                            "Your attempt to delete " + name + " could not be completed because it is associated with"
                                    + " the following "
                                    + childType.get().labelPlural().toLowerCase(java.util.Locale.ROOT) + ".: "
                                    + children.stream()
                                            .limit(5)
                                            .map(SalesforceId::value)
                                            .toList());
                }
            }
        }
    }
}
