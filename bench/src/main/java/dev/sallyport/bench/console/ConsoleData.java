package dev.sallyport.bench.console;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.nio.file.Path;

/** What the console shows: an org with all its tables imported. */
final class ConsoleData {
    /** The security provider's and the data server's name. */
    static final String SERVER = "Org";

    private ConsoleData() {}

    static void fill(Path folder, LocalOrg org) {
        fill(CatalogSettings.inFolder(folder), org);
    }

    static void fill(CatalogSettings settings, LocalOrg org) {
        try (Catalog catalog = Catalog.open(settings)) {
            ClientCredential client = new ClientCredential(
                    org.readyApp().consumerKey(), Secret.of(org.readyApp().consumerSecret()));
            catalog.providers().create(OAuthProvider.salesforceClientCredentials(SERVER, org.instanceUrl(), client));
            catalog.servers()
                    .create(new SalesforceServer(
                            SERVER, SERVER, OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/60.0")));
            try (SalesforceClient salesforce = catalog.connections().open(SERVER)) {
                catalog.tables()
                        .prepareImport(SERVER, salesforce, new ImportScope.All())
                        .apply();
            }
        }
    }
}
