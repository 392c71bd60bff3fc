package dev.sallyport.org.rest;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.metadata.ToolingDatabase;
import dev.sallyport.org.metadata.ToolingFields;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.Replication;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.sosl.SoslEngine;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Tooling API, below {@code /services/data/vN.0/tooling}: the REST API's resources over types of its own. See the
 * Tooling API Developer Guide, "REST Resources".
 */
public final class ToolingApi {
    private static final String ROOT = "/services/data/{version}/tooling";
    private static final List<String> RESOURCES =
            List.of("query", "queryAll", "sobjects", "executeAnonymous", "completions");

    private final ToolingDatabase tooling;
    private final ToolingFields fields;
    private final List<Resource> resources;

    public ToolingApi(RestServices services, ToolingDatabase tooling, ToolingFields fields, Clock clock) {
        this.tooling = tooling;
        this.fields = fields;
        OrgDatabase database = tooling.database();
        SoqlEngine soql = new SoqlEngine(database, clock);
        RestServices own = new RestServices(
                services.gate(),
                soql,
                new SoslEngine(database, soql),
                new RecordStore(database, clock, (type, handle) -> {}),
                new Replication(database, clock),
                database.schema(),
                services.permissions(),
                services.bulkAllowances(),
                ROOT);
        this.resources = List.of(new Queries(own), new Describes(own), new RecordResource(own));
    }

    /** Adds all resources to a server that has the REST API. */
    public void addTo(RoutesConfig routes) {
        routes.before(ROOT + "/*", context -> tooling.refresh());
        routes.get(ROOT, ToolingApi::resources);
        routes.get(ROOT + "/executeAnonymous", ToolingApi::executeAnonymous);
        routes.get(ROOT + "/completions", ToolingApi::completions);
        routes.post(ROOT + "/sobjects/CustomField", this::createField);
        routes.patch(ROOT + "/sobjects/CustomField/{id}", this::updateField);
        routes.delete(ROOT + "/sobjects/CustomField/{id}", this::deleteField);
        resources.forEach(resource -> resource.addTo(routes));
    }

    private static void resources(Context context) {
        Map<String, String> addresses = new LinkedHashMap<>();
        RESOURCES.forEach(name -> addresses.put(name, context.path().replaceAll("/+$", "") + "/" + name));
        SaveAnswers.json(context, 200, addresses);
    }

    /** An org without Apex compiles nothing. */
    private static void executeAnonymous(Context context) {
        if (context.queryParam("anonymousBody") == null) {
            throw new ApiException(400, "MISSING_ARGUMENT", "The anonymousBody parameter is required");
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("line", 1);
        result.put("column", 1);
        result.put("compiled", false);
        result.put("success", false);
        result.put("compileProblem", "Apex is not available in this org");
        result.put("exceptionStackTrace", null);
        result.put("exceptionMessage", null);
        SaveAnswers.json(context, 200, result);
    }

    private static void completions(Context context) {
        String type = String.valueOf(context.queryParam("type"));
        switch (type) {
            case "apex" -> SaveAnswers.json(context, 200, Map.of("publicDeclarations", Map.of()));
            case "visualforce" -> SaveAnswers.json(context, 200, Map.of("completions", Map.of()));
            default -> throw new ApiException(400, "INVALID_TYPE", "Invalid completions type: " + type);
        }
    }

    private void createField(Context context) {
        String id = fields.create(
                JsonBodies.object(context), RestGate.admission(context).user());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("success", true);
        answer.put("errors", List.of());
        answer.put("warnings", List.of());
        answer.put("infos", List.of());
        SaveAnswers.json(context, 201, answer);
    }

    private void updateField(Context context) {
        fields.update(
                context.pathParam("id"),
                JsonBodies.object(context),
                RestGate.admission(context).user());
        context.status(204);
    }

    private void deleteField(Context context) {
        fields.delete(context.pathParam("id"), RestGate.admission(context).user());
        context.status(204);
    }
}
