package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.Examinations;
import dev.sallyport.server.signin.SignInChallenge;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.Pages;
import dev.sallyport.server.web.ProgressStreams;
import java.security.Principal;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The doctor on a provider's page. */
@Controller
@RequestMapping("/security-providers/{name}/doctor")
class DoctorController {
    private final Catalog catalog;
    private final Examinations examinations;
    private final ProviderPages providerPages;
    private final ProgressStreams streams;
    private final Pages pages;

    DoctorController(
            Catalog catalog,
            Examinations examinations,
            ProviderPages providerPages,
            ProgressStreams streams,
            Pages pages) {
        this.catalog = catalog;
        this.examinations = examinations;
        this.providerPages = providerPages;
        this.streams = streams;
        this.pages = pages;
    }

    @Needs(Role.EDITOR)
    @PostMapping
    Page examine(@PathVariable String name, Principal whose) {
        Versioned<SecurityProvider> stored = catalog.providers().getVersioned(name);
        try {
            return providerPages.examined(
                    stored, examinations.prepare(name, whose.getName()).run(finding -> {}));
        } catch (SallyportException e) {
            SignInChallenge.passOn(e);
            return providerPages.of(stored, Alert.of(e));
        }
    }

    /** The same for a page that shows each finding as it is made. */
    @Needs(Role.EDITOR)
    @PostMapping(params = "stream")
    SseEmitter watch(@PathVariable String name, Principal whose) {
        Examinations.Prepared prepared = examinations.prepare(name, whose.getName());
        return streams.openForPage(progress -> {
            Examinations.Report report = prepared.run(finding -> {
                progress.event("status", finding.check() + ": " + finding.outcome());
                progress.event("row", pages.part("findingRow.jte", Map.of("finding", finding)));
            });
            return pages.part("fixes.jte", Map.of("report", report));
        });
    }
}
