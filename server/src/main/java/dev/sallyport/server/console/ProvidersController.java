package dev.sallyport.server.console;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.ProviderAdministration;
import dev.sallyport.server.console.ProvidersPage.Row;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/**
 * Security Providers. A page that changes something answers a form that cannot be with the same form and what is wrong,
 * and one that can with a redirect: loading the page again sends nothing twice.
 */
@Controller
@RequestMapping("/security-providers")
class ProvidersController {
    private static final String PATH = "/security-providers";

    private final Catalog catalog;
    private final ProviderAdministration administration;
    private final ProviderPages pages;
    private final JsonMapper json;

    ProvidersController(Catalog catalog, ProviderAdministration administration, ProviderPages pages, JsonMapper json) {
        this.catalog = catalog;
        this.administration = administration;
        this.pages = pages;
        this.json = json;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "") String search, @RequestParam(required = false) @Nullable String deleted) {
        return list(search, deleted == null ? null : Alert.good("The security provider is deleted."));
    }

    private Page list(String search, @Nullable Alert alert) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        List<SecurityProvider> found = catalog.providers().list().stream()
                .filter(provider -> provider.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        Predicate<SecurityProvider> signsPeopleIn = provider -> provider.type() == ProviderType.OPENID_CONNECT;
        return new ProvidersPage(search, rows(found, signsPeopleIn), rows(found, signsPeopleIn.negate()), alert);
    }

    private static List<Row> rows(List<SecurityProvider> providers, Predicate<SecurityProvider> which) {
        return providers.stream()
                .filter(which)
                .map(provider -> new Row(
                        provider.name(),
                        provider.type().label(),
                        provider instanceof OAuthProvider oauth ? oauth.grant().label() : provider.authenticationType(),
                        provider.enabled()))
                .toList();
    }

    /**
     * An empty form. No provider's name begins with an underscore.
     *
     * @param panel {@code user} for one that signs people in
     */
    @Needs(Role.EDITOR)
    @GetMapping("/_new")
    Page fresh(@RequestParam(defaultValue = "") String panel) {
        ProviderType type = panel.equals("user") ? ProviderType.OPENID_CONNECT : ProviderType.OAUTH;
        return new ProviderPage(ProviderIntoForm.fresh(type), 0, Map.of(), null);
    }

    /**
     * The form as it was typed, with a row more or less; nothing is stored.
     *
     * @param add what to add: {@code endpoints}, {@code preset}, or a kind of row
     * @param remove which row goes, such as {@code credential.1}
     */
    @Needs(Role.EDITOR)
    @PostMapping("/_form")
    Page edit(
            @RequestParam MultiValueMap<String, String> sent,
            @RequestParam(defaultValue = "0") long version,
            @RequestParam(defaultValue = "") String add,
            @RequestParam(defaultValue = "") String remove) {
        ProviderForm form = ProviderForm.of(sent);
        Alert alert = form.hasSecrets()
                ? Alert.good("Type the secrets again before you save: a page never shows one.")
                : null;
        try {
            form = ProviderFormEdits.edited(form, add, remove);
        } catch (SallyportException e) {
            alert = Alert.of(e);
        }
        SecurityProvider stored =
                version == 0 ? null : catalog.providers().find(form.get("name")).orElse(null);
        return new ProviderPage(form.withoutSecrets(), version, FormIntoDocument.secretStates(stored), alert);
    }

    @Needs(Role.VIEWER)
    @GetMapping("/{name}")
    Page show(@PathVariable String name, @RequestParam(required = false) @Nullable String saved) {
        return pages.of(catalog.providers().getVersioned(name), saved == null ? null : Alert.good("Saved."));
    }

    @Needs(Role.EDITOR)
    @PostMapping
    @Nullable
    Page create(@RequestParam MultiValueMap<String, String> sent, HttpServletResponse response) throws IOException {
        ProviderForm form = ProviderForm.of(sent);
        try {
            Versioned<SecurityProvider> created =
                    administration.create(FormIntoDocument.provider(form, null, catalog, json));
            response.sendRedirect(PATH + "/" + created.value().name() + "?saved");
            return null;
        } catch (SallyportException e) {
            FormErrors errors = errors(form, e);
            return new ProviderPage(form.withoutSecrets(), 0, Map.of(), errors, alert(form, errors, e));
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{name}")
    @Nullable
    Page update(
            @PathVariable String name,
            @RequestParam long version,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletResponse response)
            throws IOException {
        SecurityProvider before = catalog.providers().get(name);
        ProviderForm form = ProviderForm.of(sent)
                .with("name", name)
                .with("type", before.type().label());
        try {
            administration.update(FormIntoDocument.provider(form, before, catalog, json), version);
            response.sendRedirect(PATH + "/" + name + "?saved");
            return null;
        } catch (SallyportException e) {
            // With the version that the form came with: to send it again must not pass over another's change.
            FormErrors errors = errors(form, e);
            return pages.refused(
                    new Versioned<>(before, version), form.withoutSecrets(), errors, alert(form, errors, e));
        }
    }

    private static FormErrors errors(ProviderForm form, SallyportException refusal) {
        return FormErrors.of(refusal, place -> FieldsOfProvider.field(form, place));
    }

    private static Alert alert(ProviderForm form, FormErrors errors, SallyportException refusal) {
        Alert alert = errors.alert(refusal);
        return form.hasSecrets()
                ? Alert.bad(
                        alert.message(), (alert.advice() + " Type the secrets again: a page never shows one.").strip())
                : alert;
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
}
