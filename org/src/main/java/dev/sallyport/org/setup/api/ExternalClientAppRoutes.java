package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ExternalClientApp;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApp.PluginPolicies;
import dev.sallyport.org.setup.ExternalClientApp.StartPage;
import dev.sallyport.org.setup.ExternalClientApps;
import dev.sallyport.org.setup.ExternalClientApps.Definition;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /setup/api/external-client-apps}. */
final class ExternalClientAppRoutes {
    private static final String ROOT = "/setup/api/external-client-apps";
    private static final String[] DEFINITION = {
        "name", "apiName", "contactEmail", "description", "distributionState", "oauthSettings"
    };
    private static final String[] POLICIES = Stream.concat(
                    AppJson.POLICIES.stream(),
                    List.of("oauthPluginEnabled", "startPage", "clientCredentialsFlow").stream())
            .toArray(String[]::new);

    private final Setup setup;
    private final ExternalClientApps apps;
    private final AppJson json;
    private final Administrators administrators;

    ExternalClientAppRoutes(Setup setup, Administrators administrators) {
        this.setup = setup;
        this.apps = setup.externalClientApps();
        this.json = new AppJson(setup);
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{id}", this::read);
        routes.patch(ROOT + "/{id}", this::changeDefinition);
        routes.delete(ROOT + "/{id}", this::delete);
        routes.patch(ROOT + "/{id}/policies", this::changePolicies);
        routes.get(ROOT + "/{id}/consumer-details", this::readConsumer);
        routes.post(ROOT + "/{id}/consumer-details/rotate", this::rotateConsumer);
    }

    private void list(Context context) {
        administrators.require(context);
        context.json(apps.list().stream().map(this::view).toList());
    }

    private void create(Context context) {
        SalesforceId actor = administrators.require(context).id();
        JsonBody body = JsonBody.of(context, DEFINITION);
        Definition definition = new Definition(
                body.requiredText("name"),
                body.text("apiName").orElse(null),
                body.requiredText("contactEmail"),
                body.text("description").orElse(null),
                body.constant("distributionState", DistributionState.class).orElse(DistributionState.LOCAL),
                json.settings(body, null).orElse(null));
        context.status(201).json(view(apps.create(definition, actor)));
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(view(app(context)));
    }

    private void changeDefinition(Context context) {
        SalesforceId actor = administrators.require(context).id();
        ExternalClientApp app = app(context);
        JsonBody body = JsonBody.of(context, DEFINITION);
        @Nullable
        OAuthSettings oauth =
                body.has("oauthSettings") ? json.settings(body, app.oauth()).orElse(null) : app.oauth();
        Definition definition = new Definition(
                body.text("name").orElse(app.name()),
                body.text("apiName").orElse(null),
                body.text("contactEmail").orElse(app.contactEmail()),
                body.has("description") ? body.text("description").orElse(null) : app.description(),
                body.constant("distributionState", DistributionState.class).orElse(app.distributionState()),
                oauth);
        context.json(view(apps.setDefinition(app, definition, actor)));
    }

    private void delete(Context context) {
        SalesforceId actor = administrators.require(context).id();
        apps.delete(app(context), actor);
        context.status(204);
    }

    private void changePolicies(Context context) {
        SalesforceId actor = administrators.require(context).id();
        ExternalClientApp app = app(context);
        JsonBody body = JsonBody.of(context, POLICIES);
        PluginPolicies now = app.pluginPolicies();
        PluginPolicies plugin = new PluginPolicies(
                body.bool("oauthPluginEnabled").orElse(now.oauthPluginEnabled()),
                body.constant("startPage", StartPage.class).orElse(now.startPage()),
                body.bool("clientCredentialsFlow").orElse(now.clientCredentialsFlow()));
        ExternalClientApp changed = apps.setPolicies(app, plugin, json.policies(body, app.policies()), actor);
        json.preAuthorize(body, changed, actor);
        context.json(view(changed));
    }

    private void readConsumer(Context context) {
        User administrator = administrators.require(context);
        ExternalClientApp app = app(context);
        setup.identityChecks().requirePassed(administrator);
        AppJson.write(context, setup.oauthApps().consumerDetails(app));
    }

    private void rotateConsumer(Context context) {
        User administrator = administrators.require(context);
        ExternalClientApp app = app(context);
        setup.identityChecks().requirePassed(administrator);
        AppJson.write(context, setup.oauthApps().rotateConsumer(app, administrator.id()));
    }

    private ExternalClientApp app(Context context) {
        return apps.get(context.pathParam("id"));
    }

    private Map<String, @Nullable Object> view(ExternalClientApp app) {
        Map<String, @Nullable Object> view = json.view(app);
        view.put("description", app.description());
        view.put("distributionState", app.distributionState());
        Map<String, @Nullable Object> policies = new LinkedHashMap<>();
        policies.put("oauthPluginEnabled", app.pluginPolicies().oauthPluginEnabled());
        policies.put("startPage", app.pluginPolicies().startPage());
        policies.put("clientCredentialsFlow", app.pluginPolicies().clientCredentialsFlow());
        view.put("pluginPolicies", policies);
        return view;
    }
}
