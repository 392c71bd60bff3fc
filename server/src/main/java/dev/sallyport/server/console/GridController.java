package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.query.Condition;
import dev.sallyport.server.query.FieldValue;
import dev.sallyport.server.query.Records;
import dev.sallyport.server.signin.SignInChallenge;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The rows of a table, a page at a time. What they are narrowed down by is the org's data: it travels in the body. */
@Controller
@RequestMapping("/data-servers/{server}/tables/{table}/rows")
class GridController {
    private final Catalog catalog;
    private final Records records;

    GridController(Catalog catalog, Records records) {
        this.catalog = catalog;
        this.records = records;
    }

    @Needs(Role.ANALYST)
    @GetMapping
    Page first(
            @PathVariable String server,
            @PathVariable String table,
            @RequestParam(required = false) @Nullable String deleted,
            Principal whose) {
        Alert alert = deleted == null ? null : Alert.good("The row is deleted.");
        return page(server, table, new GridForm("", "", "", "", "", "", 0, ""), alert, whose);
    }

    @Needs(Role.ANALYST)
    @PostMapping
    Page some(@PathVariable String server, @PathVariable String table, @ModelAttribute GridForm form, Principal whose) {
        return page(server, table, form.turned(), null, whose);
    }

    private Page page(String server, String table, GridForm form, @Nullable Alert alert, Principal whose) {
        SObjectDescribe described = catalog.tables().describe(server, table);
        List<FieldDescribe> fields = fields(described, form.columns());
        String unknown = unknown(described, form.columns());
        if (!unknown.isEmpty()) {
            return refused(
                    server,
                    described,
                    form,
                    fields,
                    Alert.bad(
                            "There is no column " + unknown + " in " + described.name() + ".",
                            "The table's page lists its columns; empty shows the first ones."));
        }
        FieldDescribe sort = described.fields().stream()
                .filter(field -> field.name().equals(form.sort()) && field.sortable())
                .findFirst()
                .orElseGet(() -> field(described, "Id"));
        try {
            List<List<@Nullable String>> rows = records.list(
                    server,
                    described,
                    fields,
                    new Records.Window(
                            condition(described, form),
                            sort,
                            form.direction().equals(GridForm.DESCENDING),
                            form.offset(),
                            GridForm.SIZE + 1),
                    whose.getName());
            boolean more = rows.size() > GridForm.SIZE && form.offset() + GridForm.SIZE <= Records.FURTHEST;
            return new GridPage(
                    server,
                    described,
                    form,
                    fields,
                    rows.subList(0, Math.min(rows.size(), GridForm.SIZE)),
                    more,
                    alert);
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            return refused(server, described, form, fields, Alert.of(e));
        } catch (FieldValue.Malformed e) {
            return refused(
                    server,
                    described,
                    form,
                    fields,
                    Alert.bad("\"" + form.value() + "\" is no value of " + form.field() + ".", e.advice()));
        }
    }

    private static GridPage refused(
            String server, SObjectDescribe table, GridForm form, List<FieldDescribe> fields, Alert why) {
        return new GridPage(server, table, form, fields, List.of(), false, why);
    }

    private static @Nullable Condition condition(SObjectDescribe table, GridForm form) throws FieldValue.Malformed {
        FieldDescribe field = table.fields().stream()
                .filter(candidate -> candidate.name().equals(form.field()) && candidate.filterable())
                .findFirst()
                .orElse(null);
        return field == null
                ? null
                : new Condition(field, Condition.Operator.of(form.operator()), FieldValue.parse(field, form.value()));
    }

    /** The first of the columns that somebody wants and that are not there; empty if all are. */
    private static String unknown(SObjectDescribe table, String columns) {
        return Arrays.stream(columns.strip().split("[,\\s]+", -1))
                .filter(wanted -> !wanted.isEmpty()
                        && table.fields().stream()
                                .noneMatch(field -> field.name().equalsIgnoreCase(wanted)))
                .findFirst()
                .orElse("");
    }

    /** The columns that somebody wants, or the first ones; the id always. */
    private static List<FieldDescribe> fields(SObjectDescribe table, String columns) {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add("id");
        for (String column : columns.split("[,\\s]+", -1)) {
            wanted.add(column.toLowerCase(Locale.ROOT));
        }
        List<FieldDescribe> shown = new ArrayList<>();
        shown.add(field(table, "Id"));
        if (wanted.size() > 2 || !columns.isBlank()) {
            table.fields().stream()
                    .filter(field -> !field.name().equals("Id")
                            && wanted.contains(field.name().toLowerCase(Locale.ROOT)))
                    .forEach(shown::add);
            return shown;
        }
        table.fields().stream().filter(FieldDescribe::nameField).forEach(shown::add);
        table.fields().stream()
                .filter(field -> !shown.contains(field) && !field.type().isCompound() && field.filterable())
                .limit(GridForm.COLUMNS - shown.size())
                .forEach(shown::add);
        return shown;
    }

    private static FieldDescribe field(SObjectDescribe table, String name) {
        return table.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(table.fields().get(0));
    }
}
