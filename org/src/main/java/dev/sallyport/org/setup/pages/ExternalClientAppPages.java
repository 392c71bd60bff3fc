package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.ExternalClientApp;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApp.PluginPolicies;
import dev.sallyport.org.setup.ExternalClientApp.StartPage;
import dev.sallyport.org.setup.ExternalClientApps;
import dev.sallyport.org.setup.ExternalClientApps.Definition;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** External client apps, which the App Manager lists beside connected apps. */
final class ExternalClientAppPages {
    private static final String ROOT = "/setup/external-client-apps";
    private static final String STATE = "distributionState";
    private static final String PLUGIN = "oauthPluginEnabled";
    private static final String START_PAGE = "startPage";
    private static final String FLOW = "clientCredentialsFlow";
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of("name", "apiName", "contactEmail", "description", STATE), AppForms.SETTINGS.stream())
            .toList();
    private static final List<String> POLICIES = Stream.concat(
                    Stream.of(PLUGIN, START_PAGE, FLOW), AppForms.POLICIES.stream())
            .toList();

    private final Setup setup;
    private final ExternalClientApps apps;
    private final AppForms forms;

    ExternalClientAppPages(Setup setup) {
        this.setup = setup;
        this.apps = setup.externalClientApps();
        this.forms = new AppForms(setup);
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, ROOT + "/new", visit -> startNew());
        desk.form(routes, ROOT + "/new", this::create);
        desk.get(routes, ROOT + "/{id}", this::show);
        desk.get(routes, ROOT + "/{id}/edit", this::startEdit);
        desk.form(routes, ROOT + "/{id}/edit", this::edit);
        desk.post(routes, ROOT + "/{id}/delete", this::delete);
        desk.get(routes, ROOT + "/{id}/manage", this::manage);
        desk.get(routes, ROOT + "/{id}/policies", this::startPolicies);
        desk.form(routes, ROOT + "/{id}/policies", this::savePolicies);
        new ConsumerPages(setup, ROOT, apps::get).addTo(routes, desk);
        new AccessPages(setup, ROOT, apps::get).addTo(routes, desk);
    }

    private static Answer startNew() {
        return askNew(AppForms.withSettings(Fields.empty(FIELDS), null).with(STATE, DistributionState.LOCAL.name()));
    }

    private static Answer askNew(Fields form) {
        return Answer.show(new AppFormPage(
                "New External Client App",
                "External Client App",
                ROOT + "/new",
                ConnectedAppPages.APPS,
                true,
                false,
                true,
                form));
    }

    private Sent create(Visit visit) {
        Fields typed = visit.posted(FIELDS);
        return new Sent(
                typed,
                () -> Answer.goTo(path(apps.create(definition(typed, null), visit.actor()))),
                ExternalClientAppPages::askNew);
    }

    private static Definition definition(Fields typed, @Nullable OAuthSettings before) {
        AppForms.requireDefinition(typed);
        return new Definition(
                typed.value("name").strip(),
                typed.text("apiName").orElse(null),
                typed.value("contactEmail").strip(),
                typed.text("description").orElse(null),
                AppForms.constant(DistributionState.class, typed.value(STATE), STATE),
                AppForms.settings(typed, before));
    }

    private Answer show(Visit visit) {
        ExternalClientApp app = app(visit);
        return Answer.show(new AppPage(
                forms.facts(app),
                path(app),
                true,
                Objects.requireNonNullElse(app.description(), ""),
                app.distributionState().label()));
    }

    private Answer startEdit(Visit visit) {
        ExternalClientApp app = app(visit);
        Fields form = Fields.empty(FIELDS)
                .with("name", app.name())
                .with("apiName", app.apiName())
                .with("contactEmail", app.contactEmail())
                .with("description", app.description())
                .with(STATE, app.distributionState().name());
        return askEdit(app, AppForms.withSettings(form, app.oauth()));
    }

    private static Answer askEdit(ExternalClientApp app, Fields form) {
        return Answer.show(new AppFormPage(
                "Edit External Client App: " + app.name(),
                "External Client App",
                path(app) + "/edit",
                path(app),
                false,
                false,
                true,
                form));
    }

    private Sent edit(Visit visit) {
        ExternalClientApp app = app(visit);
        Fields typed = visit.posted(FIELDS);
        return new Sent(
                typed,
                () -> Answer.goTo(path(apps.setDefinition(app, definition(typed, app.oauth()), visit.actor()))),
                form -> askEdit(app, form));
    }

    private Answer delete(Visit visit) {
        apps.delete(app(visit), visit.actor());
        return Answer.goTo(Notice.DELETED.on(ConnectedAppPages.APPS));
    }

    private Answer manage(Visit visit) {
        ExternalClientApp app = app(visit);
        PluginPolicies plugin = app.pluginPolicies();
        Map<String, List<String>> shown = new LinkedHashMap<>();
        shown.put("Enable OAuth", List.of(plugin.oauthPluginEnabled() ? "Enabled" : "Disabled"));
        shown.put("Start Page", List.of(plugin.startPage().label()));
        shown.put("Enable Client Credentials Flow", List.of(plugin.clientCredentialsFlow() ? "Enabled" : "Disabled"));
        return Answer.show(new ManageAppPage(forms.facts(app), path(app), "External Client App", shown));
    }

    private Answer startPolicies(Visit visit) {
        ExternalClientApp app = app(visit);
        PluginPolicies plugin = app.pluginPolicies();
        Fields form = Fields.empty(POLICIES)
                .ticked(PLUGIN, plugin.oauthPluginEnabled())
                .with(START_PAGE, plugin.startPage().name())
                .ticked(FLOW, plugin.clientCredentialsFlow());
        return askPolicies(app, forms.withPolicies(form, app.policies()), false);
    }

    private Sent savePolicies(Visit visit) {
        ExternalClientApp app = app(visit);
        Fields typed = visit.posted(POLICIES);
        if (PolicySteps.isLookUp(typed)) {
            return new Sent(
                    typed,
                    () -> askPolicies(app, PolicySteps.chosen(typed), PolicySteps.isSearch(typed)),
                    form -> askPolicies(app, form, false));
        }
        return new Sent(
                typed,
                () -> {
                    PluginPolicies plugin = new PluginPolicies(
                            typed.isTicked(PLUGIN),
                            AppForms.constant(StartPage.class, typed.value(START_PAGE), START_PAGE),
                            typed.isTicked(FLOW));
                    apps.setPolicies(app, plugin, forms.policies(typed), visit.actor());
                    return Answer.goTo(path(app) + "/manage");
                },
                form -> askPolicies(app, form, false));
    }

    private Answer askPolicies(ExternalClientApp app, Fields form, boolean searched) {
        @Nullable OAuthSettings oauth = app.oauth();
        return Answer.show(new PoliciesPage(
                app.name(),
                path(app) + "/policies",
                path(app) + "/manage",
                oauth != null && oauth.clientCredentialsFlow(),
                true,
                form,
                searched,
                searched ? forms.lookUp(form.value(AppForms.RUN_AS)) : List.of()));
    }

    private ExternalClientApp app(Visit visit) {
        return apps.get(visit.path("id"));
    }

    static String path(ExternalClientApp app) {
        return ROOT + "/" + app.id().value();
    }
}
