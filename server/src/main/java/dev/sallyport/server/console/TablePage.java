package dev.sallyport.server.console;

import dev.sallyport.salesforce.ChildRelationship;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An imported table: columns and relationships.
 *
 * @param server the data server's name
 * @param ofOrg whether that is an org, whose rows have ids by which they are shown and edited
 * @param table its description
 * @param imported the names of all tables that are imported
 * @param search what was looked for in names and labels of columns; empty for all
 * @param offset how many of those columns are before those that are shown
 */
public record TablePage(
        String server, boolean ofOrg, SObjectDescribe table, Set<String> imported, String search, int offset)
        implements Page {
    private static final int MOST = 200;

    /** Some references may be to any table that there is. */
    private static final int MOST_TARGETS = 20;

    /** The columns that are shown. */
    public List<FieldDescribe> columns() {
        return found().stream().skip(offset).limit(MOST).toList();
    }

    /** What refers to the table: all of it, or the first of very many. */
    public List<ChildRelationship> referrers() {
        return table.childRelationships().stream().limit(MOST).toList();
    }

    /** What a column refers to: all of it, or the first of very many. */
    public List<String> targets(FieldDescribe field) {
        return field.referenceTo().stream().limit(MOST_TARGETS).toList();
    }

    /** How many tables a column refers to beside those that are shown. */
    public int furtherTargets(FieldDescribe field) {
        return Math.max(0, field.referenceTo().size() - MOST_TARGETS);
    }

    /** Where a table's own page is. */
    public String path(String of) {
        return "/data-servers/" + server + "/tables/" + of;
    }

    /** Its relationships as a drawing. */
    public RelationshipDiagram diagram() {
        return RelationshipDiagram.of(table, imported);
    }

    private List<FieldDescribe> found() {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        return table.fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || field.label().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /** Which of the columns are shown, and the ways to the others. */
    public Pager pager() {
        return new Pager(path(table.name()), search, offset, MOST, found().size());
    }

    /** A field's type with its size, such as {@code string(255)}. */
    public String type(FieldDescribe field) {
        String size = "";
        if (field.length() > 0) {
            size = "(" + field.length() + ")";
        } else if (field.precision() > 0) {
            size = "(" + field.precision() + ", " + field.scale() + ")";
        }
        return field.type().wireName() + size;
    }

    /** What a field is besides. */
    public String remarks(FieldDescribe field) {
        StringBuilder remarks = new StringBuilder();
        add(remarks, !field.nillable(), "required");
        add(remarks, field.unique(), "unique");
        add(remarks, field.externalId(), "external id");
        add(remarks, field.calculated(), "formula");
        add(remarks, !field.createable() && !field.updateable(), "read-only");
        return remarks.toString();
    }

    private static void add(StringBuilder remarks, boolean holds, String remark) {
        if (holds) {
            remarks.append(remarks.isEmpty() ? "" : ", ").append(remark);
        }
    }

    @Override
    public String template() {
        return "table.jte";
    }
}
