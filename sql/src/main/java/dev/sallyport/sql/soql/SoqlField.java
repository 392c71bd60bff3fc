package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A field as a query names it.
 *
 * @param path the relationship names that lead to it, then its own: {@code [Name]} or {@code [Account, Name]}
 * @param describe what it is
 * @param optional whether the record that it belongs to may be missing: then it is null, whatever describe says
 */
public record SoqlField(List<String> path, FieldDescribe describe, boolean optional) implements SoqlColumn {
    public SoqlField {
        path = List.copyOf(path);
    }

    /** A field of the query's own sObject. */
    public static SoqlField of(FieldDescribe describe) {
        return new SoqlField(List.of(describe.name()), describe, false);
    }

    /**
     * The same field seen from a record that refers to this one's.
     *
     * @param relationship the names that lead from there to this one's record
     * @param mayBeMissing whether there may be no such record
     */
    public SoqlField through(List<String> relationship, boolean mayBeMissing) {
        List<String> whole = new ArrayList<>(relationship);
        whole.addAll(path);
        return new SoqlField(whole, describe, optional || mayBeMissing);
    }

    /** The relationship names that lead to its record; empty for the query's own. */
    public List<String> relationship() {
        return path.subList(0, path.size() - 1);
    }

    /** The names that lead to the record that it refers to; it is a reference with a relationship name. */
    public List<String> target() {
        List<String> names = new ArrayList<>(relationship());
        names.add(Objects.requireNonNull(describe.relationshipName()));
        return names;
    }

    /** Whether it belongs to the query's own sObject. */
    public boolean isOwn() {
        return path.size() == 1;
    }

    /**
     * Whether it may be null, whatever describe says: a custom field that was made required later leaves older records without
     * a value.
     */
    public boolean mayBeNull() {
        return optional || describe.nillable() || describe.custom();
    }

    /** Whether it holds record ids. */
    public boolean holdsIds() {
        return type() == FieldType.ID || type() == FieldType.REFERENCE;
    }

    @Override
    public FieldType type() {
        return describe.type();
    }

    @Override
    public boolean comparesByCase() {
        return holdsIds() || describe.caseSensitive();
    }

    /** As SOQL writes it: {@code Account.Name}. */
    public String soql() {
        return String.join(".", path);
    }
}
