package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.SaveResult;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.Row;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Up to 200 records in one call. See the REST API Developer Guide, "sObject Collections". */
final class CollectionResource implements Resource {
    private static final int FIRST = 42;
    private static final int FIRST_TO_UPSERT = 46;
    private static final int MOST_RECORDS = 200;
    private static final int MOST_READ = 2_000;
    private static final int MOST_CHUNKS = 10;

    private final RecordReader reader;
    private final RecordStore records;
    private final Schema schema;
    private final Permissions permissions;
    private final JsonFactory json = new JsonFactory();

    CollectionResource(RestServices services) {
        this.reader = new RecordReader(services.soql(), services.permissions());
        this.records = services.records();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        String root = "/services/data/{version}/composite/sobjects";
        routes.post(root, RestGate.since(FIRST, this::create));
        routes.patch(root, RestGate.since(FIRST, this::update));
        routes.delete(root, RestGate.since(FIRST, this::delete));
        routes.get(
                root + "/{type}",
                RestGate.since(
                        FIRST, context -> retrieve(context, parameter(context, "ids"), parameter(context, "fields"))));
        routes.post(root + "/{type}", RestGate.since(FIRST, this::retrieveByBody));
        routes.patch(root + "/{type}/{key}", RestGate.since(FIRST_TO_UPSERT, this::upsert));
    }

    private void create(Context context) {
        RecordBody body = RecordBody.of(context);
        ObjectNode json = body.object();
        List<Draft> drafts = drafts(body, json, null, false);
        answer(context, records.create(Actors.of(context, permissions), drafts, allOrNone(json)), SaveAnswers::outcome);
    }

    private void update(Context context) {
        RecordBody body = RecordBody.of(context);
        ObjectNode json = body.object();
        List<Draft> drafts = drafts(body, json, null, true);
        answer(context, records.update(Actors.of(context, permissions), drafts, allOrNone(json)), SaveAnswers::outcome);
    }

    private void upsert(Context context) {
        RecordBody body = RecordBody.of(context);
        ObjectNode json = body.object();
        SObjectType type = type(context);
        String key = context.pathParam("key");
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        if (type.field(key)
                .filter(field -> field.idLookup() && visible.canRead(type, field))
                .isEmpty()) {
            throw ExternalIds.unknown(key);
        }
        List<Draft> drafts = drafts(body, json, type.name(), true);
        List<SaveResult> results = records.upsert(Actors.of(context, permissions), key, drafts, allOrNone(json));
        answer(context, results, SaveAnswers::upserted);
    }

    private void delete(Context context) {
        List<String> ids = parameter(context, "ids");
        requireAtMost(ids.size(), MOST_RECORDS);
        boolean allOrNone = Boolean.parseBoolean(context.queryParam("allOrNone"));
        answer(context, records.delete(Actors.of(context, permissions), ids, allOrNone), SaveAnswers::outcome);
    }

    private void retrieveByBody(Context context) throws IOException {
        ObjectNode body = JsonBodies.object(context);
        retrieve(context, texts(body, "ids"), texts(body, "fields"));
    }

    private void retrieve(Context context, List<String> ids, List<String> fields) throws IOException {
        requireAtMost(ids.size(), MOST_READ);
        SObjectType type = type(context);
        List<Optional<SalesforceId>> wanted = ids.stream()
                .map(text ->
                        SalesforceId.parse(text).filter(id -> id.keyPrefix().equals(type.keyPrefix())))
                .toList();
        Map<String, Row> found = new HashMap<>();
        List<SalesforceId> readable =
                wanted.stream().flatMap(Optional::stream).distinct().toList();
        reader.read(type, readable, FieldList.checked(fields, type), RestGate.admission(context), false)
                .forEach(row -> found.put(row.id().orElseThrow(), row));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            JsonRows rows = new JsonRows(generator, RestGate.restPath(context));
            generator.writeStartArray();
            for (Optional<SalesforceId> id : wanted) {
                @Nullable Row row = id.map(SalesforceId::value).map(found::get).orElse(null);
                if (row == null) {
                    generator.writeNull();
                } else {
                    rows.write(row);
                }
            }
            generator.writeEndArray();
        }
        context.contentType("application/json;charset=UTF-8").result(bytes.toByteArray());
    }

    private List<Draft> drafts(RecordBody body, ObjectNode sent, @Nullable String onlyType, boolean withIds) {
        JsonNode list = sent.path("records");
        if (!list.isArray()) {
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required field is missing: records");
        }
        requireAtMost(list.size(), MOST_RECORDS);
        JsonDrafts reader = body.drafts(schema);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof ObjectNode json)) {
                throw JsonBodies.parserError("A record must be a JSON object");
            }
            String type = JsonDrafts.type(json)
                    .orElseThrow(() -> new ApiException(
                            400, "INVALID_INPUT", "sObject type must be specified in the attributes of each record"));
            if (onlyType != null && !onlyType.equalsIgnoreCase(type)) {
                throw new ApiException(
                        400, "INVALID_INPUT", "Each record must be of the type in the address: " + onlyType);
            }
            @Nullable String id = withIds ? takeId(json) : null;
            JsonPointer at = JsonPointer.compile("/records/" + i);
            drafts.add(body.withBlob(reader.read(type, id, json, at), json));
        }
        requireFewChunks(drafts);
        return drafts;
    }

    /** Records of one type that follow each other are one chunk. */
    private static void requireFewChunks(List<Draft> drafts) {
        int chunks = 0;
        String type = "";
        for (Draft draft : drafts) {
            if (!draft.sObject().equalsIgnoreCase(type)) {
                chunks++;
                type = draft.sObject();
            }
        }
        if (chunks > MOST_CHUNKS) {
            throw new ApiException(
                    400,
                    "INVALID_INPUT",
                    "Cannot have more than " + MOST_CHUNKS
                            + " chunks in a single operation. Please rearrange the data to" + " reduce chunking.");
        }
    }

    private static @Nullable String takeId(ObjectNode json) {
        for (String name : List.of("id", "Id", "ID")) {
            JsonNode id = json.remove(name);
            if (id != null && !id.isNull()) {
                return id.asText();
            }
        }
        return null;
    }

    private static void answer(
            Context context, List<SaveResult> results, Function<SaveResult, SaveAnswers.Outcome> outcome) {
        SaveAnswers.json(context, 200, results.stream().map(outcome).toList());
    }

    private static boolean allOrNone(ObjectNode body) {
        return body.path("allOrNone").asBoolean();
    }

    private static List<String> parameter(Context context, String name) {
        String value = context.queryParam(name);
        if (value == null || value.isBlank()) {
            throw new ApiException(400, "MISSING_ARGUMENT", "Missing required parameter: " + name);
        }
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    private static List<String> texts(ObjectNode body, String name) {
        List<String> texts = new ArrayList<>();
        body.path(name).forEach(text -> texts.add(text.asText()));
        if (texts.isEmpty()) {
            throw new ApiException(400, "MISSING_ARGUMENT", "Missing required parameter: " + name);
        }
        return texts;
    }

    private static void requireAtMost(int count, int most) {
        if (count > most) {
            throw new ApiException(
                    400,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than " + most + " records into this call");
        }
    }

    private SObjectType type(Context context) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        return schema.type(context.pathParam("type"))
                .filter(visible::canRead)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }
}
