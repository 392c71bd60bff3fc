package dev.sallyport.jdbc;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.http.ProviderHttp;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.SignInAddress;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.StatementMemory;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Connections to orgs that a URL names by their host. Those of the same settings share one access token, and what their
 * statements have shown.
 */
final class OrgConnections {
    private static final Duration SEED_LEASE = Duration.ofMinutes(1);

    private final Map<Boolean, HttpClient> clients = new ConcurrentHashMap<>();
    private final Map<Owner, TokenSource> tokenSources = new ConcurrentHashMap<>();
    private final Map<Owner, StatementMemory> memories = new ConcurrentHashMap<>();

    private record Owner(OAuthProvider provider, @Nullable Secret refreshToken) {}

    /** Opens a connection: the first one fetches a token, each asks Salesforce which objects there are. */
    Connection open(JdbcUrl url, JdbcUrl.Org org) throws SQLException {
        ProviderSettings settings = new ProviderSettings(url.values());
        OAuthProvider provider = settings.provider(myDomain(url, org));
        SalesforceAccess access = access(url, org, settings, provider);
        SalesforceClient client = access.client();
        ConnectionOptions options = new ConnectionOptions(
                url.text(),
                provider.credentials().client().clientId(),
                access.server().version().toString(),
                provider.warnings(),
                client::close);
        StatementMemory memory = memories.computeIfAbsent(
                new Owner(provider, settings.refreshToken()), unknown -> new StatementMemory());
        return new SalesforceDatabase(client, SObjects.live(client), SoqlListener.NONE, List.of(), memory)
                .connect(options, url.writes(), url.reads());
    }

    /** What the org is called with; nothing is called yet. */
    SalesforceAccess access(JdbcUrl url, JdbcUrl.Org org) throws SQLException {
        ProviderSettings settings = new ProviderSettings(url.values());
        return access(url, org, settings, settings.provider(myDomain(url, org)));
    }

    private SalesforceAccess access(JdbcUrl url, JdbcUrl.Org org, ProviderSettings settings, OAuthProvider provider)
            throws SQLException {
        OAuthServerUrl server = OAuthServerUrl.parse(myDomain(url, org) + "/services/Soap/c/"
                + String.valueOf(ConnectionProperty.API_VERSION.of(url.values())));
        HttpClient http = clients.computeIfAbsent(
                provider.parameters().ignoreTlsErrors(), ignore -> ProviderHttp.client(provider.parameters()));
        TokenSource tokens = tokenSources.computeIfAbsent(
                new Owner(provider, settings.refreshToken()), owner -> tokenSource(owner, http));
        return new SalesforceAccess(
                server,
                provider.access(tokens),
                http,
                provider.parameters().ignoreTlsErrors(),
                List.of(),
                ConnectionProperty.APPLICATION_NAME.of(url.values()),
                url.reads(),
                url.writes());
    }

    private static URI myDomain(JdbcUrl url, JdbcUrl.Org org) {
        String scheme = Boolean.parseBoolean(ConnectionProperty.SSL.of(url.values())) ? "https" : "http";
        return URI.create(scheme + "://" + org.authority());
    }

    private static TokenSource tokenSource(Owner owner, HttpClient http) {
        OAuthProvider provider = owner.provider();
        TokenKey key = TokenKey.ofClient(provider.name());
        InMemoryTokenStore store = new InMemoryTokenStore();
        if (owner.refreshToken() != null) {
            try (TokenStore.Lease lease = store.lease(key, SEED_LEASE).orElseThrow()) {
                lease.save(new TokenState(null, owner.refreshToken(), null));
            }
        }
        return new OAuthTokenSource(
                provider,
                key,
                new OAuthTokenSource.Surroundings(
                        store,
                        http,
                        Clock.systemUTC(),
                        RandomGenerator.getDefault(),
                        SignInAddress.below(URI.create("http://localhost"))));
    }
}
