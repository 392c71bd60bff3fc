package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.export.Exports;
import dev.sallyport.server.export.Exports.Wanted;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Downloads;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.Pages;
import dev.sallyport.server.web.ProgressStreams;
import dev.sallyport.transfer.format.RowsFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Exports whose files are kept: asked for on the SQL page, listed and fetched here. */
@Controller
@RequestMapping("/exports")
class ExportsController {
    private final Exports exports;
    private final ProgressStreams streams;
    private final Pages pages;
    private final SqlPages sqlPages;

    ExportsController(Exports exports, ProgressStreams streams, Pages pages, SqlPages sqlPages) {
        this.exports = exports;
        this.streams = streams;
        this.pages = pages;
        this.sqlPages = sqlPages;
    }

    @Needs(Role.ANALYST)
    @GetMapping
    Page list(@AuthenticationPrincipal SignedIn whose) {
        return list(whose, null);
    }

    private Page list(SignedIn whose, @Nullable Alert alert) {
        return new ExportsPage(exports.list(whose), whose.role().includes(Role.ADMINISTRATOR), alert);
    }

    @Needs(Role.ANALYST)
    @PostMapping
    Page begin(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String sql,
            @RequestParam(defaultValue = "") String format,
            @AuthenticationPrincipal SignedIn whose) {
        // What is not among the choices was not made by the page: the first stands for it.
        RowsFormat chosen = RowsFormat.labelled(format).orElse(RowsFormat.CSV);
        try {
            var unused = exports.begin(server, new Wanted(sql, null, List.of(), null, chosen, null), whose);
            return list(whose, Alert.good("The export has begun. It goes on when you leave."));
        } catch (SallyportException e) {
            // On the page that it came from, with the statement.
            return sqlPages.of(server, sql, false, null, Alert.of(e), whose);
        }
    }

    /** Tells a page how far one is. */
    @Needs(Role.ANALYST)
    @GetMapping("/{id}/progress")
    SseEmitter follow(@PathVariable String id, @AuthenticationPrincipal SignedIn whose) {
        var unused = exports.get(id, whose);
        return streams.followForPage(progress -> {
            Exports.ExportJob ended = exports.follow(
                    id, whose, step -> progress.event("status", ExportsPage.step(step)), progress::isHeard);
            return pages.part("form/alert.jte", Map.of("alert", ExportsPage.outcome(ended)));
        });
    }

    @Needs(Role.ANALYST)
    @GetMapping("/{id}/files/{name}")
    ResponseEntity<Resource> fetch(
            @PathVariable String id, @PathVariable String name, @AuthenticationPrincipal SignedIn whose) {
        Path file = exports.file(id, name, whose);
        RowsFormat format = exports.get(id, whose).wanted().format();
        return Downloads.of(file, format.contentType());
    }

    /** Cancels one that is under way, and removes the files of one that has ended. */
    @Needs(Role.ANALYST)
    @PostMapping("/{id}/remove")
    Page remove(@PathVariable String id, @AuthenticationPrincipal SignedIn whose) {
        boolean underWay = !exports.get(id, whose).state().isEnd();
        exports.remove(id, whose);
        return list(whose, Alert.good(underWay ? "The export is cancelled." : "The export and its files are removed."));
    }
}
