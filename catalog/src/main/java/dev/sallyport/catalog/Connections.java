package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.PendingAuthorizations;
import dev.sallyport.auth.oauth.SignInAddress;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.salesforce.ConnectionTest;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.TestConnection;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Opens clients to data servers, and lets people sign in for them. Tokens are kept in the catalogue: all processes that
 * share it use the same one of each provider and owner, and one of them at a time fetches the next.
 */
public final class Connections {
    private final DataServers servers;
    private final SecurityProviders providers;
    private final TokenStore store;
    private final PendingAuthorizations pending;
    private final ProviderClients clients;
    private final SignInAddress signInAddress;
    private final Clock clock;

    /** Keyed by the whole provider: one that was changed gets a source of its own. */
    private final Map<Owner, TokenSource> sources = new ConcurrentHashMap<>();

    private record Owner(OAuthProvider provider, TokenKey key) {}

    Connections(
            DataServers servers,
            SecurityProviders providers,
            TokenStore store,
            PendingAuthorizations pending,
            ProviderClients clients,
            SignInAddress signInAddress,
            Clock clock) {
        this.servers = servers;
        this.providers = providers;
        this.store = store;
        this.pending = pending;
        this.clients = clients;
        this.signInAddress = signInAddress;
        this.clock = clock;
    }

    /**
     * A client to a data server's org, with the tokens that the system itself owns; nothing is called yet.
     *
     * @param server the data server's name
     * @return for the caller to close
     * @throws CatalogException if there is no such server, or each person has tokens of their own there
     * @throws dev.sallyport.auth.AuthorizationException if the provider is disabled or lacks a credential
     */
    public SalesforceClient open(String server) {
        return open(server, null);
    }

    /**
     * A client to a data server's org; nothing is called yet.
     *
     * @param server the data server's name
     * @param user whose tokens it uses where the provider gives each person their own; null where it does not
     * @return for the caller to close
     * @throws CatalogException if there is no such server, or no user is named where one is needed
     * @throws dev.sallyport.auth.AuthorizationException if the provider is disabled or lacks a credential
     */
    public SalesforceClient open(String server, @Nullable String user) {
        return open(servers.salesforce(server), user).client();
    }

    /**
     * A client to an org.
     *
     * @param owner whose tokens it uses
     */
    record Opened(SalesforceClient client, TokenKey owner) {}

    Opened open(SalesforceServer server, @Nullable String user) {
        OAuthProvider provider = oauth(server.securityProvider());
        SalesforceClient client = new SalesforceClient(
                server.oauthServerUrl(), provider.access(source(provider, user)), clients.of(provider));
        return new Opened(client, key(provider, user));
    }

    /**
     * The tokens of a data server, as those clients use them that are opened for it.
     *
     * @param server the data server's name
     * @param user whose they are where the provider gives each person their own; null where it does not
     * @throws CatalogException if there is no such server, or no user is named where one is needed
     * @throws dev.sallyport.auth.AuthorizationException if the provider is disabled or lacks a credential
     */
    public TokenSource tokens(String server, @Nullable String user) {
        return source(oauth(servers.salesforce(server).securityProvider()), user);
    }

    private TokenSource source(OAuthProvider provider, @Nullable String user) {
        provider.requireReady();
        Owner owner = new Owner(provider, key(provider, user));
        return sources.computeIfAbsent(
                owner, added -> new OAuthTokenSource(provider, owner.key(), surroundings(provider)));
    }

    private OAuthTokenSource.Surroundings surroundings(OAuthProvider provider) {
        return new OAuthTokenSource.Surroundings(
                new UnchangedProviderTokens(store, providers, provider),
                clients.of(provider),
                clock,
                RandomGenerator.getDefault(),
                signInAddress);
    }

    /**
     * Test Connection for a data server, without a person; nothing is called until it is run.
     *
     * @param server the data server's name
     * @throws CatalogException if there is no such server, or a person must be named
     */
    public TestConnection test(String server) {
        return test(server, null);
    }

    /**
     * Test Connection for a data server; nothing is called until it is run. It asks for a token of its own, to see that one
     * is to be had, unless a person has to sign in for it: then it uses that person's.
     *
     * @param server the data server's name
     * @param user whose tokens it uses where the provider gives each person their own; null where it does not
     * @throws CatalogException if there is no such server, or no user is named where one is needed
     */
    public TestConnection test(String server, @Nullable String user) {
        DataServer dataServer = servers.get(server);
        return dataServer instanceof JdbcServer database
                ? new JdbcConnectionTest(database, clock)
                : test((SalesforceServer) dataServer, user);
    }

    private ConnectionTest test(SalesforceServer dataServer, @Nullable String user) {
        OAuthProvider provider = oauth(dataServer.securityProvider());
        HttpClient http = clients.of(provider);
        TokenSource tokens = provider.grant() instanceof Grant.AuthorizationCode
                ? new OAuthTokenSource(provider, key(provider, user), surroundings(provider))
                : new OAuthTokenSource(provider, http, clock);
        return new ConnectionTest(provider, tokens, dataServer.oauthServerUrl().toString(), http, clock);
    }

    /**
     * Lets people sign in at a provider; nothing is called yet. Any process may finish what another one has begun.
     *
     * @param provider the security provider's name
     * @throws CatalogException if there is none of that name, or it issues no OAuth tokens
     */
    public AuthorizationCodeFlow signIn(String provider) {
        OAuthProvider oauth = oauth(provider);
        return new AuthorizationCodeFlow(oauth, pending, store, clients.of(oauth), clock);
    }

    /** Where the tokens are that clients use. */
    public TokenStore store() {
        return store;
    }

    /** Where sign-ins under way are kept. */
    PendingAuthorizations pending() {
        return pending;
    }

    /**
     * Whose tokens a person's requests use.
     *
     * @param provider the security provider's name
     * @param user the person; null for nobody
     * @return the client's where the provider has one token for the whole system, the person's where it does not
     * @throws CatalogException if there is no such provider, it issues no OAuth tokens, or nobody is named where somebody
     *     must be
     */
    public TokenKey key(String provider, @Nullable String user) {
        return key(oauth(provider), user);
    }

    private static TokenKey key(OAuthProvider provider, @Nullable String user) {
        if (provider.tokenOwner() == TokenOwner.CLIENT) {
            return TokenKey.ofClient(provider.name());
        }
        if (user == null || user.isBlank()) {
            throw new CatalogException(
                    INVALID,
                    "The security provider " + provider.name() + " gives each person tokens of their own, and nobody is"
                            + " named.",
                    "Name the person by --user; whoever has not signed in yet does so by: sallyport provider sign-in "
                            + provider.name());
        }
        return TokenKey.ofUser(provider.name(), user);
    }

    private OAuthProvider oauth(String name) {
        if (providers.get(name) instanceof OAuthProvider provider) {
            return provider;
        }
        throw new CatalogException(
                INVALID,
                "The security provider " + name + " issues no OAuth tokens.",
                "Give the data server a security provider of type OAuth or OpenID Connect: Salesforce takes nothing"
                        + " else.");
    }
}
