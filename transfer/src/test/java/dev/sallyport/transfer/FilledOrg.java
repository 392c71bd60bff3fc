package dev.sallyport.transfer;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A local org with some thousands of records, what reads it by SQL, and an exporter that waits for jobs without a clock. The
 * org's clock stands until a test moves it.
 */
final class FilledOrg implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-02T09:30:20Z");

    private final LocalOrg org;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenSource tokens;
    private final SalesforceClient client;
    private final SObjects tables;
    private final List<String> remarks = new ArrayList<>();
    private Runnable atNextProgress = () -> {};

    FilledOrg(int records) {
        org = LocalOrg.builder()
                .records(records)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .start();
        OAuthProvider provider = provider(
                org.instanceUrl(), org.readyApp().consumerKey(), org.readyApp().consumerSecret());
        tokens = new OAuthTokenSource(provider, http, Clock.systemUTC());
        client = new SalesforceClient(url(org.instanceUrl()), provider.access(tokens), http, planned -> {
            try {
                org.controls().awaitBulkJobs();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(null);
        });
        tables = SObjects.imported(client.describeMany(
                List.of("Account", "Contact", "Lead", "Opportunity", "Attachment", "Site_Visit__c", "Task", "User")));
    }

    static OAuthProvider provider(URI instance, String key, String secret) {
        return OAuthProvider.salesforceClientCredentials(
                "Salesforce", instance, new ClientCredential(key, Secret.of(secret)));
    }

    static OAuthServerUrl url(URI instance) {
        return OAuthServerUrl.parse(instance + "/services/Soap/c/60.0");
    }

    LocalOrg org() {
        return org;
    }

    SalesforceClient client() {
        return client;
    }

    SObjects tables() {
        return tables;
    }

    /** What exports have remarked since this was last asked. */
    List<String> remarks() {
        List<String> since = List.copyOf(remarks);
        remarks.clear();
        return since;
    }

    /** Does something once, when an export or load has written rows for the first time. */
    void atNextProgress(Runnable action) {
        atNextProgress = action;
    }

    Exporter exporter() {
        return new Exporter(client, tables, listener(), InstantSource.system());
    }

    Loader loader() {
        return new Loader(client, tables, listener());
    }

    /** Goes back to how the org was when its snapshot was taken. */
    void restore() {
        org.reset();
        client.limits();
        org.controls().resetCounts();
        remarks.clear();
    }

    private TransferListener listener() {
        return new TransferListener() {
            @Override
            public void remark(String text) {
                remarks.add(text);
            }

            @Override
            public void progress(long rows, OptionalLong total) {
                Runnable planned = atNextProgress;
                atNextProgress = () -> {};
                planned.run();
            }
        };
    }

    /** The rows that SQL answers, each value as text. */
    List<List<@Nullable String>> rows(String sql) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<@Nullable String>> all = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                all.add(row);
            }
            return all;
        }
    }

    void write(String sql) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Takes a record out of the recycle bin; only SOAP does that. */
    void undelete(String id) throws IOException, InterruptedException {
        String soap = """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                    xmlns:urn="urn:partner.soap.sforce.com">
                  <soapenv:Header><urn:SessionHeader><urn:sessionId>%s</urn:sessionId></urn:SessionHeader></soapenv:Header>
                  <soapenv:Body><urn:undelete><urn:ids>%s</urn:ids></urn:undelete></soapenv:Body>
                </soapenv:Envelope>
                """.formatted(tokens.token().value().reveal(), id);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(org.instanceUrl().resolve("/services/Soap/u/60.0"))
                        .header("Content-Type", "text/xml; charset=UTF-8")
                        .header("SOAPAction", "\"\"")
                        .POST(HttpRequest.BodyPublishers.ofString(soap))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (!answer.body().contains("<success>true</success>")) {
            throw new IOException("The record was not undeleted.");
        }
    }

    /** Aborts a bulk job and leaves it there. */
    void abort(String job) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(org.instanceUrl().resolve("/services/data/v60.0/jobs/ingest/" + job))
                        .header(
                                "Authorization",
                                "Bearer " + tokens.token().value().reveal())
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"state\":\"Aborted\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The job was not aborted.");
        }
    }

    private SalesforceDatabase database() {
        return new SalesforceDatabase(client, tables, SoqlListener.NONE);
    }

    @Override
    public void close() {
        client.close();
        org.close();
    }
}
