package dev.sallyport.spark.task;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.http.ProviderHttp;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.io.Serializable;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The org's address and an access token: all that a task needs to call it, and nothing to get another token by. */
public final class TaskAccess implements Serializable {
    private static final long serialVersionUID = 1;

    private final String server;
    private final String token;
    private final Travel travel;
    private final String name;
    private final String scheme;
    private final boolean ignoreTlsErrors;
    private final @Nullable String applicationName;

    /** How the token travels, in a form that can be serialised. */
    private enum Travel {
        BEARER,
        HEADER,
        QUERY,
        FORM
    }

    /**
     * One transport for all tasks of an executor. Spark makes what a task runs by anew for each task, so that what they
     * share can only be the class's; a transport each would be a thread each until it is collected.
     */
    private static final class Transport {
        static final HttpClient USUAL = ProviderHttp.client(ProviderParameters.NONE);
    }

    /** The same for tasks that are to believe any certificate. */
    private static final class UncheckedTransport {
        static final HttpClient ANY =
                ProviderHttp.client(new ProviderParameters(null, false, false, Map.of(), true, Map.of(), Map.of()));
    }

    /**
     * Makes it.
     *
     * @param server the org and the version
     * @param token the access token itself
     * @param authentication how it travels
     * @param ignoreTlsErrors whether any certificate is believed
     * @param applicationName what requests say of the program that sends them; null for nothing
     */
    public TaskAccess(
            OAuthServerUrl server,
            AccessToken token,
            ResourceAuthentication authentication,
            boolean ignoreTlsErrors,
            @Nullable String applicationName) {
        this.applicationName = applicationName;
        this.server = server.toString();
        this.token = token.value().reveal();
        this.ignoreTlsErrors = ignoreTlsErrors;
        if (authentication instanceof ResourceAuthentication.Header header) {
            travel = Travel.HEADER;
            name = header.name();
            scheme = header.scheme();
        } else if (authentication instanceof ResourceAuthentication.Query query) {
            travel = Travel.QUERY;
            name = query.parameter();
            scheme = "";
        } else if (authentication instanceof ResourceAuthentication.Form form) {
            travel = Travel.FORM;
            name = form.parameter();
            scheme = "";
        } else {
            travel = Travel.BEARER;
            name = "";
            scheme = "";
        }
    }

    /** A client of the org, for the caller to close. */
    public SalesforceClient client() {
        AccessToken given = new AccessToken(Secret.of(token), Instant.now(), null, Set.of(), Map.of());
        TokenSource only = new TokenSource() {
            @Override
            public AccessToken token() {
                return given;
            }

            @Override
            public AccessToken replace(AccessToken refused) {
                throw new TokenEndedException();
            }
        };
        ResourceAuthentication authentication =
                switch (travel) {
                    case BEARER -> ResourceAuthentication.BEARER;
                    case HEADER -> new ResourceAuthentication.Header(name, scheme);
                    case QUERY -> new ResourceAuthentication.Query(name);
                    case FORM -> new ResourceAuthentication.Form(name);
                };
        SalesforceClient client = new SalesforceClient(
                OAuthServerUrl.parse(server),
                new ResourceAccess(only, authentication, Map.of(), true),
                ignoreTlsErrors ? UncheckedTransport.ANY : Transport.USUAL);
        client.setClientName(applicationName);
        return client;
    }

    @Override
    public String toString() {
        return "TaskAccess[" + server + "]";
    }
}
