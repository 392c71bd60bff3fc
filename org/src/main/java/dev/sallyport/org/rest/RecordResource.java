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
import java.util.Arrays;
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
        Draft draft = context.isMultipartFormData()
                ? MultipartDrafts.read(context, schema, type)
                : draft(context, type, null);
        SaveResult result = records.create(actor(context), List.of(draft), true).get(0);
        String id = SaveAnswers.requireSuccess(result);
        context.header("Location", RestGate.restPath(context) + "/sobjects/" + type.name() + "/" + id);
        SaveAnswers.json(context, 201, SaveAnswers.outcome(result));
    }

    private void retrieve(Context context) throws IOException {
        SObjectType type = type(context);
        write(context, existing(context, type, id(context, type)));
    }

    private void update(Context context) {
        SObjectType type = type(context);
        SalesforceId id = id(context, type);
        conditions.require(context, existing(context, type, id, modificationFields(type)));
        SaveAnswers.requireSuccess(records.update(actor(context), List.of(draft(context, type, id.value())), true)
                .get(0));
        context.status(204);
    }

    private void delete(Context context) {
        SObjectType type = type(context);
        delete(context, type, id(context, type));
    }

    private void delete(Context context, SObjectType type, SalesforceId id) {
        conditions.require(context, existing(context, type, id, modificationFields(type)));
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
            write(context, existing(context, type, byExternalId(context, type)));
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
            SaveAnswers.json(context, 300, duplicates(context, type, field, value));
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
        delete(context, type, byExternalId(context, type));
    }

    private Draft draft(Context context, SObjectType type, @Nullable String id) {
        ObjectNode body = JsonBodies.object(context);
        boolean namesId = body.properties().stream()
                .anyMatch(property -> property.getKey().equalsIgnoreCase("Id"));
        if (namesId && id != null) {
            throw new ApiException(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.");
        }
        return new JsonDrafts(schema, context.bodyAsBytes()).read(type.name(), id, body, JsonPointer.empty());
    }

    private Row existing(Context context, SObjectType type, SalesforceId id) {
        @Nullable String fields = context.queryParam("fields");
        List<String> wanted = fields == null || fields.isBlank()
                ? reader.visibleFields(type, RestGate.admission(context))
                : Arrays.stream(fields.split(",", -1)).map(String::strip).toList();
        return existing(context, type, id, wanted);
    }

    private Row existing(Context context, SObjectType type, SalesforceId id, List<String> fields) {
        Admission admission = RestGate.admission(context);
        return reader.find(type, id, fields, admission)
                .orElseThrow(() -> reader.isDeleted(type, id, admission)
                        ? new ApiException(404, "ENTITY_IS_DELETED", "entity is deleted")
                        : new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    private static List<String> modificationFields(SObjectType type) {
        return type.field("SystemModstamp").isPresent() ? List.of("Id", "SystemModstamp") : List.of("Id");
    }

    private void write(Context context, Row row) throws IOException {
        if (conditions.isUnchanged(context, row)) {
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
                    "SELECT " + fields(context, child, admission) + " FROM " + child.name() + " WHERE "
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
        write(context, existing(context, parentType, parent));
    }

    private String fields(Context context, SObjectType type, Admission admission) {
        @Nullable String fields = context.queryParam("fields");
        return fields == null || fields.isBlank() ? String.join(",", reader.visibleFields(type, admission)) : fields;
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

    private SalesforceId byExternalId(Context context, SObjectType type) {
        String key = context.pathParam("key");
        Field field = externalId(context, type, key);
        List<Row> found = reader.query(
                ExternalIds.query(type, field, context.pathParam("value")), RestGate.admission(context), false);
        if (found.isEmpty()) {
            throw notFound();
        }
        return new SalesforceId(found.get(0).id().orElseThrow());
    }

    private List<String> duplicates(Context context, SObjectType type, String field, @Nullable String value) {
        String soql = ExternalIds.query(type, type.requireField(field), String.valueOf(value));
        return reader.query(soql, RestGate.admission(context), false).stream()
                .map(row -> RestGate.restPath(context) + "/sobjects/" + type.name() + "/"
                        + row.id().orElseThrow())
                .toList();
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
