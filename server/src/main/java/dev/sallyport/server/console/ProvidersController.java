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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

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

    ProvidersController(Catalog catalog, ProviderAdministration administration) {
        this.catalog = catalog;
        this.administration = administration;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Page list(@RequestParam(defaultValue = "") String search) {
        return list(search, null);
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
                        provider instanceof OAuthProvider oauth ? oauth.grant().label() : "",
                        provider.enabled()))
                .toList();
    }

    /** No provider's name begins with an underscore. */
    @Needs(Role.EDITOR)
    @GetMapping("/_new")
    Page fresh() {
        return new ProviderPage(ProviderForm.fresh(), 0, false, true, List.of(), "/signin-{Name}", null);
    }

    @Needs(Role.VIEWER)
    @GetMapping("/{name}")
    Page show(@PathVariable String name, @RequestParam(required = false) @Nullable String saved) {
        Versioned<SecurityProvider> stored = catalog.providers().getVersioned(name);
        return page(stored, null, saved == null ? null : Alert.good("Saved."));
    }

    @Needs(Role.EDITOR)
    @PostMapping
    @Nullable
    Page create(@ModelAttribute ProviderForm form, HttpServletResponse response) throws IOException {
        try {
            Versioned<SecurityProvider> created = administration.create(form.provider(null));
            response.sendRedirect(PATH + "/" + created.value().name() + "?saved");
            return null;
        } catch (SallyportException e) {
            return new ProviderPage(
                    form.withoutSecret(), 0, false, true, List.of(), "/signin-" + form.name(), Alert.of(e));
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{name}")
    @Nullable
    Page update(
            @PathVariable String name,
            @RequestParam long version,
            @ModelAttribute ProviderForm form,
            HttpServletResponse response)
            throws IOException {
        Versioned<SecurityProvider> stored = catalog.providers().getVersioned(name);
        if (!(stored.value() instanceof OAuthProvider before)) {
            return page(stored, null, Alert.bad("This form is of OAuth providers.", "Use the API for other types."));
        }
        try {
            administration.update(form.provider(before), version);
            response.sendRedirect(PATH + "/" + name + "?saved");
            return null;
        } catch (SallyportException e) {
            // With the version that the form came with: to send it again must not pass over another's change.
            return page(new Versioned<>(before, version), form.withoutSecret(), Alert.of(e));
        }
    }

    @Needs(Role.EDITOR)
    @PostMapping("/{name}/delete")
    @Nullable
    Page delete(@PathVariable String name, HttpServletResponse response) throws IOException {
        try {
            administration.delete(name);
            response.sendRedirect(PATH);
            return null;
        } catch (SallyportException e) {
            return list("", Alert.of(e));
        }
    }

    private static Page page(Versioned<SecurityProvider> stored, @Nullable ProviderForm typed, @Nullable Alert alert) {
        SecurityProvider provider = stored.value();
        boolean editable = provider instanceof OAuthProvider;
        ProviderForm form = typed;
        if (form == null) {
            form = provider instanceof OAuthProvider oauth
                    ? ProviderForm.of(oauth)
                    : ProviderForm.of(OAuthProvider.named(provider.name()).build());
        }
        boolean secretIsSet = provider instanceof OAuthProvider oauth
                && oauth.credentials().client().clientSecret() != null;
        return new ProviderPage(
                form,
                stored.version(),
                secretIsSet,
                editable,
                provider.warnings(),
                "/signin-" + provider.name(),
                alert);
    }
}
