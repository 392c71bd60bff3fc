package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.ImportedTables;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.administration.TableImports;
import dev.sallyport.server.administration.TableImports.RemoteTable;
import dev.sallyport.server.signin.SignInChallenge;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.Pages;
import dev.sallyport.server.web.ProgressStreams;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The tables of a data server: those that are imported, and the choice of more. */
@Controller
@RequestMapping("/data-servers/{server}")
class TablesController {
    private final Catalog catalog;
    private final TableImports imports;
    private final ProgressStreams streams;
    private final Pages pages;

    TablesController(Catalog catalog, TableImports imports, ProgressStreams streams, Pages pages) {
        this.streams = streams;
        this.pages = pages;
        this.catalog = catalog;
        this.imports = imports;
    }

    @Needs(Role.VIEWER)
    @GetMapping("/tables")
    Page list(
            @PathVariable String server,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int offset) {
        return list(server, search, Math.max(0, offset), null, null);
    }

    private Page list(
            String server, String search, int offset, TableImports.@Nullable Result imported, @Nullable Alert alert) {
        ImportedTables.Found found = catalog.tables().search(server, search.strip(), offset, TablesPage.MOST);
        return new TablesPage(server, search, offset, found, imports.underWay(server), imported, alert);
    }

    /** Asks the org for its tables: one API call. No table's name begins with an underscore. */
    @Needs(Role.EDITOR)
    @GetMapping({"/tables/_import", "/tables/_preview"})
    Page choose(@PathVariable String server, @RequestParam(defaultValue = "") String search, Principal whose) {
        catalog.servers().get(server);
        return choose(server, search, Set.of(), null, null, whose.getName());
    }

    /** The same with what is ticked, which is too much for an address. */
    @Needs(Role.EDITOR)
    @PostMapping("/tables/_import")
    Page chooseOn(
            @PathVariable String server,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable List<String> table,
            Principal whose) {
        return choose(server, search, chosen(table), null, null, whose.getName());
    }

    private Page choose(
            String server,
            String search,
            Set<String> chosen,
            @Nullable List<String> preview,
            @Nullable Alert alert,
            String user) {
        List<RemoteTable> found;
        Alert shown = alert;
        try {
            found = imports.remote(server, search.strip(), user);
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            found = List.of();
            shown = Alert.of(e);
        }
        List<RemoteTable> tables = found.stream().limit(TablesPage.MOST).toList();
        return new ImportPage(server, search, tables, found.size(), anyImported(server), chosen, preview, shown);
    }

    private boolean anyImported(String server) {
        return catalog.tables().search(server, "", 0, 1).total() > 0;
    }

    /** What an import would change; nothing is stored. */
    @Needs(Role.EDITOR)
    @PostMapping("/tables/_preview")
    Page preview(
            @PathVariable String server,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable List<String> table,
            @AuthenticationPrincipal SignedIn whose) {
        Set<String> chosen = chosen(table);
        try {
            Drift drift = imports.prepare(server, choice(server, chosen), false, whose)
                    .preview();
            List<String> lines = DriftLines.of(drift);
            return choose(server, search, chosen, lines, null, whose.userName());
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            return choose(server, search, chosen, null, Alert.of(e), whose.userName());
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/tables")
    Page importTables(
            @PathVariable String server,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable List<String> table,
            @AuthenticationPrincipal SignedIn whose) {
        Set<String> chosen = chosen(table);
        try {
            TableImports.Result result = imports.prepare(server, choice(server, chosen), false, whose)
                    .run(progress -> {});
            return list(server, "", 0, result, null);
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            return choose(server, search, chosen, null, Alert.of(e), whose.userName());
        }
    }

    /** The same for a page that shows how far it has come. */
    @Needs(Role.EDITOR)
    @PostMapping(path = "/tables", params = "stream")
    SseEmitter watchImport(
            @PathVariable String server,
            @RequestParam(required = false) @Nullable List<String> table,
            @AuthenticationPrincipal SignedIn whose) {
        TableImports.Prepared prepared = imports.prepare(server, choice(server, chosen(table)), false, whose);
        return streams.openForPage(progress -> {
            TableImports.Result result = prepared.run(step -> tell(progress, step));
            return pages.part("imported.jte", Map.of("imported", result));
        });
    }

    private void tell(ProgressStreams.Progress progress, TableImports.Progress step) {
        progress.event("status", TablesPage.step(step));
        progress.event("row", pages.part("stepRow.jte", Map.of("step", TablesPage.step(step))));
    }

    /** Tells a page of an import that somebody has asked for, perhaps at another node. */
    @Needs(Role.VIEWER)
    @GetMapping("/tables/_imports/{id}")
    SseEmitter follow(@PathVariable String id) {
        imports.get(id);
        return streams.followForPage(progress -> {
            TableImports.ImportJob job = imports.follow(id, step -> tell(progress, step), progress::isHeard);
            return job.result() == null
                    ? pages.part("form/alert.jte", Map.of("alert", TablesPage.ended(job)))
                    : pages.part("imported.jte", Map.of("imported", job.result()));
        });
    }

    @Needs(Role.EDITOR)
    @PostMapping("/tables/_imports/{id}/cancel")
    Page cancel(@PathVariable String server, @PathVariable String id) {
        imports.cancel(id);
        return list(server, "", 0, null, Alert.good("The import is cancelled. Nothing of it is stored."));
    }

    @Needs(Role.VIEWER)
    @GetMapping("/tables/{table}")
    Page show(
            @PathVariable String server,
            @PathVariable String table,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int offset) {
        SObjectDescribe described = catalog.tables().describe(server, table);
        Set<String> imported = catalog.tables().sObjects(server).names();
        boolean ofOrg = catalog.servers().get(server) instanceof SalesforceServer;
        return new TablePage(server, ofOrg, described, imported, search, Math.max(0, offset));
    }

    private static Set<String> chosen(@Nullable List<String> tables) {
        return tables == null ? Set.of() : new TreeSet<>(tables);
    }

    /** What is ticked; those that are imported, where nothing is. */
    private TableImports.Choice choice(String server, Set<String> chosen) {
        if (chosen.isEmpty() && !anyImported(server)) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "No table is ticked, and none is imported from " + server + " yet.",
                    "Tick the tables to import.");
        }
        return new TableImports.Choice(false, List.copyOf(chosen));
    }
}
