package dev.sallyport.org.setup.pages;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** "Manage Profiles" and "Manage Permission Sets" of the apps of a kind. */
final class AccessPages {
    private static final String PROFILES = "profiles";
    private static final String PERMISSION_SETS = "permissionSets";

    private final Setup setup;
    private final String root;
    private final Function<String, ? extends OAuthApp> apps;

    AccessPages(Setup setup, String root, Function<String, ? extends OAuthApp> apps) {
        this.setup = setup;
        this.root = root;
        this.apps = apps;
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, root + "/{id}/access", this::start);
        desk.form(routes, root + "/{id}/access", this::save);
    }

    private Answer start(Visit visit) {
        OAuthApp app = apps.apply(visit.path("id"));
        List<String> chosen = setup.oauthApps().preAuthorized(app).stream()
                .map(SalesforceId::value)
                .toList();
        return ask(app, Fields.empty(List.of()).with(PROFILES, chosen).with(PERMISSION_SETS, chosen));
    }

    private Answer ask(OAuthApp app, Fields form) {
        List<Choice> profiles = setup.profiles().list().stream()
                .map(profile -> new Choice(profile.id().value(), profile.name()))
                .toList();
        List<Choice> sets = setup.permissionSets().list().stream()
                .map(set -> new Choice(set.id().value(), set.label()))
                .toList();
        return Answer.show(
                new AccessPage(app.name(), path(app) + "/access", path(app) + "/manage", form, profiles, sets));
    }

    private Sent save(Visit visit) {
        OAuthApp app = apps.apply(visit.path("id"));
        Fields typed = visit.posted(List.of());
        return new Sent(typed, () -> authorize(app, typed, visit), form -> ask(app, form));
    }

    private Answer authorize(OAuthApp app, Fields form, Visit visit) {
        Set<SalesforceId> chosen = Stream.concat(
                        form.values(PROFILES).stream()
                                .map(id -> setup.profiles().get(id).id()),
                        form.values(PERMISSION_SETS).stream()
                                .map(id -> setup.permissionSets().get(id).id()))
                .collect(Collectors.toSet());
        setup.oauthApps().setPreAuthorized(app, chosen, visit.actor());
        return Answer.goTo(path(app) + "/manage");
    }

    private String path(OAuthApp app) {
        return root + "/" + app.id().value();
    }
}
