package dev.sallyport.sql;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.write.WriteOptions;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A small local org as a SQL database that tests write into, and that goes back to how it was. */
final class WritableOrg implements AutoCloseable {
    private final LocalOrg org = LocalOrg.builder().records(300).start();
    private final SalesforceClient client;
    private final SalesforceDatabase database;
    private final List<String> sent = new ArrayList<>();

    WritableOrg() {
        ReadyApp app = org.readyApp();
        HttpClient http = HttpClient.newHttpClient();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "SalesforceCC",
                org.instanceUrl(),
                new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
        client = new SalesforceClient(
                OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/60.0"),
                provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC())),
                http,
                planned -> {
                    try {
                        org.controls().awaitBulkJobs();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return CompletableFuture.completedFuture(null);
                });
        List<SObjectDescribe> tables =
                client.describeMany(List.of("Account", "Contact", "Opportunity", "Event", "Site_Visit__c", "User"));
        database = new SalesforceDatabase(client, tables, sent::add);
        org.snapshot();
    }

    Connection connect(WriteOptions options) throws SQLException {
        return database.connect(ConnectionOptions.DEFAULT, options);
    }

    LocalOrg org() {
        return org;
    }

    void reset() {
        org.reset();
        client.limits();
        forget();
    }

    /** Begins to count calls and SOQL anew. */
    void forget() {
        org.controls().resetCounts();
        sent.clear();
    }

    List<String> sent() {
        return List.copyOf(sent);
    }

    /** Calls that wrote: collections and the steps of bulk jobs. */
    long writes() {
        return org.controls().count(ApiKind.REST).requests()
                + org.controls().count(ApiKind.BULK).requests();
    }

    long reads() {
        return org.controls().count(ApiKind.QUERY).requests()
                + org.controls().count(ApiKind.QUERY_MORE).requests();
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(OrgDatabase.row(result));
            }
        }
        return rows;
    }

    @Override
    public void close() {
        client.close();
        org.close();
    }
}
