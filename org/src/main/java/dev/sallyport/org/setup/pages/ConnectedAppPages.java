package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConnectedApps;
import dev.sallyport.org.setup.ExternalClientApps;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Platform Tools → Apps → App Manager, and connected apps. */
final class ConnectedAppPages {
    static final String APPS = "/setup/apps";

    private static final String ROOT = "/setup/connected-apps";
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of("name", "apiName", "contactEmail"), AppForms.SETTINGS.stream())
            .toList();

    private final Setup setup;
    private final ConnectedApps apps;
    private final AppForms forms;

    ConnectedAppPages(Setup setup) {
        this.setup = setup;
        this.apps = setup.connectedApps();
        this.forms = new AppForms(setup);
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, APPS, visit -> list());
        desk.get(routes, ROOT + "/new", visit -> askNew(AppForms.withSettings(Fields.empty(FIELDS), null)));
        desk.form(routes, ROOT + "/new", this::create);
        desk.get(routes, ROOT + "/{id}", this::show);
        desk.get(routes, ROOT + "/{id}/saved", this::saved);
        desk.get(routes, ROOT + "/{id}/edit", this::startEdit);
        desk.form(routes, ROOT + "/{id}/edit", this::edit);
        desk.post(routes, ROOT + "/{id}/delete", this::delete);
        desk.get(routes, ROOT + "/{id}/manage", this::manage);
        desk.get(routes, ROOT + "/{id}/policies", this::startPolicies);
        desk.form(routes, ROOT + "/{id}/policies", this::savePolicies);
        new ConsumerPages(setup, ROOT, apps::get).addTo(routes, desk);
        new AccessPages(setup, ROOT, apps::get).addTo(routes, desk);
    }

    private Answer list() {
        ExternalClientApps external = setup.externalClientApps();
        List<AppsPage.Line> lines = Stream.concat(
                        apps.list().stream()
                                .map(app -> new AppsPage.Line(path(app), app.name(), app.apiName(), "Connected", true)),
                        external.list().stream()
                                .map(app -> new AppsPage.Line(
                                        ExternalClientAppPages.path(app),
                                        app.name(),
                                        app.apiName(),
                                        "External Client App",
                                        false)))
                .sorted(Comparator.comparing(AppsPage.Line::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        return Answer.show(new AppsPage(lines));
    }

    private Answer askNew(Fields form) {
        if (!setup.settings().connectedAppCreationAllowed()) {
            return Answer.show(new NoConnectedAppsPage(ConnectedApps.CREATION_OFF));
        }
        return Answer.show(
                new AppFormPage("New Connected App", "Connected App", ROOT + "/new", APPS, true, false, false, form));
    }

    private Sent create(Visit visit) {
        Fields typed = visit.posted(FIELDS);
        return new Sent(
                typed,
                () -> {
                    AppForms.requireDefinition(typed);
                    ConnectedApp app = apps.create(
                            typed.value("name").strip(),
                            typed.text("apiName").orElse(null),
                            typed.value("contactEmail").strip(),
                            AppForms.settings(typed, null),
                            visit.actor());
                    return Answer.goTo(path(app) + "/saved");
                },
                this::askNew);
    }

    private Answer show(Visit visit) {
        ConnectedApp app = app(visit);
        return Answer.show(new AppPage(forms.facts(app), path(app), false, "", ""));
    }

    private Answer saved(Visit visit) {
        return Answer.show(new SavedAppPage("New Connected App", path(app(visit))));
    }

    private Answer startEdit(Visit visit) {
        ConnectedApp app = app(visit);
        Fields form = Fields.empty(FIELDS)
                .with("name", app.name())
                .with("apiName", app.apiName())
                .with("contactEmail", app.contactEmail());
        return askEdit(app, AppForms.withSettings(form, app.oauth()));
    }

    private Answer askEdit(ConnectedApp app, Fields form) {
        return Answer.show(new AppFormPage(
                "Edit Connected App: " + app.name(),
                "Connected App",
                path(app) + "/edit",
                path(app),
                false,
                true,
                false,
                form));
    }

    private Sent edit(Visit visit) {
        ConnectedApp app = app(visit);
        Fields typed = visit.posted(FIELDS);
        return new Sent(
                typed,
                () -> {
                    AppForms.requireDefinition(typed);
                    apps.setOAuthSettings(app, AppForms.settings(typed, app.oauth()), visit.actor());
                    return Answer.goTo(path(app) + "/saved");
                },
                form -> askEdit(app, form));
    }

    private Answer delete(Visit visit) {
        apps.delete(app(visit), visit.actor());
        return Answer.goTo(Notice.DELETED.on(APPS));
    }

    private Answer manage(Visit visit) {
        ConnectedApp app = app(visit);
        return Answer.show(new ManageAppPage(forms.facts(app), path(app), "Connected App", Map.of()));
    }

    private Answer startPolicies(Visit visit) {
        ConnectedApp app = app(visit);
        return askPolicies(app, forms.withPolicies(Fields.empty(AppForms.POLICIES), app.policies()), false);
    }

    private Sent savePolicies(Visit visit) {
        ConnectedApp app = app(visit);
        Fields typed = visit.posted(AppForms.POLICIES);
        if (PolicySteps.isLookUp(typed)) {
            return new Sent(
                    typed,
                    () -> askPolicies(app, PolicySteps.chosen(typed), PolicySteps.isSearch(typed)),
                    form -> askPolicies(app, form, false));
        }
        return new Sent(
                typed,
                () -> {
                    apps.setPolicies(app, forms.policies(typed), visit.actor());
                    return Answer.goTo(path(app) + "/manage");
                },
                form -> askPolicies(app, form, false));
    }

    private Answer askPolicies(ConnectedApp app, Fields form, boolean searched) {
        return Answer.show(new PoliciesPage(
                app.name(),
                path(app) + "/policies",
                path(app) + "/manage",
                app.clientCredentialsFlow(),
                false,
                form,
                searched,
                searched ? forms.lookUp(form.value(AppForms.RUN_AS)) : List.of()));
    }

    private ConnectedApp app(Visit visit) {
        return apps.get(visit.path("id"));
    }

    private static String path(ConnectedApp app) {
        return ROOT + "/" + app.id().value();
    }
}
