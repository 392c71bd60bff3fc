package dev.sallyport.org.session;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OrgSettings;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.Optional;

/** Lets an API call in: finds the caller of a token, and counts the call. */
public final class ApiGate {
    private final Setup setup;
    private final Sessions sessions;
    private final ApiMeter meter;

    public ApiGate(Setup setup, Sessions sessions, ApiMeter meter) {
        this.setup = setup;
        this.sessions = sessions;
        this.meter = meter;
    }

    /** The APIs word the same refusals in their own way. */
    public enum Protocol {
        REST(
                "This session is not valid for use with the REST API",
                "The REST API is not enabled for this Organization."),
        SOAP("This session is not valid for use with the API", "API is not enabled for this Organization or Partner");

        private final String scopeMissing;
        private final String apiDisabled;

        Protocol(String scopeMissing, String apiDisabled) {
            this.scopeMissing = scopeMissing;
            this.apiDisabled = apiDisabled;
        }
    }

    /** Whom a token stands for. */
    public record Caller(User user, Session session) {}

    /**
     * An API call that was let in.
     *
     * @param usage the daily count, this call among it
     */
    public record Admission(User user, Session session, ApiMeter.Usage usage) {}

    /** Finds whom a token stands for, who must still be able to sign in; counts nothing. */
    public Optional<Caller> authenticate(String token) {
        return sessions.find(token).flatMap(session -> setup.users()
                .find(session.userId().value())
                .filter(User::maySignIn)
                .map(user -> new Caller(user, session)));
    }

    /**
     * Lets a call in.
     *
     * @return empty where the token lets nobody in
     * @throws ApiException if the session is not for the API, the user or org has no API, or no call is left
     */
    public Optional<Admission> admit(String token, Protocol protocol) {
        meter.arriving();
        Optional<Caller> caller = authenticate(token);
        if (caller.isEmpty()) {
            return Optional.empty();
        }
        Session session = caller.get().session();
        if (!session.mayCallApis()) {
            throw new ApiException(401, "INVALID_SESSION_ID", protocol.scopeMissing);
        }
        User user = caller.get().user();
        OrgSettings settings = setup.settings();
        boolean apiEnabled =
                settings.edition().apiIncluded() && setup.permissions().allows(user, Profile.API_ENABLED);
        if (!apiEnabled) {
            throw new ApiException(403, "API_DISABLED_FOR_ORG", protocol.apiDisabled);
        }
        return Optional.of(new Admission(user, session, meter.count()));
    }
}
