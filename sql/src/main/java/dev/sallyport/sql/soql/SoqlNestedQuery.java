package dev.sallyport.sql.soql;

import java.util.ArrayList;
import java.util.List;

/**
 * A SOQL query of records and, within each, of those that refer to it (SOQL and SOSL Reference, "Relationship Queries"). A row
 * is a parent with one of its children.
 *
 * @param parents what it reads
 * @param relationship what the parents call these children: {@code Contacts}
 * @param children what it reads of them; in no order and without a limit
 * @param keepsChildless whether a parent without children is a row too, whose child's fields are null
 */
public record SoqlNestedQuery(SoqlQuery parents, String relationship, SoqlQuery children, boolean keepsChildless)
        implements SoqlStatement {
    /** The parents' fields, then the children's. */
    @Override
    public List<SoqlField> columns() {
        List<SoqlField> columns = new ArrayList<>(parents.fields());
        children.fields().forEach(field -> columns.add(field.through(List.of(), keepsChildless)));
        return List.copyOf(columns);
    }

    @Override
    public String soql(SoqlValue.Parameters parameters) {
        return new SoqlWriter(parameters).write(this);
    }
}
