package dev.sallyport.salesforce;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.SignInAddress;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A local org with some thousands of records, and a client that waits for its bulk jobs without a clock. */
final class FilledOrg implements AutoCloseable {
    private final LocalOrg org;
    private final SalesforceClient client;

    /** With about so many records. */
    FilledOrg(int records) {
        org = LocalOrg.builder().records(records).start();
        client = client(planned -> {
            try {
                org.controls().awaitBulkJobs();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(null);
        });
        client.limits();
    }

    LocalOrg org() {
        return org;
    }

    SalesforceClient client() {
        return client;
    }

    /** Another client, which waits in a way of its own. */
    SalesforceClient client(PollDelay delay) {
        return client(new InMemoryTokenStore(), delay);
    }

    /** Another client, which shares its tokens with whoever has the store. */
    SalesforceClient client(TokenStore store) {
        return client(store, planned -> CompletableFuture.completedFuture(null));
    }

    private SalesforceClient client(TokenStore store, PollDelay delay) {
        ReadyApp app = org.readyApp();
        HttpClient http = HttpClient.newHttpClient();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "Salesforce",
                org.instanceUrl(),
                new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
        OAuthTokenSource tokens = new OAuthTokenSource(
                provider,
                TokenKey.ofClient(provider.name()),
                new OAuthTokenSource.Surroundings(
                        store,
                        http,
                        Clock.systemUTC(),
                        RandomGenerator.getDefault(),
                        SignInAddress.below(URI.create("http://localhost"))));
        return new SalesforceClient(
                OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/60.0"),
                provider.access(tokens),
                http,
                delay);
    }

    /** Puts the org back to its snapshot; the next call has a token already, and is the first that is counted. */
    void restore() {
        org.reset();
        client.limits();
        org.controls().resetCounts();
    }

    /** What is left of a cursor, which is closed afterwards. */
    static List<List<@Nullable Object>> rows(QueryCursor cursor, int columns) {
        try (cursor) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (cursor.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    row.add(cursor.value(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Override
    public void close() {
        client.close();
        org.close();
    }
}
