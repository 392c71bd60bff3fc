package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.function.Function;

/** "Manage Consumer Details" of the apps of a kind, behind the identity check. */
final class ConsumerPages {
    private static final String CODE = "code";

    private final Setup setup;
    private final String root;
    private final Function<String, ? extends OAuthApp> apps;

    /**
     * @param root the path of the apps' pages
     * @param apps finds an app by its id, or refuses
     */
    ConsumerPages(Setup setup, String root, Function<String, ? extends OAuthApp> apps) {
        this.setup = setup;
        this.root = root;
        this.apps = apps;
    }

    void addTo(RoutesConfig routes, Desk desk) {
        String consumer = root + "/{id}/consumer-details";
        desk.get(routes, consumer, this::show);
        desk.post(routes, consumer, this::request);
        desk.get(routes, consumer + "/checks/{check}", visit -> ask(visit, Fields.empty(List.of(CODE))));
        desk.form(routes, consumer + "/checks/{check}", this::pass);
        desk.post(routes, consumer + "/rotate", this::rotate);
    }

    private Answer show(Visit visit) {
        OAuthApp app = app(visit);
        return setup.identityChecks().hasPassed(visit.user())
                ? Answer.show(new ConsumerPage(
                        app.name(),
                        root + "/" + app.id().value(),
                        path(app),
                        setup.oauthApps().consumerDetails(app)))
                : Answer.show(new VerifyPage(app.name(), visit.user().email(), "", path(app), Fields.empty(List.of())));
    }

    /** Mails a code, unless the person has brought one back of late. */
    private Answer request(Visit visit) {
        OAuthApp app = app(visit);
        boolean again = !visit.posted(List.of()).value("again").isEmpty();
        if (setup.identityChecks().hasPassed(visit.user())) {
            return Answer.goTo(path(app));
        }
        String check = path(app) + "/checks/" + setup.identityChecks().request(visit.user());
        return Answer.goTo(again ? Notice.CODE_SENT.on(check) : check);
    }

    private Answer ask(Visit visit, Fields form) {
        OAuthApp app = app(visit);
        String action = path(app) + "/checks/" + visit.path("check");
        return Answer.show(new VerifyPage(app.name(), visit.user().email(), action, path(app), form));
    }

    private Sent pass(Visit visit) {
        OAuthApp app = app(visit);
        Fields typed = visit.posted(List.of(CODE));
        return new Sent(
                typed,
                () -> {
                    typed.require(CODE);
                    setup.identityChecks()
                            .pass(
                                    visit.path("check"),
                                    visit.user(),
                                    typed.value(CODE).strip());
                    return Answer.goTo(path(app));
                },
                form -> ask(visit, form));
    }

    private Answer rotate(Visit visit) {
        OAuthApp app = app(visit);
        setup.identityChecks().requirePassed(visit.user());
        setup.oauthApps().rotateConsumer(app, visit.actor());
        return Answer.goTo(Notice.ROTATED.on(path(app)));
    }

    private OAuthApp app(Visit visit) {
        return apps.apply(visit.path("id"));
    }

    private String path(OAuthApp app) {
        return root + "/" + app.id().value() + "/consumer-details";
    }
}
