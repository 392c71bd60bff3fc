package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import java.util.List;

/**
 * A field as a query names it.
 *
 * @param path the relationship names that lead to it, then its own: {@code [Name]} or {@code [Account, Name]}
 * @param describe what it is
 */
public record SoqlField(List<String> path, FieldDescribe describe) implements SoqlColumn {
    public SoqlField {
        path = List.copyOf(path);
    }

    /** A field of the query's own sObject. */
    public static SoqlField of(FieldDescribe describe) {
        return new SoqlField(List.of(describe.name()), describe);
    }

    @Override
    public FieldType type() {
        return describe.type();
    }

    /** As SOQL writes it: {@code Account.Name}. */
    public String soql() {
        return String.join(".", path);
    }
}
