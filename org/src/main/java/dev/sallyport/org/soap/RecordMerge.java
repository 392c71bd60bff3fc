package dev.sallyport.org.soap;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soap.SystemRecords.RefusedException;
import dev.sallyport.org.soql.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges up to three records of a type into one (SOAP API Developer Guide, "merge()"): related records go to the master,
 * the others to the recycle bin.
 */
final class RecordMerge {
    private static final int MOST_MERGED = 2;

    private final SystemRecords records;

    RecordMerge(SystemRecords records) {
        this.records = records;
    }

    /** What was merged, and which related records have changed. */
    record Merged(String masterId, List<String> mergedIds, List<String> relatedIds) {}

    /**
     * Merges records, all or nothing.
     *
     * @param master the record that stays, with the fields that it is to get
     * @throws RefusedException if one of the records is refused
     */
    Merged merge(Draft master, List<String> mergedIds, User user, Actor actor) {
        SObjectType type = records.schema().requireType(master.sObject());
        if (!type.properties().mergeable()) {
            throw new RefusedException(
                    "INVALID_TYPE_FOR_OPERATION", "entity type " + type.name() + " does not support merge");
        }
        if (mergedIds.isEmpty() || mergedIds.size() > MOST_MERGED) {
            throw new RefusedException("MERGE_FAILED", "A merge takes one or two records to merge into the master");
        }
        return records.inOneTransaction(() -> {
            String masterId = SystemRecords.require(records.store().update(actor, List.of(master), true));
            List<String> related = new ArrayList<>();
            List<String> merged = new ArrayList<>();
            for (String id : mergedIds) {
                String mergedId = existing(type, id, masterId, user);
                related.addAll(moveChildren(type, mergedId, masterId, user, actor));
                SystemRecords.require(records.store().delete(actor, List.of(mergedId), true));
                Map<String, @Nullable Object> pointer = new LinkedHashMap<>();
                type.field("MasterRecordId").ifPresent(field -> pointer.put(field.name(), masterId));
                records.set(type, mergedId, pointer, actor);
                merged.add(mergedId);
            }
            return new Merged(masterId, merged, related);
        });
    }

    private String existing(SObjectType type, String id, String masterId, User user) {
        String parsed = SalesforceId.parse(id)
                .orElseThrow(() -> new RefusedException("MALFORMED_ID", "malformed id " + id))
                .value();
        boolean there = !parsed.equals(masterId)
                && records.find(type.name(), parsed, List.of("Id"), user).isPresent();
        if (!there) {
            throw new RefusedException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        }
        return parsed;
    }

    private List<String> moveChildren(SObjectType type, String from, String to, User user, Actor actor) {
        List<String> moved = new ArrayList<>();
        Set<String> populated = records.populatedTypes();
        for (ChildRelationship child : type.childRelationships()) {
            SObjectType childType = records.schema().requireType(child.childSObject());
            Field reference = childType.requireField(child.field());
            boolean moves = populated.contains(childType.name())
                    && reference.updateable()
                    && reference.filterable()
                    && childType.properties().updateable()
                    && childType.properties().queryable();
            if (!moves) {
                continue;
            }
            String query = "SELECT Id FROM " + childType.name() + " WHERE " + reference.name() + " = '" + from + "'";
            for (Row row : records.query(query, user)) {
                Map<String, @Nullable Object> change = new LinkedHashMap<>();
                change.put(reference.name(), to);
                Draft draft = new Draft(childType.name(), row.id().orElseThrow(), change);
                moved.add(SystemRecords.require(records.store().update(actor, List.of(draft), true)));
            }
        }
        return moved;
    }
}
