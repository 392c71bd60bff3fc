package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.activity.SavedStatements;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.signin.SignInChallenge;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.sql.SQLException;
import java.util.UUID;
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

    private final QueryRuns queries;
    private final SavedStatements saved;
    private final SqlPages pages;

    SqlController(QueryRuns queries, SavedStatements saved, SqlPages pages) {
        this.queries = queries;
        this.saved = saved;
        this.pages = pages;
    }

    @Needs(Role.ANALYST)
    @GetMapping
    Page empty(@RequestParam(defaultValue = "") String server, @AuthenticationPrincipal SignedIn whose) {
        return pages.of(server, "", false, null, null, whose);
    }

    /** A statement in its field, to be looked at before it is run. */
    @Needs(Role.ANALYST)
    @PostMapping("/_form")
    Page fill(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @AuthenticationPrincipal SignedIn whose) {
        return pages.of(server, sql, false, null, null, whose);
    }

    /**
     * Runs a statement.
     *
     * @param id by which it can be cancelled while it runs
     * @param open the statement whose rows the page showed, to be given up for this one; empty for none
     */
    @Needs(Role.ANALYST)
    @PostMapping
    Page run(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "false") boolean explain,
            @RequestParam(defaultValue = "") String open,
            @AuthenticationPrincipal SignedIn whose) {
        giveUp(open, whose);
        if (sql.isBlank()) {
            return pages.of(server, sql, explain, null, Alert.bad("There is no statement.", "Type one."), whose);
        }
        try {
            QueryRuns.Rows rows = queries.run(
                    new QueryRuns.Request(id.isEmpty() ? UUID.randomUUID().toString() : id, server, sql, ROWS, explain),
                    whose.userName(),
                    whose.role().includes(Role.EDITOR));
            return pages.of(server, sql, explain, rows, null, whose);
        } catch (SQLException | SallyportException e) {
            SignInChallenge.passOn(e);
            return pages.of(server, sql, explain, null, Alert.of(e), whose);
        }
    }

    /** The rows behind those that the page showed. */
    @Needs(Role.ANALYST)
    @PostMapping("/next")
    Page next(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String open,
            @RequestParam(defaultValue = "0") long shown,
            @AuthenticationPrincipal SignedIn whose) {
        try {
            return pages.of(
                    server, sql, false, queries.next(open, ROWS, whose.userName()), Math.max(0, shown), null, whose);
        } catch (SQLException | SallyportException e) {
            SignInChallenge.passOn(e);
            return pages.of(server, sql, false, null, Alert.of(e), whose);
        }
    }

    /** Ends a statement that runs, or has rows left. */
    @Needs(Role.ANALYST)
    @PostMapping("/cancel")
    Page cancel(
            @RequestParam String id,
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @AuthenticationPrincipal SignedIn whose) {
        giveUp(id, whose);
        return pages.of(server, sql, false, null, Alert.good("The statement is cancelled."), whose);
    }

    @Needs(Role.ANALYST)
    @PostMapping("/save")
    Page save(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String name,
            @AuthenticationPrincipal SignedIn whose) {
        Alert alert;
        try {
            saved.save(whose.userName(), new SavedStatements.Saved(name, server, sql));
            alert = Alert.good("Saved as " + name.strip() + ".");
        } catch (SallyportException e) {
            alert = Alert.of(e);
        }
        return pages.of(server, sql, false, null, alert, whose);
    }

    @Needs(Role.ANALYST)
    @PostMapping("/forget")
    Page forget(@RequestParam String name, @AuthenticationPrincipal SignedIn whose) {
        saved.delete(whose.userName(), name);
        return pages.of("", "", false, null, Alert.good(name + " is deleted."), whose);
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
}
