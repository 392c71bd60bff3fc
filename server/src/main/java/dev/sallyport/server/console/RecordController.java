package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.query.FieldValue;
import dev.sallyport.server.query.Records;
import dev.sallyport.server.signin.SignInChallenge;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One record of a table: insert, update, delete. Its fields' names begin with {@code field.} in the form. */
@Controller
@RequestMapping("/data-servers/{server}/tables/{table}/rows")
class RecordController {
    private final Catalog catalog;
    private final Records records;

    RecordController(Catalog catalog, Records records) {
        this.catalog = catalog;
        this.records = records;
    }

    @Needs(Role.EDITOR)
    @GetMapping("/_new")
    Page fresh(
            @PathVariable String server,
            @PathVariable String table,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int offset) {
        RecordForm form = RecordForm.fresh(server, catalog.tables().describe(server, table), search, offset);
        return new RecordPage(form, Map.of(), null);
    }

    /** The form as it was typed; nothing is written. */
    @Needs(Role.EDITOR)
    @PostMapping("/_form")
    Page again(@PathVariable String server, @PathVariable String table, @RequestParam Map<String, String> sent) {
        return new RecordPage(RecordForm.typed(server, catalog.tables().describe(server, table), sent), Map.of(), null);
    }

    @Needs(Role.EDITOR)
    @GetMapping("/{id}")
    Page show(
            @PathVariable String server,
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(required = false) @Nullable String saved,
            Principal whose) {
        return page(server, table, id, search, offset, whose, saved == null ? null : Alert.good("Saved."));
    }

    private Page page(
            String server, String table, String id, String search, int offset, Principal whose, @Nullable Alert alert) {
        SObjectDescribe described = catalog.tables().describe(server, table);
        RecordForm empty = RecordForm.of(server, described, id, search, offset);
        List<FieldDescribe> read = new ArrayList<>(empty.fields());
        Optional<FieldDescribe> stamp = Records.stamp(described);
        stamp.filter(field -> !read.contains(field)).ifPresent(read::add);
        Map<String, @Nullable String> values = values(server, described, read, id, whose);
        return new RecordPage(
                empty.with(values, stamp.map(field -> values.get(field.name())).orElse("")), Map.of(), alert);
    }

    private Map<String, @Nullable String> values(
            String server, SObjectDescribe table, List<FieldDescribe> fields, String id, Principal whose) {
        try {
            return records.get(server, table, fields, id, whose.getName());
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            throw e;
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/_create")
    @Nullable
    Page create(
            @PathVariable String server,
            @PathVariable String table,
            @RequestParam Map<String, String> sent,
            Principal whose,
            HttpServletResponse response)
            throws IOException {
        SObjectDescribe described = catalog.tables().describe(server, table);
        RecordForm form = RecordForm.typed(server, described, sent);
        return write(form, values -> records.insert(server, described, values, whose.getName()), response);
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{id}")
    @Nullable
    Page update(
            @PathVariable String server,
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam Map<String, String> sent,
            Principal whose,
            HttpServletResponse response)
            throws IOException {
        SObjectDescribe described = catalog.tables().describe(server, table);
        RecordForm form = RecordForm.typed(server, described, sent);
        return write(
                form, values -> records.update(server, described, id, form.stamp(), values, whose.getName()), response);
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{id}/delete")
    @Nullable
    Page delete(
            @PathVariable String server,
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stamp,
            Principal whose,
            HttpServletResponse response)
            throws IOException {
        SObjectDescribe described = catalog.tables().describe(server, table);
        try {
            Records.Written written = records.delete(server, described, id, stamp, whose.getName());
            if (written.errors().isEmpty()) {
                response.sendRedirect("/data-servers/" + server + "/tables/" + described.name() + "/rows?deleted");
                return null;
            }
            return page(server, table, id, "", 0, whose, refused(written.errors()));
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            return page(server, table, id, "", 0, whose, Alert.of(e));
        }
    }

    /** Writes to the org. */
    private interface Write {
        Records.Written with(Map<String, @Nullable Object> values);
    }

    /** Errors go to the fields that they are about; the others to the top of the page. */
    private static @Nullable Page write(RecordForm form, Write write, HttpServletResponse response) throws IOException {
        Map<String, String> errors = new LinkedHashMap<>();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldDescribe field : form.changed()) {
            try {
                values.put(field.name(), FieldValue.parse(field, form.text(field)));
            } catch (FieldValue.Malformed e) {
                errors.put(field.name(), e.advice());
            }
        }
        if (!errors.isEmpty()) {
            return new RecordPage(form, errors, Alert.bad("Nothing was written.", "Correct the fields that say why."));
        }
        try {
            Records.Written written = write.with(values);
            if (written.errors().isEmpty()) {
                response.sendRedirect(form.path() + "/" + written.id() + "?saved");
                return null;
            }
            List<RecordError> others = new ArrayList<>();
            for (RecordError error : written.errors()) {
                List<String> shown = error.fields().stream().filter(form::shows).toList();
                shown.forEach(field -> errors.merge(field, error.message(), (one, other) -> one + " " + other));
                if (shown.isEmpty()) {
                    others.add(error);
                }
            }
            return new RecordPage(
                    form,
                    errors,
                    others.isEmpty()
                            ? Alert.bad("Salesforce refused it.", "Correct the fields that say why.")
                            : refused(others));
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            return new RecordPage(form, errors, Alert.of(e));
        }
    }

    private static Alert refused(List<RecordError> errors) {
        return Alert.bad(
                "Salesforce refused it: "
                        + String.join(
                                " ", errors.stream().map(RecordError::toString).toList()),
                "");
    }
}
