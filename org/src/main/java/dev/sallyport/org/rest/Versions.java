package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiVersion;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** {@code /services/data}: the versions that the org supports. The one REST resource that needs no token. */
public final class Versions {

    private record Version(String label, String url, String version) {}

    private final List<Version> body = ApiVersion.supported().stream()
            .map(version -> new Version(version.label(), version.restPath(), version.toString()))
            .toList();

    /** Adds the resource to a server. */
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data", context -> {
            context.json(body);
            context.contentType("application/json;charset=UTF-8");
        });
    }
}
