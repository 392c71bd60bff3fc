package dev.sallyport.org.rest;

import dev.sallyport.org.http.Subrequests;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** The versions that brought these; the oldest has all others. */
    private static final Map<String, Integer> FIRST_VERSIONS = Map.of("composite", 34, "parameterizedSearch", 36);

    private static final List<String> CONDITIONS =
            List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since");

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
                new ApexRest(gate),
                new Limits(services.bulkAllowances()));
    }

    /** Adds all resources to a server. */
    public void addTo(RoutesConfig routes) {
        new Versions().addTo(routes);
        gate.addTo(routes);
        routes.get("/services/data/{version}", this::resources);
        routes.head("/services/data/{version}/sobjects/*", RestApi::head);
        resources.forEach(resource -> resource.addTo(routes));
    }

    /** What GET answers, without its body. */
    private static void head(Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : CONDITIONS) {
            Optional.ofNullable(context.header(name)).ifPresent(value -> headers.put(name, value));
        }
        String query = context.queryString() == null ? "" : "?" + context.queryString();
        Subrequests.Answer answer = Subrequests.of(context)
                .send(context, new Subrequests.Request("GET", context.path() + query, headers, ""));
        answer.headers().forEach(context::header);
        context.status(answer.status());
    }

    private void resources(Context context) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String resource : RESOURCES) {
            if (RestGate.version(context) >= FIRST_VERSIONS.getOrDefault(resource, 0)) {
                addresses.put(resource, RestGate.restPath(context) + "/" + resource);
            }
        }
        addresses.put(
                "identity",
                identityUrlRoot.get() + "/" + RestGate.admission(context).user().id());
        SaveAnswers.json(context, 200, addresses);
    }
}
