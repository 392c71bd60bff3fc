package dev.sallyport.salesforce;

import java.util.List;
import org.jspecify.annotations.Nullable;

class RestQueryTest extends QueryCursorContract {
    @Override
    QueryCursor open(
            SalesforceClient client, String fields, String sObject, @Nullable String where, List<QueryColumn> columns) {
        return client.query(soql(fields, sObject, where), columns);
    }
}
