package dev.sallyport.cli.quickstart;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.catalog.TableImport;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.net.URI;
import java.util.Optional;

/** "Configuration in App Builder": the security provider, the data server, Test Connection and the import of tables. */
final class AppBuilderSide {
    /** The security provider's name, in the callback URL too. */
    static final String PROVIDER = "SalesforceCC";

    /** The data server's name. */
    static final String SERVER = "Salesforce";

    private final Catalog catalog;
    private final URI instance;
    private final Progress progress;

    AppBuilderSide(Catalog catalog, URI instance, Progress progress) {
        this.catalog = catalog;
        this.instance = instance;
        this.progress = progress;
    }

    void walk(ClientCredential credential) {
        progress.section("Create an OAuth security provider in App Builder");
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(PROVIDER, instance, credential);
        SalesforceServer server =
                new SalesforceServer(SERVER, PROVIDER, OAuthServerUrl.parse(instance + "/services/Soap/c/55.0"));
        store(provider, server);
        tell(provider);
        progress.section("Create the Salesforce ADO.NET data source in App Builder");
        progress.step("Server Name", server.name());
        progress.step("Type", server.type().label());
        progress.step("Security Provider", server.securityProvider());
        progress.step("OAuth server URL", server.oauthServerUrl().toString());
        testConnection();
        importTables();
    }

    /** An earlier run's provider and server give way where the org has another address or credential now. */
    private void store(OAuthProvider provider, DataServer server) {
        boolean sameProvider = catalog.providers().find(PROVIDER).equals(Optional.of(provider));
        boolean sameServer = catalog.servers().find(SERVER).equals(Optional.of(server));
        if (sameProvider && sameServer) {
            return;
        }
        if (catalog.servers().find(SERVER).isPresent()) {
            catalog.servers().delete(SERVER);
        }
        if (catalog.providers().find(PROVIDER).isPresent()) {
            catalog.providers().delete(PROVIDER);
        }
        catalog.providers().create(provider);
        catalog.servers().create(server);
    }

    private void tell(OAuthProvider provider) {
        progress.step("Name", provider.name());
        progress.step("Type", provider.type().label());
        progress.step("Authentication Type", provider.type().label());
        progress.step("OAuth Grant", provider.grant().label());
        progress.step(
                "OAuth Client Authentication", provider.clientAuthentication().label());
        progress.step(
                "OAuth Resource Authentication",
                provider.resourceAuthentication().label());
        progress.step("Token Owner", provider.tokenOwner().label());
        progress.step("Redirect on Challenge", provider.redirectOnChallenge() ? "True" : "False");
        Endpoints endpoints = provider.endpoints();
        progress.step("Authorization Endpoint", String.valueOf(endpoints.authorization()));
        progress.step("Token Endpoint", endpoints.address().toString());
        progress.step("User Info Endpoint", String.valueOf(endpoints.userInfo()));
        progress.step("Credential: Type", "Client");
        progress.step("Credential: User Name", provider.credentials().client().clientId());
        progress.step("Credential: Password", "stored encrypted");
    }

    private void testConnection() {
        progress.section("Test Connection");
        for (Check check : catalog.connections().test(SERVER).run(progress::check)) {
            if (check.outcome() == Outcome.FAILED) {
                String advice = check.advice();
                throw new SetupException(
                        "Test Connection failed at " + check.step().label() + ": " + check.detail(),
                        advice == null ? "Run it again with -v to see why." : advice,
                        null);
            }
        }
    }

    private void importTables() {
        progress.section("Import of the Salesforce tables");
        try (SalesforceClient client = catalog.connections().open(SERVER)) {
            TableImport tables = catalog.tables().prepareImport(SERVER, client, new ImportScope.All());
            tables.apply();
            int fields = tables.described().stream()
                    .mapToInt(table -> table.fields().size())
                    .sum();
            progress.step(
                    "Import all tables",
                    tables.described().size() + " tables with " + fields + " fields, "
                            + client.usage().calls() + " API calls");
        }
    }
}
