package dev.sallyport.org.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The REST API of an org. */
public final class RestApi {
    private static final List<String> RESOURCES = List.of(
            "composite",
            "jobs",
            "limits",
            "parameterizedSearch",
            "query",
            "queryAll",
            "recent",
            "search",
            "sobjects",
            "tabs",
            "theme",
            "tooling");

    private final RestGate gate;
    private final List<Resource> resources;
    private final Supplier<String> identityUrlRoot;

    /**
     * @param identityUrlRoot the identity URL without the user's id
     */
    public RestApi(RestServices services, Supplier<String> identityUrlRoot) {
        this.gate = new RestGate(services.gate());
        this.identityUrlRoot = identityUrlRoot;
        this.resources = List.of(
                new Queries(services),
                new Searches(services),
                new Describes(services),
                new CompositeResource(services),
                new BatchResource(),
                new CollectionResource(services),
                new TreeResource(services),
                new LayoutResource(services),
                new ListViewResource(services),
                new ReplicationResource(services),
                new RecordResource(services),
                new RecentResource(services),
                new RecordCounts(services),
                new TabResource(services),
                new Limits(services.bulkAllowances()));
    }

    /** Adds all resources to a server. */
    public void addTo(RoutesConfig routes) {
        new Versions().addTo(routes);
        gate.addTo(routes);
        routes.get("/services/data/{version}", this::resources);
        resources.forEach(resource -> resource.addTo(routes));
    }

    private void resources(Context context) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String resource : RESOURCES) {
            addresses.put(resource, RestGate.restPath(context) + "/" + resource);
        }
        addresses.put(
                "identity",
                identityUrlRoot.get() + "/" + RestGate.admission(context).user().id());
        SaveAnswers.json(context, 200, addresses);
    }
}
