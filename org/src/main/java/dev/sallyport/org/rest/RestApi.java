package dev.sallyport.org.rest;

import dev.sallyport.org.data.Schema;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.sosl.SoslEngine;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The REST API of an org. */
public final class RestApi {
    private static final List<String> RESOURCES =
            List.of("limits", "parameterizedSearch", "query", "queryAll", "search", "sobjects");

    private final RestGate gate;
    private final Queries queries;
    private final Searches searches;
    private final Describes describes;
    private final RecordStore records;
    private final CollectionResource collections;
    private final TreeResource trees;
    private final RecordResource recordResource;
    private final Supplier<String> identityUrlRoot;

    /**
     * @param identityUrlRoot the identity URL without the user's id
     */
    public RestApi(
            ApiGate gate,
            SoqlEngine engine,
            SoslEngine searchEngine,
            RecordStore records,
            Schema schema,
            Permissions permissions,
            Supplier<String> identityUrlRoot) {
        this.gate = new RestGate(gate);
        this.queries = new Queries(engine, permissions);
        this.searches = new Searches(searchEngine, schema, permissions);
        this.describes = new Describes(schema, permissions);
        this.records = records;
        this.collections = new CollectionResource(engine, records, schema, permissions);
        this.trees = new TreeResource(records, schema, permissions);
        this.recordResource = new RecordResource(engine, records, schema, permissions);
        this.identityUrlRoot = identityUrlRoot;
    }

    /** Adds all resources to a server. */
    public void addTo(RoutesConfig routes) {
        new Versions().addTo(routes);
        gate.addTo(routes);
        routes.get("/services/data/{version}", this::resources);
        queries.addTo(routes);
        searches.addTo(routes);
        describes.addTo(routes);
        new CompositeResource(records).addTo(routes);
        new BatchResource().addTo(routes);
        collections.addTo(routes);
        trees.addTo(routes);
        recordResource.addTo(routes);
        new Limits().addTo(routes);
    }

    private void resources(Context context) {
        Map<String, String> resources = new LinkedHashMap<>();
        for (String resource : RESOURCES) {
            resources.put(resource, RestGate.restPath(context) + "/" + resource);
        }
        resources.put(
                "identity",
                identityUrlRoot.get() + "/" + RestGate.admission(context).user().id());
        context.json(resources);
        context.contentType("application/json;charset=UTF-8");
    }
}
