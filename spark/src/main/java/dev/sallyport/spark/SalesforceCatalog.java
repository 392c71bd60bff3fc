package dev.sallyport.spark;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.spark.task.FailedInSparkException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * An org as a catalog of Spark: with {@code spark.sql.catalog.sf=dev.sallyport.spark.SalesforceCatalog} and {@code
 * spark.sql.catalog.sf.url=…} there is {@code SELECT … FROM sf.Account}. The options are the source's but for secrets,
 * which are named by where they are. The org is not called
 * before a table is named; each object is described once for a session, unless {@code REFRESH TABLE} asks for it anew.
 * Objects are made and changed in Salesforce's Setup, not here.
 */
public final class SalesforceCatalog implements TableCatalog {
    private final Map<String, SObjectDescribe> described = new ConcurrentHashMap<>();
    private String name = "";
    private @Nullable OrgOptions options;
    private @Nullable ConnectedOrg org;

    /** For Spark. */
    public SalesforceCatalog() {}

    @Override
    public void initialize(String newName, CaseInsensitiveStringMap newOptions) {
        name = newName;
        options = OrgOptions.ofCatalog(newOptions.asCaseSensitiveMap());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length > 0) {
            throw new NoSuchNamespaceException(namespace);
        }
        return FailedInSparkException.telling(() -> org().names()).stream()
                .map(table -> Identifier.of(namespace, table))
                .toArray(Identifier[]::new);
    }

    @Override
    public Table loadTable(Identifier identifier) throws NoSuchTableException {
        SObjectDescribe describe = identifier.namespace().length > 0 ? null : describe(identifier.name());
        if (describe == null) {
            throw new NoSuchTableException(identifier);
        }
        return new RecordTable(org(), describe, options());
    }

    private @Nullable SObjectDescribe describe(String table) {
        String lower = table.toLowerCase(Locale.ROOT);
        SObjectDescribe known = described.get(lower);
        if (known == null) {
            known = FailedInSparkException.telling(() -> org().describe(table)).orElse(null);
            if (known != null) {
                described.put(lower, known);
            }
        }
        return known;
    }

    @Override
    public void invalidateTable(Identifier identifier) {
        described.remove(identifier.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Table alterTable(Identifier identifier, TableChange... changes) {
        throw notHere();
    }

    @Override
    public boolean dropTable(Identifier identifier) {
        throw notHere();
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException(
                "Objects of Salesforce are made, changed and deleted in Setup > Object Manager, not by Spark.");
    }

    private OrgOptions options() {
        return Objects.requireNonNull(options, "Spark initializes a catalog before it asks for anything.");
    }

    private synchronized ConnectedOrg org() {
        if (org == null) {
            org = new ConnectedOrg(options().access());
        }
        return org;
    }

    @Override
    public String toString() {
        return name;
    }
}
