package dev.sallyport.sql.exact;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ListingDatabase;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.StatementMemory;
import dev.sallyport.sql.federation.ForeignServer;
import dev.sallyport.sql.federation.Warehouse;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An org of random records, and the same rows in H2. Each call of a connect method opens a connection of its own. */
final class RandomOrg implements AutoCloseable {
    private static final String MEASURE = """
            {"fullName": "Measure__c", "label": "Measure", "pluralLabel": "Measures",
             "sharingModel": "ControlledByParent", "deploymentStatus": "Deployed",
             "nameField": {"type": "AutoNumber", "label": "Measure Number", "displayFormat": "M-{0000}"},
             "fields": [
              {"fullName": "Visit__c", "label": "Visit", "type": "MasterDetail", "referenceTo": "Site_Visit__c",
               "relationshipName": "Measures"},
              {"fullName": "Label__c", "label": "Label", "type": "Text", "length": 80},
              {"fullName": "Unit__c", "label": "Unit", "type": "Text", "length": 8},
              {"fullName": "Code__c", "label": "Code", "type": "Text", "length": 12, "externalId": true, "unique": true,
               "caseSensitive": true},
              {"fullName": "Amount__c", "label": "Amount", "type": "Number", "precision": 12, "scale": 3},
              {"fullName": "Taken__c", "label": "Taken", "type": "DateTime"},
              {"fullName": "Valid__c", "label": "Valid", "type": "Checkbox", "defaultValue": false}]}
            """;

    private final LocalOrg org;
    private final SalesforceClient client;
    private final List<SObjectDescribe> describes;
    private final Tables tables;
    private final List<ForeignServer> servers;
    private final String h2Url;
    private final Connection h2;

    RandomOrg(long seed) throws SQLException {
        this(seed, null);
    }

    /**
     * The same, of whose records a part lies in a database.
     *
     * @param warehouse takes it; null for none
     */
    RandomOrg(long seed, @Nullable Warehouse warehouse) throws SQLException {
        Tables standard = Tables.standard();
        org = LocalOrg.builder().records(0).start();
        org.controls().setDailyApiRequests(Integer.MAX_VALUE);
        HttpClient http = HttpClient.newHttpClient();
        OrgWriter writer = new OrgWriter(org, http);
        writer.makeObject(MEASURE);
        new RandomRecords(writer, new RandomValues(new Random(seed))).write();

        ReadyApp app = org.readyApp();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "SalesforceCC",
                org.instanceUrl(),
                new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
        client = new SalesforceClient(
                OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/55.0"),
                provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC())),
                http);
        describes = client.describeMany(standard.all().stream().map(Table::name).toList()).stream()
                .map(whole -> narrowed(whole, standard))
                .toList();
        if (warehouse == null) {
            tables = standard;
            servers = List.of();
        } else {
            tables = standard.movedTo(Warehouse.NAME);
            try (Connection listing =
                    ListingDatabase.of(client, describes, SoqlListener.NONE).connect()) {
                new WarehouseCopy(listing, warehouse).fill(standard, tables);
            }
            servers = List.of(warehouse.server());
        }

        h2Url = "jdbc:h2:mem:exact" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1";
        h2 = DriverManager.getConnection(h2Url);
        try (Statement statement = h2.createStatement()) {
            statement.execute("CREATE SCHEMA \"" + Warehouse.NAME + "\"");
        }
        try (Connection listing = connectUnpushed()) {
            new H2Copy(listing, h2).fill(tables);
        }
    }

    /** With the columns that queries use and no others: a plan of few columns is made sooner. */
    private static SObjectDescribe narrowed(SObjectDescribe whole, Tables tables) {
        Set<String> used =
                tables.get(whole.name()).columns().stream().map(Column::name).collect(Collectors.toSet());
        return new SObjectDescribe(
                whole.name(),
                whole.label(),
                whole.labelPlural(),
                whole.keyPrefix(),
                whole.custom(),
                whole.queryable(),
                whole.createable(),
                whole.updateable(),
                whole.deletable(),
                whole.fields().stream()
                        .filter(field -> used.contains(field.name()))
                        .toList(),
                whole.childRelationships());
    }

    /** The tables and what is in them. */
    Tables tables() {
        return tables;
    }

    /** A connection where Salesforce does what it can; {@code listener} is told of each SOQL query. */
    Connection connectPushed(SoqlListener listener) throws SQLException {
        return new SalesforceDatabase(client, SObjects.imported(describes), listener, servers, new StatementMemory())
                .connect();
    }

    /** A connection where Salesforce only lists records. */
    Connection connectUnpushed() throws SQLException {
        return ListingDatabase.of(client, describes, SoqlListener.NONE, servers).connect();
    }

    /** A connection to the copy. */
    Connection connectH2() throws SQLException {
        return DriverManager.getConnection(h2Url);
    }

    @Override
    public void close() throws SQLException {
        h2.createStatement().execute("SHUTDOWN");
        client.close();
        org.close();
    }
}
