package dev.sallyport.spark;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.spark.task.FailedInSparkException;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce as {@code spark.read().format("salesforce").option("url", …).load("Account")}. The options are {@code url} and
 * the properties of the JDBC driver; see docs/spark.md. Spark makes one for each table that is named.
 */
public final class SalesforceSource implements TableProvider, DataSourceRegister {
    static final String NAME = "salesforce";

    private @Nullable RecordTable table;

    /** For Spark. */
    public SalesforceSource() {}

    @Override
    public String shortName() {
        return NAME;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return table(options.asCaseSensitiveMap()).structType();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return table(properties);
    }

    private synchronized RecordTable table(Map<String, String> given) {
        if (table == null) {
            OrgOptions options = new OrgOptions(given);
            String name = options.table();
            ConnectedOrg org = new ConnectedOrg(options.access());
            SObjectDescribe describe = FailedInSparkException.telling(() -> org.describe(name))
                    .orElseThrow(() -> new FailedInSparkException("There is no object " + name
                            + ", or the run-as user may not see it. Check the API name for a typo; a custom object ends in"
                            + " __c."));
            table = new RecordTable(org, describe, options);
        }
        return table;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
