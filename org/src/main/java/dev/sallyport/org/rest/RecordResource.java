package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.SaveResult;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single records. See the REST API Developer Guide, "sObject Basic Information", "sObject Rows", "sObject Rows by External
 * ID", "sObject Blob Get" and "sObject Relationships".
 */
final class RecordResource implements Resource {
    /** Before it, an upsert that updated had no body to answer with. */
    private static final int FIRST_TO_ANSWER_UPDATES = 46;

    private final RecordReader reader;
    private final RecordStore records;
    private final Schema schema;
    private final Permissions permissions;
    private final RecordConditions conditions = new RecordConditions();
    private final JsonFactory json = new JsonFactory();
    private final String root;

    RecordResource(RestServices services) {
        this.root = services.root();
        this.reader = new RecordReader(services.soql(), services.permissions());
        this.records = services.records();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        String type = root + "/sobjects/{type}";
        routes.post(type, this::create);
        routes.get(type + "/{id}", this::retrieve);
        routes.patch(type + "/{id}", this::update);
        routes.delete(type + "/{id}", this::delete);
        routes.post(type + "/Id", context -> upserted(context, type(context), "Id", null));
        routes.get(type + "/{key}/{value}", this::retrieveBelow);
        routes.patch(type + "/{key}/{value}", this::upsert);
        routes.delete(type + "/{key}/{value}", this::deleteByExternalId);
    }

    private void create(Context context) {
        SObjectType type = type(context);
        SaveResult result = records.create(actor(context), List.of(draft(context, type, null)), true)
                .get(0);
        String id = SaveAnswers.requireSuccess(result);
        context.header("Location", RestGate.restPath(context) + "/sobjects/" + type.name() + "/" + id);
        SaveAnswers.json(context, 201, SaveAnswers.outcome(result));
    }

    private void retrieve(Context context) throws IOException {
        SObjectType type = type(context);
        write(context, type, existing(context, type, id(context, type)));
    }

    private void update(Context context) {
        SObjectType type = type(context);
        SalesforceId id = id(context, type);
        conditions.requireForChange(context, state(context, type, id));
        SaveAnswers.requireSuccess(records.update(actor(context), List.of(draft(context, type, id.value())), true)
                .get(0));
        conditions.tell(context, state(context, type, id));
        context.status(204);
    }

    private void delete(Context context) {
        SObjectType type = type(context);
        delete(context, type, id(context, type));
    }

    private void delete(Context context, SObjectType type, SalesforceId id) {
        conditions.requireForChange(context, state(context, type, id));
        SaveAnswers.requireSuccess(
                records.delete(actor(context), List.of(id.value()), true).get(0));
        context.status(204);
    }

    /** Below a record lie its blobs and relationships; below an external id field, the records that it finds. */
    private void retrieveBelow(Context context) throws IOException {
        SObjectType type = type(context);
        Optional<SalesforceId> id = SalesforceId.parse(context.pathParam("key"))
                .filter(found -> found.keyPrefix().equals(type.keyPrefix()));
        if (id.isEmpty()) {
            Optional<SalesforceId> only = byExternalId(context, type);
            if (only.isPresent()) {
                write(context, type, existing(context, type, only.get()));
            }
            return;
        }
        String name = context.pathParam("value");
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        Optional<Field> blob =
                type.field(name).filter(field -> field.type() == FieldType.BASE64 && visible.canRead(type, field));
        if (blob.isPresent()) {
            writeBlob(context, type, id.get(), blob.get());
        } else {
            writeRelated(context, type, id.get(), name);
        }
    }

    private void upsert(Context context) {
        SObjectType type = type(context);
        String key = context.pathParam("key");
        Field field = externalId(context, type, key);
        upserted(context, type, field.name(), context.pathParam("value"));
    }

    private void upserted(Context context, SObjectType type, String field, @Nullable String value) {
        Draft draft = draft(context, type, null);
        if (value != null && draft.values().keySet().stream().anyMatch(name -> name.equalsIgnoreCase(field))) {
            throw new ApiException(
                    400, "INVALID_FIELD", "The " + field + " field should not be specified in the sobject data.");
        }
        Draft keyed = value == null ? draft : ExternalIds.keyed(draft, type.requireField(field), value);
        SaveResult result =
                records.upsert(actor(context), field, List.of(keyed), true).get(0);
        if (!result.success() && result.errors().get(0).statusCode().equals("DUPLICATE_EXTERNAL_ID")) {
            choices(context, type, found(context, type, type.requireField(field), String.valueOf(value)));
            return;
        }
        SaveAnswers.requireSuccess(result);
        if (!result.created() && RestGate.version(context) < FIRST_TO_ANSWER_UPDATES) {
            context.status(204);
        } else {
            SaveAnswers.json(context, result.created() ? 201 : 200, SaveAnswers.upserted(result));
        }
    }

    private void deleteByExternalId(Context context) {
        SObjectType type = type(context);
        byExternalId(context, type).ifPresent(id -> delete(context, type, id));
    }

    private Draft draft(Context context, SObjectType type, @Nullable String id) {
        RecordBody body = RecordBody.of(context);
        ObjectNode json = body.object();
        boolean namesId = json.properties().stream()
                .anyMatch(property -> property.getKey().equalsIgnoreCase("Id"));
        if (namesId && id != null) {
            throw new ApiException(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.");
        }
        return body.withBlobs(body.drafts(schema).read(type.name(), id, json, JsonPointer.empty()));
    }

    private Row existing(Context context, SObjectType type, SalesforceId id) {
        return existing(context, type, id, wanted(context, type));
    }

    private Row existing(Context context, SObjectType type, SalesforceId id, List<String> fields) {
        Admission admission = RestGate.admission(context);
        return reader.find(type, id, fields, admission)
                .orElseThrow(() -> reader.isDeleted(type, id, admission)
                        ? new ApiException(404, "ENTITY_IS_DELETED", "entity is deleted")
                        : new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    private List<String> wanted(Context context, SObjectType type) {
        return FieldList.parameter(context, type).orElseGet(() -> visibleFields(context, type));
    }

    private List<String> visibleFields(Context context, SObjectType type) {
        return reader.visibleFields(type, RestGate.admission(context));
    }

    private RecordState state(Context context, SObjectType type, SalesforceId id) {
        return RecordState.of(
                type, existing(context, type, id, RecordState.fields(type, visibleFields(context, type))));
    }

    private void write(Context context, SObjectType type, Row row) throws IOException {
        RecordState state = FieldList.parameter(context, type).isEmpty()
                ? RecordState.of(type, row)
                : state(context, type, new SalesforceId(row.id().orElseThrow()));
        conditions.tell(context, state);
        if (conditions.isUnchanged(context, state)) {
            context.status(304);
            return;
        }
        writeJson(context, generator -> new JsonRows(generator, RestGate.restPath(context)).write(row));
    }

    private void writeBlob(Context context, SObjectType type, SalesforceId id, Field blob) {
        Row row = existing(context, type, id, List.of(blob.name()));
        byte @Nullable [] bytes = (byte[]) row.get(blob.name());
        context.contentType("application/octet-stream").result(bytes == null ? new byte[0] : bytes);
    }

    private void writeRelated(Context context, SObjectType type, SalesforceId id, String name) throws IOException {
        Admission admission = RestGate.admission(context);
        existing(context, type, id, List.of("Id"));
        Optional<ChildRelationship> children = type.childRelationship(name);
        if (children.isPresent()) {
            SObjectType child = schema.requireType(children.get().childSObject());
            QueryResult result = reader.page(
                    "SELECT " + String.join(",", wanted(context, child)) + " FROM " + child.name() + " WHERE "
                            + children.get().field() + " = '" + id + "'",
                    admission);
            writeJson(context, generator -> new JsonRows(generator, RestGate.restPath(context)).write(result));
            return;
        }
        Field reference = type.parentRelationship(name).orElseThrow(RecordResource::notFound);
        SalesforceId parent = Optional.ofNullable((String)
                        existing(context, type, id, List.of(reference.name())).get(reference.name()))
                .map(SalesforceId::new)
                .orElseThrow(RecordResource::notFound);
        SObjectType parentType = schema.typeOf(parent).orElseThrow(RecordResource::notFound);
        write(context, parentType, existing(context, parentType, parent));
    }

    private interface Body {
        void writeTo(JsonGenerator generator) throws IOException;
    }

    private void writeJson(Context context, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            body.writeTo(generator);
        }
        context.contentType("application/json;charset=UTF-8").result(bytes.toByteArray());
    }

    /** The record that an address names by an external id; empty where there are several, which are the answer then. */
    private Optional<SalesforceId> byExternalId(Context context, SObjectType type) {
        Field field = externalId(context, type, context.pathParam("key"));
        List<String> found = found(context, type, field, context.pathParam("value"));
        if (found.isEmpty()) {
            throw notFound();
        }
        if (found.size() > 1) {
            choices(context, type, found);
            return Optional.empty();
        }
        return Optional.of(new SalesforceId(found.get(0)));
    }

    private List<String> found(Context context, SObjectType type, Field field, String value) {
        return reader.query(ExternalIds.query(type, field, value), RestGate.admission(context), false).stream()
                .map(row -> row.id().orElseThrow())
                .toList();
    }

    private static void choices(Context context, SObjectType type, List<String> ids) {
        String address = RestGate.restPath(context) + "/sobjects/" + type.name() + "/";
        SaveAnswers.json(context, 300, ids.stream().map(address::concat).toList());
    }

    private Field externalId(Context context, SObjectType type, String name) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        return type.field(name)
                .filter(field -> field.idLookup() && visible.canRead(type, field))
                .orElseThrow(() -> ExternalIds.unknown(name));
    }

    private SObjectType type(Context context) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        return schema.type(context.pathParam("type")).filter(visible::canRead).orElseThrow(RecordResource::notFound);
    }

    private static SalesforceId id(Context context, SObjectType type) {
        String text = context.pathParam("id");
        return SalesforceId.parse(text)
                .filter(id -> id.keyPrefix().equals(type.keyPrefix()))
                .orElseThrow(() -> ExternalIds.unknown(text));
    }

    private Actor actor(Context context) {
        return Actors.of(context, permissions);
    }

    private static ApiException notFound() {
        return new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
    }
}
