package dev.sallyport.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.write.WriteOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A local org as a SQL database whose connections read by one API or another, with what was sent by which. */
final class ReadingOrg implements AutoCloseable {
    /** Thresholds that the org's small tables reach. */
    static final ReadOptions AUTO = new ReadOptions(Api.AUTO, 500, 600, true);

    private static final String VERSION = "60.0";

    private final LocalOrg org;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenSource tokens;
    private final SalesforceClient client;
    private final SalesforceDatabase database;
    private final List<String> sent = new ArrayList<>();

    ReadingOrg(List<String> tables) {
        org = LocalOrg.builder().records(6_000).start();
        ReadyApp app = org.readyApp();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "SalesforceCC",
                org.instanceUrl(),
                new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
        tokens = new OAuthTokenSource(provider, http, Clock.systemUTC());
        client = new SalesforceClient(
                OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/" + VERSION),
                provider.access(tokens),
                http,
                planned -> {
                    try {
                        org.controls().awaitBulkJobs();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return CompletableFuture.completedFuture(null);
                });
        List<SObjectDescribe> described = client.describeMany(tables);
        database = new SalesforceDatabase(client, described, new SoqlListener() {
            @Override
            public void sent(String soql) {
                throw new AssertionError("Told without the API: " + soql);
            }

            @Override
            public void sentBy(Api api, String soql) {
                sent.add(api + " " + soql);
            }
        });
    }

    LocalOrg org() {
        return org;
    }

    SalesforceClient client() {
        return client;
    }

    /** A client with the same tokens of whatever listens at a port of this machine. */
    SalesforceClient clientOf(int port) {
        return new SalesforceClient(
                OAuthServerUrl.parse("http://127.0.0.1:" + port + "/services/Soap/c/" + VERSION),
                ResourceAccess.bearer(tokens),
                http);
    }

    Connection connect(ReadOptions reads) throws SQLException {
        return database.connect(ConnectionOptions.DEFAULT, WriteOptions.DEFAULT, reads);
    }

    Connection connect(Api api) throws SQLException {
        return connect(AUTO.withApi(api));
    }

    /** What has been sent since the last call, each query behind the API. */
    List<String> sent() {
        List<String> queries = List.copyOf(sent);
        sent.clear();
        return queries;
    }

    /** The APIs that have been used since the last call. */
    List<String> apis() {
        return sent().stream().map(soql -> soql.substring(0, soql.indexOf(' '))).toList();
    }

    /** Begins to count calls anew. */
    void forget() {
        org.controls().resetCounts();
        sent.clear();
    }

    long calls(ApiKind kind) {
        return org.controls().count(kind).requests();
    }

    /** Refuses the next request of a kind. */
    void refuseNext(ApiKind kind) {
        org.controls()
                .failNext(
                        kind,
                        new Fault.Refusal(
                                new ApiError(400, "FUNCTIONALITY_NOT_ENABLED", "Not for this object", List.of())));
    }

    /** The states of all query jobs of Bulk API 2.0 that are not deleted. */
    List<String> jobStates() throws IOException, InterruptedException {
        List<String> states = new ArrayList<>();
        jobs().forEach(job -> states.add(job.path("state").asText()));
        return states;
    }

    /** Aborts the query jobs that wait, as an administrator might in Setup. */
    void abortJobs() throws IOException, InterruptedException {
        for (JsonNode job : jobs()) {
            if (job.path("state").asText().equals("UploadComplete")) {
                ask(
                        "/" + job.path("id").asText(),
                        request -> request.method("PATCH", BodyPublishers.ofString("{\"state\":\"Aborted\"}")));
            }
        }
    }

    private JsonNode jobs() throws IOException, InterruptedException {
        return ask("", HttpRequest.Builder::GET).path("records");
    }

    private JsonNode ask(String job, UnaryOperator<HttpRequest.Builder> method)
            throws IOException, InterruptedException {
        URI jobs = URI.create(org.instanceUrl() + "/services/data/v" + VERSION + "/jobs/query" + job);
        HttpRequest request = method.apply(HttpRequest.newBuilder(jobs))
                .header("Authorization", "Bearer " + tokens.token().value().reveal())
                .header("Content-Type", "application/json")
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    /** The rows of a statement, each value with its type. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                Object value = result.getObject(column);
                values.add(value == null ? "null" : value.getClass().getSimpleName() + " " + value);
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }

    @Override
    public void close() {
        client.close();
        org.close();
    }
}
