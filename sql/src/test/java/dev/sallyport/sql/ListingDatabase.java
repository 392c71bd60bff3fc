package dev.sallyport.sql;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.federation.ForeignServer;
import java.util.List;

/** The database that push-down is held against: Salesforce only lists its records, everything else is done here. */
public final class ListingDatabase {
    private ListingDatabase() {}

    /** Over imported sObjects; {@code listener} is told of each SOQL query. */
    public static SalesforceDatabase of(SalesforceClient client, List<SObjectDescribe> tables, SoqlListener listener) {
        return of(client, tables, listener, List.of());
    }

    /** The same beside foreign servers, which only list their rows too. */
    public static SalesforceDatabase of(
            SalesforceClient client, List<SObjectDescribe> tables, SoqlListener listener, List<ForeignServer> servers) {
        return new SalesforceDatabase(client, SObjects.imported(tables), listener, servers, false);
    }
}
