package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.IdGenerator;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, updates and upserts one record at a time. */
final class Saving {
    private final Access access;
    private final Incoming incoming;
    private final Defaults defaults;
    private final References references;
    private final Uniqueness uniqueness;
    private final StandardRules rules;
    private final Rows rows;
    private final IdGenerator ids;
    private final Clock clock;

    Saving(
            Access access,
            References references,
            Defaults defaults,
            StandardRules rules,
            Rows rows,
            IdGenerator ids,
            Clock clock) {
        this.access = access;
        this.incoming = new Incoming(access, references);
        this.defaults = defaults;
        this.references = references;
        this.uniqueness = new Uniqueness(rows);
        this.rules = rules;
        this.rows = rows;
        this.ids = ids;
        this.clock = clock;
    }

    SaveResult create(Actor actor, Draft draft) {
        if (draft.id() != null) {
            throw new RecordException("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
        }
        SObjectType type = access.creatable(actor, draft.sObject());
        Map<String, @Nullable Object> values = incoming.read(actor, type, draft, true);
        Change change = new Change(type, ids.next(type.keyPrefix()), Map.of(), values, now());
        defaults.addTo(change, actor);
        rules.of(type).beforeSave(change);
        requireFilled(change);
        check(change);
        stamp(change, "CreatedDate", "CreatedById", actor);
        stamp(change, "LastModifiedDate", "LastModifiedById", actor);
        values.put("Id", change.id().value());
        rows.insert(type, values);
        rules.of(type).afterSave(change);
        return SaveResult.created(change.id());
    }

    SaveResult update(Actor actor, Draft draft) {
        SObjectType type = access.updatable(actor, draft.sObject());
        SalesforceId id = id(draft.id());
        Map<String, @Nullable Object> before = stored(type, id);
        Map<String, @Nullable Object> values = incoming.read(actor, type, draft, false);
        Change change = new Change(type, id, before, values, now());
        rules.of(type).beforeSave(change);
        requireNotEmptied(change);
        check(change);
        stamp(change, "LastModifiedDate", "LastModifiedById", actor);
        if (!values.isEmpty()) {
            rows.update(type, id, values);
        }
        rules.of(type).afterSave(change);
        return SaveResult.done(id);
    }

    /** Updates the record that has the draft's external id, or creates one. */
    SaveResult upsert(Actor actor, String externalIdField, Draft draft) {
        SObjectType type = access.visible(actor, draft.sObject());
        Field key = externalId(actor, type, externalIdField);
        if (key.type() == FieldType.ID) {
            return draft.id() == null ? createMissing(actor, draft) : update(actor, draft);
        }
        Object value = draft.values().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key.name()))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .findFirst()
                .map(given -> ValueRules.normalise(key, given))
                .orElseThrow(() -> new RecordException("MISSING_ARGUMENT", key.name() + " not specified", key.name()));
        List<SalesforceId> found = rows.idsWhere(type, key.name(), value);
        if (found.size() > 1) {
            throw new RecordException(
                    "DUPLICATE_EXTERNAL_ID",
                    key.name() + ": more than one record found for external id field: " + found,
                    key.name());
        }
        return found.isEmpty()
                ? createMissing(actor, draft)
                : update(actor, new Draft(draft.sObject(), found.get(0).value(), draft.values()));
    }

    private SaveResult createMissing(Actor actor, Draft draft) {
        try {
            return create(actor, draft);
        } catch (RecordException refused) {
            throw refused.whileCreating();
        }
    }

    /**
     * The field that an upsert goes by.
     *
     * @throws RecordException if it is no external id that the actor sees
     */
    Field externalId(Actor actor, SObjectType type, String name) {
        Optional<Field> key = type.field(name)
                .filter(field -> field.idLookup() && actor.permissions().canRead(type, field));
        return key.orElseThrow(() -> new RecordException(
                "INVALID_FIELD",
                "Field name provided, " + name + " is not an External ID or indexed field for " + type.name(),
                name));
    }

    static SalesforceId id(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new RecordException("MISSING_ARGUMENT", "Id not specified in an update call", "Id");
        }
        return SalesforceId.parse(text)
                .orElseThrow(() -> new RecordException("MALFORMED_ID", "malformed id " + text, "Id"));
    }

    private Map<String, @Nullable Object> stored(SObjectType type, SalesforceId id) {
        if (!id.keyPrefix().equals(type.keyPrefix())) {
            throw new RecordException("MALFORMED_ID", "Record ID: id value of incorrect type: " + id, "Id");
        }
        Map<String, @Nullable Object> row = rows.find(type, id)
                .orElseThrow(() -> new RecordException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if (Boolean.TRUE.equals(row.get("IsDeleted"))) {
            throw new RecordException("ENTITY_IS_DELETED", "entity is deleted");
        }
        return row;
    }

    private void check(Change change) {
        uniqueness.require(change);
        if (change.isNew()) {
            return;
        }
        for (Field field : change.type().fields()) {
            boolean ownType = field.referenceTo().equals(List.of(change.type().name()));
            if (ownType && change.sets(field.name()) && change.changes(field.name())) {
                change.reference(field.name())
                        .ifPresent(parent -> references.requireNoCircle(change.type(), field, change.id(), parent));
            }
        }
    }

    private static void requireFilled(Change change) {
        requireNone(change.type().fields().stream()
                .filter(field -> field.required() && change.values().get(field.name()) == null)
                .map(Field::name)
                .toList());
    }

    private static void requireNotEmptied(Change change) {
        requireNone(change.type().fields().stream()
                .filter(field -> !field.nillable() && change.sets(field.name()) && change.get(field.name()) == null)
                .map(Field::name)
                .toList());
    }

    private static void requireNone(List<String> missing) {
        if (!missing.isEmpty()) {
            throw new RecordException(List.of(
                    new RecordError("REQUIRED_FIELD_MISSING", "Required fields are missing: " + missing, missing)));
        }
    }

    private static void stamp(Change change, String dateField, String userField, Actor actor) {
        change.type().field(dateField).ifPresent(field -> change.set(field.name(), change.now()));
        change.type()
                .field(userField)
                .ifPresent(field -> change.set(field.name(), actor.userId().value()));
        change.type().field("SystemModstamp").ifPresent(field -> change.set(field.name(), change.now()));
    }

    /** Salesforce keeps these times to the second. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
