package dev.sallyport.server.console;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.query.Condition;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table.
 *
 * @param server the data server's name
 * @param table its description
 * @param form which rows
 * @param fields the columns that are shown, the id first
 * @param rows their values as text; null for empty ones
 * @param more whether there are others behind them
 * @param alert what is wrong, or what came of the last change; null for nothing
 */
public record GridPage(
        String server,
        SObjectDescribe table,
        GridForm form,
        List<FieldDescribe> fields,
        List<List<@Nullable String>> rows,
        boolean more,
        @Nullable Alert alert)
        implements Page {
    /** Whether there are no rows because something is wrong. */
    public boolean isRefused() {
        return alert != null && alert.kind().equals("bad");
    }

    /** By what rows can be narrowed down; the first is for all. */
    public List<String> filters() {
        return names(table.fields().stream().filter(FieldDescribe::filterable));
    }

    /** What rows can be in order of. */
    public List<String> sorts() {
        return names(table.fields().stream().filter(FieldDescribe::sortable));
    }

    /** How a column is compared. */
    public List<String> operators() {
        return Condition.Operator.labels();
    }

    private static List<String> names(Stream<FieldDescribe> fields) {
        return Stream.concat(Stream.of(""), fields.map(FieldDescribe::name)).toList();
    }

    /** The columns as they are typed. */
    public String columns() {
        return isRefused()
                ? form.columns()
                : String.join(", ", fields.stream().map(FieldDescribe::name).toList());
    }

    /** Whether rows can be made here. */
    public boolean insertable() {
        return table.fields().stream().anyMatch(FieldDescribe::createable);
    }

    @Override
    public String template() {
        return "grid.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}
