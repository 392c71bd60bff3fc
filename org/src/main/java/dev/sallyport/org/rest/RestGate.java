package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.http.Subrequests;
import dev.sallyport.org.oauth.BearerToken;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.session.ApiGate.Protocol;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Objects;

/** What every request below {@code /services/data/vN.0} passes: version, session, daily limit, in this order. */
public final class RestGate {
    private static final String ADMISSION = "admission";

    private final ApiGate gate;

    RestGate(ApiGate gate) {
        this.gate = gate;
    }

    void addTo(RoutesConfig routes) {
        routes.before("/services/data/{version}", this::admit);
        routes.before("/services/data/{version}/*", this::admit);
    }

    /** Who calls; the gate has let them in. */
    public static Admission admission(Context context) {
        return Objects.requireNonNull(context.<Admission>attribute(ADMISSION));
    }

    /** The root of the resources of the version that was called: of the Tooling API where it was. */
    public static String restPath(Context context) {
        String root = "/services/data/" + context.pathParam("version");
        return context.path().startsWith(root + "/tooling/") ? root + "/tooling" : root;
    }

    /** The version that was called, such as 68. */
    static int version(Context context) {
        return ApiVersion.parsePathSegment(context.pathParam("version"))
                .orElseThrow()
                .major();
    }

    /** A resource that is there from a version on; before it, it is not found. */
    static Handler since(int version, Handler resource) {
        return context -> {
            if (version(context) < version) {
                throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
            }
            resource.handle(context);
        };
    }

    private void admit(Context context) {
        if (ApiVersion.parsePathSegment(context.pathParam("version")).isEmpty()) {
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        }
        Context outer = Subrequests.outer(context);
        if (outer != null) {
            // One call against the limit, however many requests it has within.
            context.attribute(ADMISSION, admission(outer));
            return;
        }
        letIn(context);
    }

    /** Session and daily limit, for an address that has no version either. */
    void letIn(Context context) {
        Admission admission = BearerToken.ofHeader(context)
                .flatMap(token -> gate.admit(token, Protocol.REST))
                .orElseThrow(() -> new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        context.attribute(ADMISSION, admission);
        context.header("Sforce-Limit-Info", admission.usage().header());
    }
}
