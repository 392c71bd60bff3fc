package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.Row;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * List views, which every type has one of here: all its records, by name. See the REST API Developer Guide, "List View
 * Resources".
 */
final class ListViewResource implements Resource {
    private static final String KEY_PREFIX = "00B";
    private static final int PAGE = 25;

    private final RecordReader reader;
    private final Schema schema;
    private final Permissions permissions;

    ListViewResource(RestServices services) {
        this.reader = new RecordReader(services.soql(), services.permissions());
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        String views = "/services/data/{version}/sobjects/{type}/listviews";
        routes.get(views, this::list);
        routes.get(views + "/{view}", context -> SaveAnswers.json(context, 200, entry(context, type(context))));
        routes.get(views + "/{view}/describe", this::describe);
        routes.get(views + "/{view}/results", this::results);
    }

    /** The query of a list view; empty where no view has the id. */
    static Optional<String> query(Schema schema, String id) {
        if (!id.startsWith(KEY_PREFIX)) {
            return Optional.empty();
        }
        return schema.types().stream()
                .filter(type -> id(type).equals(id))
                .findFirst()
                .map(ListViewResource::query);
    }

    private void list(Context context) {
        SObjectType type = type(context);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("done", true);
        answer.putArray("listviews").add(entry(context, type));
        answer.putNull("nextRecordsUrl");
        answer.put("size", 1);
        answer.put("sobjectType", type.name());
        SaveAnswers.json(context, 200, answer);
    }

    private static ObjectNode entry(Context context, SObjectType type) {
        String url = RestGate.restPath(context) + "/sobjects/" + type.name() + "/listviews/" + id(type);
        return JsonNodeFactory.instance
                .objectNode()
                .put("describeUrl", url + "/describe")
                .put("developerName", developerName(type))
                .put("id", id(type))
                .put("label", label(type))
                .put("resultsUrl", url + "/results")
                .put("soqlCompatible", true)
                .put("url", url);
    }

    private void describe(Context context) {
        SObjectType type = type(context);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("columns", columns(type));
        answer.put("id", id(type));
        ArrayNode orderBy = answer.putArray("orderBy");
        orderBy.addObject()
                .put("fieldNameOrPath", nameOf(type))
                .put("nullsPosition", "first")
                .put("sortDirection", "ascending");
        answer.put("query", query(type));
        answer.put("scope", "everything");
        answer.put("sobjectType", type.name());
        answer.putNull("whereCondition");
        SaveAnswers.json(context, 200, answer);
    }

    private void results(Context context) {
        SObjectType type = type(context);
        List<Row> rows = reader.query(query(type) + " LIMIT " + PAGE, RestGate.admission(context), false);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("columns", columns(type));
        answer.put("developerName", developerName(type));
        answer.put("done", true);
        answer.put("id", id(type));
        answer.put("label", label(type));
        ArrayNode records = answer.putArray("records");
        for (Row row : rows) {
            ArrayNode columns = records.addObject().putArray("columns");
            for (String field : List.of(nameOf(type), "Id")) {
                columns.addObject().put("fieldNameOrPath", field).put("value", (String) row.get(field));
            }
        }
        answer.put("size", rows.size());
        SaveAnswers.json(context, 200, answer);
    }

    private static ArrayNode columns(SObjectType type) {
        ArrayNode columns = JsonNodeFactory.instance.arrayNode();
        for (String name : List.of(nameOf(type), "Id")) {
            Field field = type.requireField(name);
            columns.addObject()
                    .putNull("ascendingLabel")
                    .putNull("descendingLabel")
                    .put("fieldNameOrPath", name)
                    .put("hidden", name.equals("Id"))
                    .put("label", field.label())
                    .put("searchable", false)
                    .put("selectListItem", name)
                    .putNull("sortDirection")
                    .putNull("sortIndex")
                    .put("sortable", field.sortable())
                    .put("type", field.type().apiName());
        }
        return columns;
    }

    private static String query(SObjectType type) {
        return "SELECT " + nameOf(type) + ", Id FROM " + type.name() + " ORDER BY " + nameOf(type)
                + " ASC NULLS FIRST, Id ASC NULLS FIRST";
    }

    private static String nameOf(SObjectType type) {
        return type.nameField().map(Field::name).orElse("CreatedDate");
    }

    private static String id(SObjectType type) {
        return LayoutResource.id(KEY_PREFIX, type);
    }

    private static String developerName(SObjectType type) {
        return "All" + type.labelPlural().replace(" ", "");
    }

    private static String label(SObjectType type) {
        return "All " + type.labelPlural();
    }

    private SObjectType type(Context context) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        boolean thisView = !context.pathParamMap().containsKey("view");
        return schema.type(context.pathParam("type"))
                .filter(type -> visible.canRead(type)
                        && type.properties().layoutable()
                        && type.nameField().isPresent())
                .filter(type -> thisView || id(type).startsWith(context.pathParam("view")))
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }
}
