package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.query.Suggestions;
import dev.sallyport.server.signin.SignInChallenge;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Downloads;
import dev.sallyport.server.web.Pages;
import dev.sallyport.transfer.format.RowsFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** What the SQL page's script and its downloads ask for. */
@Controller
@RequestMapping("/sql")
class SqlExportController {
    private static final String REQUEST_ID = "X-Request-Id";

    private final QueryRuns queries;
    private final Suggestions suggestions;
    private final Pages pages;
    private final SqlPages sqlPages;

    SqlExportController(QueryRuns queries, Suggestions suggestions, Pages pages, SqlPages sqlPages) {
        this.sqlPages = sqlPages;
        this.queries = queries;
        this.suggestions = suggestions;
        this.pages = pages;
    }

    /**
     * Runs a statement that writes nothing, and sends all its rows as they come. If it fails on the way the connection
     * breaks: half a file is not to look whole.
     */
    @Needs(Role.ANALYST)
    @PostMapping("/export")
    void export(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String format,
            @AuthenticationPrincipal SignedIn whose,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, SQLException {
        // What is not among the choices was not made by the page: the first stands for it.
        RowsFormat chosen = RowsFormat.labelled(format).orElse(RowsFormat.CSV);
        try {
            queries.export(server, sql, whose.userName(), columns -> {
                response.setContentType(chosen.contentType());
                response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Downloads.as(server + "." + chosen.ending()));
                return chosen.open(response.getOutputStream(), columns);
            });
        } catch (SQLException | IOException | SallyportException e) {
            if (response.isCommitted()) {
                throw e;
            }
            String requestId = response.getHeader(REQUEST_ID);
            response.reset();
            response.setHeader(REQUEST_ID, requestId);
            SignInChallenge.passOn(e);
            Exception told = e instanceof IOException unwritten ? Downloads.unwritable(unwritten) : e;
            // On the page that it came from, with the statement.
            pages.write(sqlPages.of(server, sql, false, null, Alert.of(told), whose), request, response);
        }
    }

    /**
     * Words that a statement may go on with.
     *
     * @param before what of the statement is before the cursor and what is begun there
     * @param prefix what they begin with, in any case
     */
    @Needs(Role.ANALYST)
    @PostMapping("/words")
    @ResponseBody
    List<String> words(
            @RequestParam String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String prefix) {
        return suggestions.of(server, sql, before, prefix);
    }
}
