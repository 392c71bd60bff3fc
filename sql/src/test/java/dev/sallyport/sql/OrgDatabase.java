package dev.sallyport.sql;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.read.RecordSource;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A local org as a SQL database, with what it was asked. */
final class OrgDatabase implements AutoCloseable {
    private static final List<String> IMPORTED =
            List.of("Account", "Contact", "Opportunity", "Case", "Site_Visit__c", "Task", "User");

    private final LocalOrg org;
    private final SalesforceClient client;
    private final List<String> sent = new ArrayList<>();
    private final Connection connection;
    private final Connection unpushed;

    OrgDatabase() throws SQLException {
        this(6_000);
    }

    OrgDatabase(int records) throws SQLException {
        org = LocalOrg.builder().records(records).start();
        ReadyApp app = org.readyApp();
        HttpClient http = HttpClient.newHttpClient();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "SalesforceCC",
                org.instanceUrl(),
                new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
        client = new SalesforceClient(
                OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/55.0"),
                provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC())),
                http);
        List<SObjectDescribe> tables = client.describeMany(IMPORTED);
        connection = new SalesforceDatabase(client, tables, sent::add).connect();
        unpushed = new SalesforceDatabase(client, SObjects.imported(tables), sent::add, List.of(), false).connect();
    }

    LocalOrg org() {
        return org;
    }

    Connection connection() {
        return connection;
    }

    /** Another connection, as a pool opens them. */
    Connection connect() throws SQLException {
        return new SalesforceDatabase(client, client.describeMany(IMPORTED), SoqlListener.NONE).connect();
    }

    /** A connection whose records come from a source. */
    Connection connect(RecordSource source) throws SQLException {
        return new SalesforceDatabase(client, client.describeMany(IMPORTED), sent::add).connect(source);
    }

    SalesforceClient client() {
        return client;
    }

    /** The SOQL that has been sent since the last call. */
    List<String> sent() {
        List<String> queries = List.copyOf(sent);
        sent.clear();
        return queries;
    }

    /** The rows of a statement, a row a line, its values between bars. */
    List<String> rows(String sql) throws SQLException {
        return rows(connection, sql);
    }

    /** The rows of a statement of which Salesforce does nothing but list records. */
    List<String> rowsWithoutPushDown(String sql) throws SQLException {
        return rows(unpushed, sql);
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(row(result));
            }
        }
        return rows;
    }

    static String row(ResultSet result) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            values.add(result.getString(column));
        }
        return String.join("|", values.stream().map(String::valueOf).toList());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        unpushed.close();
        client.close();
        org.close();
    }
}
