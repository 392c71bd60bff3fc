package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Apex REST, in an org without Apex: no class is mapped to any address. */
final class ApexRest implements Resource {
    private static final String ROOT = "/services/apexrest";

    private final RestGate gate;

    ApexRest(RestGate gate) {
        this.gate = gate;
    }

    /** Before any route, as the method of a request makes no difference. */
    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(ROOT, this::refuse);
        routes.before(ROOT + "/*", this::refuse);
    }

    private void refuse(Context context) {
        gate.letIn(context);
        throw new ApiException(404, "NOT_FOUND", "Could not find a match for URL");
    }
}
