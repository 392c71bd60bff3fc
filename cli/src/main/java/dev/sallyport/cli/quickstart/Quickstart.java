package dev.sallyport.cli.quickstart;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.org.LocalOrg;
import java.net.URI;
import java.sql.SQLException;

/** The whole guide, against a local org that is up. */
public final class Quickstart {
    /** The console's page that shows rows of an imported table after the walk. */
    public static final String RESULT_PAGE = "/data-servers/" + AppBuilderSide.SERVER + "/tables/Account/rows";

    private Quickstart() {}

    /**
     * Walks the guide. What an earlier walk has left in the org and the catalogue is used again.
     *
     * @param org over whose HTTP everything goes
     * @param catalog what App Builder's half is stored in
     * @param progress is told of each step
     * @throws dev.sallyport.auth.SallyportException if a step fails
     * @throws SQLException if a query fails
     */
    public static void walk(LocalOrg org, Catalog catalog, Progress progress) throws SQLException {
        URI instance = org.instanceUrl();
        SetupClient setup = new SetupClient(
                instance, org.administrator().username(), org.administrator().password());
        ClientCredential credential = new SalesforceSide(setup, progress).walk();
        new AppBuilderSide(catalog, instance, progress).walk(credential);
        new Queries(catalog, progress).run();
    }
}
