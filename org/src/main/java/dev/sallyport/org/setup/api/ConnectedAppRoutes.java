package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConnectedApps;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /setup/api/connected-apps}. */
final class ConnectedAppRoutes {
    private static final String ROOT = "/setup/api/connected-apps";

    private final Setup setup;
    private final ConnectedApps apps;
    private final AppJson json;
    private final Administrators administrators;

    ConnectedAppRoutes(Setup setup, Administrators administrators) {
        this.setup = setup;
        this.apps = setup.connectedApps();
        this.json = new AppJson(setup);
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{id}", this::read);
        routes.patch(ROOT + "/{id}", this::changeSettings);
        routes.delete(ROOT + "/{id}", this::delete);
        routes.patch(ROOT + "/{id}/policies", this::changePolicies);
        routes.get(ROOT + "/{id}/consumer-details", this::readConsumer);
        routes.post(ROOT + "/{id}/consumer-details/rotate", this::rotateConsumer);
    }

    private void list(Context context) {
        administrators.require(context);
        context.json(apps.list().stream().map(json::view).toList());
    }

    private void create(Context context) {
        SalesforceId actor = administrators.require(context).id();
        JsonBody body = JsonBody.of(context, "name", "apiName", "contactEmail", "oauthSettings");
        ConnectedApp app = apps.create(
                body.requiredText("name"),
                body.text("apiName").orElse(null),
                body.requiredText("contactEmail"),
                json.settings(body, null).orElse(null),
                actor);
        context.status(201).json(json.view(app));
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(json.view(app(context)));
    }

    private void changeSettings(Context context) {
        SalesforceId actor = administrators.require(context).id();
        ConnectedApp app = app(context);
        JsonBody body = JsonBody.of(context, "oauthSettings");
        ConnectedApp changed = body.has("oauthSettings")
                ? apps.setOAuthSettings(app, json.settings(body, app.oauth()).orElse(null), actor)
                : app;
        context.json(json.view(changed));
    }

    private void delete(Context context) {
        SalesforceId actor = administrators.require(context).id();
        apps.delete(app(context), actor);
        context.status(204);
    }

    private void changePolicies(Context context) {
        SalesforceId actor = administrators.require(context).id();
        ConnectedApp app = app(context);
        JsonBody body = JsonBody.of(context, AppJson.POLICIES.toArray(String[]::new));
        ConnectedApp changed = apps.setPolicies(app, json.policies(body, app.policies()), actor);
        json.preAuthorize(body, changed, actor);
        context.json(json.view(changed));
    }

    private void readConsumer(Context context) {
        User administrator = administrators.require(context);
        ConnectedApp app = app(context);
        setup.identityChecks().requirePassed(administrator);
        AppJson.write(context, setup.oauthApps().consumerDetails(app));
    }

    private void rotateConsumer(Context context) {
        User administrator = administrators.require(context);
        ConnectedApp app = app(context);
        setup.identityChecks().requirePassed(administrator);
        AppJson.write(context, setup.oauthApps().rotateConsumer(app, administrator.id()));
    }

    private ConnectedApp app(Context context) {
        return apps.get(context.pathParam("id"));
    }
}
