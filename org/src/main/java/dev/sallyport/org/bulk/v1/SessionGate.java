package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.session.ApiGate.Protocol;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;

/** What every request passes: version, the session of {@code X-SFDC-Session}, the daily limit. */
final class SessionGate {
    private static final String ADMISSION = "bulkAdmission";

    private final ApiGate gate;

    SessionGate(ApiGate gate) {
        this.gate = gate;
    }

    void addTo(RoutesConfig routes) {
        routes.before("/services/async/{version}/*", this::admit);
    }

    static User user(Context context) {
        return Objects.requireNonNull(context.<Admission>attribute(ADMISSION)).user();
    }

    static ApiVersion version(Context context) {
        return ApiVersion.parse(context.pathParam("version"))
                .orElseThrow(() -> new ApiException(400, "InvalidVersion", "Api Version not supported"));
    }

    private void admit(Context context) {
        version(context);
        context.attribute(
                ADMISSION,
                Optional.ofNullable(context.header("X-SFDC-Session"))
                        .flatMap(this::admit)
                        .orElseThrow(SessionGate::invalidSession));
    }

    private Optional<Admission> admit(String token) {
        try {
            return gate.admit(token.strip(), Protocol.SOAP);
        } catch (ApiException e) {
            throw switch (e.error().code()) {
                case "INVALID_SESSION_ID" -> invalidSession();
                case "REQUEST_LIMIT_EXCEEDED" ->
                    new ApiException(403, "ExceededQuota", e.error().message());
                case "API_DISABLED_FOR_ORG" -> new ApiException(400, "FeatureNotEnabled", "Async API not enabled");
                default -> e;
            };
        }
    }

    private static ApiException invalidSession() {
        return new ApiException(400, "InvalidSessionId", "Invalid session id");
    }
}
