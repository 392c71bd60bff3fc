package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** An import that has read the org and not changed the catalogue yet: first the drift is shown, then it is applied. */
public final class TableImport {
    private final ImportedTables tables;
    private final String server;
    private final List<SObjectDescribe> described;
    private final Drift drift;

    private TableImport(ImportedTables tables, String server, List<SObjectDescribe> described, Drift drift) {
        this.tables = tables;
        this.server = server;
        this.described = described;
        this.drift = drift;
    }

    /** Reads the org: one call for the list of all tables, then what describing those in scope takes. */
    static TableImport prepare(ImportedTables tables, String server, SalesforceClient client, ImportScope scope) {
        Map<String, SObjectDescribe> imported = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tables.describeAll(server).forEach(table -> imported.put(table.name(), table));
        Map<String, SObjectSummary> visible = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        client.describeGlobal().stream()
                .filter(SObjectSummary::queryable)
                .forEach(table -> visible.put(table.name(), table));

        Collection<String> wanted = wanted(scope, imported.keySet(), visible.keySet());
        List<String> present = new ArrayList<>();
        List<SObjectDescribe> before = new ArrayList<>();
        for (String name : wanted) {
            SObjectSummary table = visible.get(name);
            SObjectDescribe known = imported.get(name);
            if (table == null && known == null) {
                throw notVisible(name, visible.keySet());
            }
            if (table != null) {
                present.add(table.name());
            }
            if (known != null) {
                before.add(known);
            }
        }
        List<SObjectDescribe> described = present.isEmpty() ? List.of() : client.describeMany(present);
        return new TableImport(tables, server, described, Drift.between(before, described));
    }

    private static Collection<String> wanted(
            ImportScope scope, Collection<String> imported, Collection<String> visible) {
        Collection<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (scope instanceof ImportScope.Named named) {
            names.addAll(named.tables());
            return names;
        }
        names.addAll(imported);
        if (scope instanceof ImportScope.All) {
            names.addAll(visible);
        }
        return names;
    }

    private static CatalogException notVisible(String name, Collection<String> visible) {
        return new CatalogException(
                NOT_FOUND,
                "The org shows the integration user no table " + name + ".",
                Nearest.hint(name, visible)
                        + " If the name is right, the user may not see it: in Setup open Profiles, choose the integration"
                        + " user's profile, Object Settings, and give Read on it.");
    }

    /** The data server that was read. */
    public String server() {
        return server;
    }

    /** The tables in scope as the org describes them now, by name. */
    public List<SObjectDescribe> described() {
        return described;
    }

    /** What differs from the last import. */
    public Drift drift() {
        return drift;
    }

    /** Stores the tables as they are now and drops those that are gone, all together or not at all. */
    public void apply() {
        tables.replace(server, drift.removed(), described);
    }
}
