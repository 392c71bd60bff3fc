package dev.sallyport.server.console;

import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.ConnectionTests;
import dev.sallyport.server.administration.ServerAdministration;
import dev.sallyport.server.console.ServersPage.Row;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.Pages;
import dev.sallyport.server.web.ProgressStreams;
import dev.sallyport.server.web.SignInLink;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Data Servers, and Test Connection. */
@Controller
@RequestMapping("/data-servers")
class ServersController {
    private static final String PATH = "/data-servers";

    private final Catalog catalog;
    private final ServerAdministration administration;
    private final ConnectionTests tests;
    private final ProgressStreams streams;
    private final Pages pages;

    ServersController(
            Catalog catalog,
            ServerAdministration administration,
            ConnectionTests tests,
            ProgressStreams streams,
            Pages pages) {
        this.streams = streams;
        this.pages = pages;
        this.catalog = catalog;
        this.administration = administration;
        this.tests = tests;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "") String search, @RequestParam(required = false) @Nullable String deleted) {
        return list(search, deleted == null ? null : Alert.good("The data server is deleted."));
    }

    private Page list(String search, @Nullable Alert alert) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        Map<String, Integer> tables = catalog.tables().counts();
        List<Row> rows = catalog.servers().list().stream()
                .filter(server -> server.name().toLowerCase(Locale.ROOT).contains(wanted))
                .map(server -> new Row(
                        server.name(),
                        server.type().label(),
                        server instanceof SalesforceServer org ? org.securityProvider() : "",
                        server.address(),
                        tables.getOrDefault(server.name(), 0)))
                .toList();
        return new ServersPage(search, rows, alert);
    }

    /** No data server's name begins with an underscore. */
    @Needs(Role.EDITOR)
    @GetMapping("/_new")
    Page fresh() {
        return new ServerPage(ServerForm.fresh(), 0, providers(), null, List.of(), FormErrors.NONE, null);
    }

    /** The form as it was typed; nothing is stored. */
    @Needs(Role.EDITOR)
    @PostMapping("/_form")
    Page again(@ModelAttribute ServerForm form, @RequestParam(defaultValue = "0") long version) {
        return new ServerPage(form, version, providers(), null, List.of(), FormErrors.NONE, null);
    }

    @Needs(Role.VIEWER)
    @GetMapping("/{name}")
    Page show(@PathVariable String name, @RequestParam(required = false) @Nullable String saved) {
        return page(name, List.of(), saved == null ? null : Alert.good("Saved. Test the connection next."));
    }

    @Needs(Role.EDITOR)
    @PostMapping
    @Nullable
    Page create(@ModelAttribute ServerForm form, HttpServletResponse response) throws IOException {
        try {
            Versioned<DataServer> created =
                    administration.create(form.server(form.name().strip()));
            response.sendRedirect(PATH + "/" + created.value().name() + "?saved");
            return null;
        } catch (SallyportException e) {
            FormErrors errors = errors(e);
            return new ServerPage(form, 0, providers(), null, List.of(), errors, errors.alert(e));
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{name}")
    @Nullable
    Page update(
            @PathVariable String name,
            @RequestParam long version,
            @ModelAttribute ServerForm form,
            HttpServletResponse response)
            throws IOException {
        try {
            administration.update(form.server(name), version);
            response.sendRedirect(PATH + "/" + name + "?saved");
            return null;
        } catch (SallyportException e) {
            ServerForm typed = form.named(name);
            FormErrors errors = errors(e);
            return new ServerPage(typed, version, providers(), null, List.of(), errors, errors.alert(e));
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{name}/test")
    Page test(@PathVariable String name, Principal whose) {
        List<Check> checks = tests.prepare(name, whose.getName()).run(check -> {});
        return page(name, checks, null);
    }

    /** The same for a page that shows each check as it ends. */
    @Needs(Role.EDITOR)
    @PostMapping(path = "/{name}/test", params = "stream")
    SseEmitter watchTest(@PathVariable String name, Principal whose) {
        ConnectionTests.Prepared prepared = tests.prepare(name, whose.getName());
        return streams.openForPage(progress -> {
            List<Check> checks = prepared.run(check -> {
                progress.event("status", check.step().label() + ": " + ServerPage.outcome(check));
                progress.event("row", pages.part("checkRow.jte", Map.of("check", check)));
            });
            return pages.part("form/alert.jte", Map.of("alert", ServerPage.verdict(checks)));
        });
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{name}/delete")
    @Nullable
    Page delete(@PathVariable String name, HttpServletResponse response) throws IOException {
        try {
            administration.delete(name, null);
            response.sendRedirect(PATH + "?deleted");
            return null;
        } catch (SallyportException e) {
            return list("", Alert.of(e));
        }
    }

    private Page page(String name, List<Check> checks, @Nullable Alert alert) {
        Versioned<DataServer> stored = catalog.servers().getVersioned(name);
        return new ServerPage(
                ServerForm.of(stored.value()),
                stored.version(),
                providers(),
                signIn(stored.value()),
                checks,
                FormErrors.NONE,
                alert);
    }

    /** What the catalogue says of a data server's properties is about the fields of the same names. */
    private static FormErrors errors(SallyportException refusal) {
        return FormErrors.of(refusal, place -> place.isEmpty() ? null : place);
    }

    private @Nullable SignInLink signIn(DataServer server) {
        return server instanceof SalesforceServer org
                        && catalog.providers().get(org.securityProvider()) instanceof OAuthProvider provider
                        && provider.grant() instanceof Grant.AuthorizationCode
                ? new SignInLink(provider.name())
                : null;
    }

    private List<String> providers() {
        return catalog.providers().list().stream().map(SecurityProvider::name).toList();
    }
}
