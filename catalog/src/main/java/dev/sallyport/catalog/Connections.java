package dev.sallyport.catalog;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.salesforce.ConnectionTest;
import dev.sallyport.salesforce.SalesforceClient;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens clients to data servers. Those whose data servers share a security provider share its tokens: one token source
 * for each provider, however many clients.
 */
public final class Connections {
    private final DataServers servers;
    private final SecurityProviders providers;
    private final HttpClient http;
    private final Clock clock;

    /** Keyed by the whole provider: one that was deleted and created anew gets a source of its own. */
    private final Map<OAuthProvider, TokenSource> tokenSources = new ConcurrentHashMap<>();

    Connections(DataServers servers, SecurityProviders providers, HttpClient http, Clock clock) {
        this.servers = servers;
        this.providers = providers;
        this.http = http;
        this.clock = clock;
    }

    /**
     * A client to a data server's org; nothing is called yet.
     *
     * @param server the data server's name
     * @return for the caller to close
     * @throws CatalogException if there is no such server
     */
    public SalesforceClient open(String server) {
        DataServer dataServer = servers.get(server);
        OAuthProvider provider = oauth(dataServer);
        TokenSource tokens =
                tokenSources.computeIfAbsent(provider, created -> new OAuthTokenSource(created, http, clock));
        return new SalesforceClient(dataServer.oauthServerUrl(), provider.access(tokens), http);
    }

    /**
     * Test Connection for a data server; nothing is called until it is run.
     *
     * @param server the data server's name
     * @throws CatalogException if there is no such server
     */
    public ConnectionTest test(String server) {
        DataServer dataServer = servers.get(server);
        return new ConnectionTest(oauth(dataServer), dataServer.oauthServerUrl().toString(), http, clock);
    }

    private OAuthProvider oauth(DataServer server) {
        if (providers.get(server.securityProvider()) instanceof OAuthProvider provider) {
            return provider;
        }
        throw new CatalogException(
                CatalogException.Reason.INVALID,
                "The security provider " + server.securityProvider() + " issues no OAuth tokens.",
                "Give the data server " + server.name() + " a security provider of type OAuth or OpenID Connect:"
                        + " Salesforce takes nothing else.");
    }
}
