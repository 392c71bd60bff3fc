package dev.sallyport.server.console;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * An imported table: columns, relationships, and some rows where somebody has asked for them.
 *
 * @param server the data server's name
 * @param table its description
 * @param rows sample rows; null where nobody has asked
 * @param alert why there are none; null for nothing
 */
public record TablePage(
        String server,
        SObjectDescribe table,
        QueryRuns.@Nullable Rows rows,
        @Nullable Alert alert) implements Page {
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
