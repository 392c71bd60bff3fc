package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import java.net.URI;
import java.util.List;

/**
 * A data server's imported tables and what reads them, with the catalogue closed: what takes long does not keep others from
 * it.
 *
 * @param org the address of the org
 */
record ServerTables(URI org, SalesforceClient client, SObjects tables) implements AutoCloseable {
    /**
     * Opens the data server that a command is about.
     *
     * @param calls whether Salesforce will be called
     */
    static ServerTables open(SallyportCommand command, ServerOption server, UserOption user, boolean calls) {
        try (Catalog catalog = command.openCatalog()) {
            SalesforceServer chosen =
                    catalog.servers().salesforce(server.choose(catalog).name());
            String name = chosen.name();
            List<SObjectDescribe> tables = catalog.tables().describeAll(name);
            if (tables.isEmpty()) {
                throw new CommandException(
                        "No table is imported from " + name + " yet.",
                        "Import some first: sallyport tables import " + name + " --all");
            }
            if (calls) {
                // Now, for later the catalogue would have to be opened once more.
                catalog.connections().tokens(name, user.name()).token();
            }
            return new ServerTables(
                    chosen.oauthServerUrl().instance(),
                    catalog.connections().open(name, user.name()),
                    SObjects.imported(tables));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
