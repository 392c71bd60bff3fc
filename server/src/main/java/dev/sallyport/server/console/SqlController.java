package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** SQL. Statements travel in the body of requests: their values are the org's data, which belong in no address. */
@Controller
@RequestMapping("/sql")
class SqlController {
    private static final int ROWS = 100;

    private final Catalog catalog;
    private final QueryRuns queries;

    SqlController(Catalog catalog, QueryRuns queries) {
        this.catalog = catalog;
        this.queries = queries;
    }

    @Needs(Role.ANALYST)
    @GetMapping
    Page empty(@RequestParam(defaultValue = "") String server) {
        String chosen = server.isEmpty() ? servers().stream().findFirst().orElse("") : server;
        return page(chosen, "", false, null, null);
    }

    /**
     * Runs a statement.
     *
     * @param open the statement whose rows the page showed, to be given up for this one; empty for none
     */
    @Needs(Role.ANALYST)
    @PostMapping
    Page run(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "false") boolean explain,
            @RequestParam(defaultValue = "") String open,
            @AuthenticationPrincipal SignedIn whose) {
        giveUp(open, whose);
        if (sql.isBlank()) {
            return page(server, sql, explain, null, Alert.bad("There is no statement.", "Type one."));
        }
        try {
            String id = UUID.randomUUID().toString();
            QueryRuns.Rows rows = queries.run(
                    new QueryRuns.Request(id, server, sql, ROWS, explain),
                    whose.userName(),
                    whose.role().includes(Role.EDITOR));
            return page(server, sql, explain, rows, null);
        } catch (SQLException | SallyportException e) {
            return page(server, sql, explain, null, Alert.of(e));
        }
    }

    /** The rows behind those that the page showed. */
    @Needs(Role.ANALYST)
    @PostMapping("/next")
    Page next(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String open,
            @AuthenticationPrincipal SignedIn whose) {
        try {
            return page(server, sql, false, queries.next(open, ROWS, whose.userName()), null);
        } catch (SQLException | SallyportException e) {
            return page(server, sql, false, null, Alert.of(e));
        }
    }

    private void giveUp(String open, SignedIn whose) {
        if (open.isEmpty()) {
            return;
        }
        try {
            queries.cancel(open, whose.userName());
        } catch (ServerException e) {
            // It has ended meanwhile.
        }
    }

    private Page page(
            String server, String sql, boolean explained, QueryRuns.@Nullable Rows rows, @Nullable Alert alert) {
        List<String> tables = catalog.servers().find(server).isEmpty()
                ? List.of()
                : catalog.tables().list(server).stream()
                        .map(ImportedTable::name)
                        .toList();
        return new SqlPage(server, servers(), tables, sql, explained, rows, alert);
    }

    private List<String> servers() {
        return catalog.servers().list().stream().map(DataServer::name).toList();
    }
}
