package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConnectedApps;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /setup/api/connected-apps}. */
final class ConnectedAppRoutes {
    private static final String ROOT = "/setup/api/connected-apps";

    private final Setup setup;
    private final ConnectedApps apps;
    private final Administrators administrators;

    ConnectedAppRoutes(Setup setup, Administrators administrators) {
        this.setup = setup;
        this.apps = setup.connectedApps();
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{id}", this::read);
        routes.patch(ROOT + "/{id}", this::changeSettings);
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
        JsonBody body = JsonBody.of(context, "name", "apiName", "contactEmail", "oauthSettings");
        @Nullable
        OAuthSettings oauth = settings(body).map(given -> merge(given, null)).orElse(null);
        ConnectedApp app = apps.create(
                body.requiredText("name"),
                body.text("apiName").orElse(null),
                body.requiredText("contactEmail"),
                oauth,
                actor);
        context.status(201).json(view(app));
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(view(app(context)));
    }

    private void changeSettings(Context context) {
        SalesforceId actor = administrators.require(context).id();
        ConnectedApp app = app(context);
        JsonBody body = JsonBody.of(context, "oauthSettings");
        if (!body.has("oauthSettings")) {
            context.json(view(app));
            return;
        }
        @Nullable
        OAuthSettings oauth =
                settings(body).map(given -> merge(given, app.oauth())).orElse(null);
        context.json(view(apps.setOAuthSettings(app, oauth, actor)));
    }

    private void changePolicies(Context context) {
        SalesforceId actor = administrators.require(context).id();
        ConnectedApp app = app(context);
        JsonBody body = JsonBody.of(
                context,
                "permittedUsers",
                "ipRelaxation",
                "refreshTokenPolicy",
                "sessionTimeoutMinutes",
                "clientCredentialsRunAs",
                "preAuthorized");
        Policies now = app.policies();
        @Nullable
        SalesforceId runAs = body.has("clientCredentialsRunAs")
                ? body.text("clientCredentialsRunAs").map(this::runAs).orElse(null)
                : now.clientCredentialsRunAs();
        ConnectedApp changed = apps.setPolicies(
                app,
                new Policies(
                        body.constant("permittedUsers", PermittedUsers.class).orElse(now.permittedUsers()),
                        body.constant("ipRelaxation", IpRelaxation.class).orElse(now.ipRelaxation()),
                        body.constant("refreshTokenPolicy", RefreshTokenPolicy.class)
                                .orElse(now.refreshTokenPolicy()),
                        body.has("sessionTimeoutMinutes")
                                ? body.integer("sessionTimeoutMinutes").orElse(null)
                                : now.sessionTimeoutMinutes(),
                        runAs),
                actor);
        body.texts("preAuthorized")
                .ifPresent(parents -> setup.oauthApps().setPreAuthorized(changed, profileIds(parents), actor));
        context.json(view(changed));
    }

    private void readConsumer(Context context) {
        User administrator = administrators.require(context);
        ConnectedApp app = app(context);
        setup.identityChecks().requirePassed(administrator);
        write(context, setup.oauthApps().consumerDetails(app));
    }

    private void rotateConsumer(Context context) {
        User administrator = administrators.require(context);
        ConnectedApp app = app(context);
        setup.identityChecks().requirePassed(administrator);
        write(context, setup.oauthApps().rotateConsumer(app, administrator.id()));
    }

    private ConnectedApp app(Context context) {
        return apps.get(context.pathParam("id"));
    }

    /** A run-as user is given by username, not by e-mail address. */
    private SalesforceId runAs(String username) {
        return setup.users()
                .find(username)
                .map(User::id)
                .orElseThrow(() -> new ApiException(
                        400, "INVALID_CROSS_REFERENCE_KEY", "No user has the username '" + username + "'"));
    }

    private Set<SalesforceId> profileIds(List<String> profiles) {
        return profiles.stream().map(name -> setup.profiles().get(name).id()).collect(Collectors.toSet());
    }

    private static Optional<JsonBody> settings(JsonBody body) {
        return body.object("oauthSettings", "callbackUrls", "scopes", "clientCredentialsFlow");
    }

    private static OAuthSettings merge(JsonBody given, @Nullable OAuthSettings now) {
        OAuthSettings base = now == null ? new OAuthSettings(List.of(), Set.of(), false) : now;
        return new OAuthSettings(
                        given.texts("callbackUrls").orElse(base.callbackUrls()),
                        given.texts("scopes").map(ConnectedAppRoutes::scopes).orElse(base.scopes()),
                        base.options(),
                        base.certificate())
                .with(
                        OAuthOption.CLIENT_CREDENTIALS_FLOW,
                        given.bool("clientCredentialsFlow").orElse(base.clientCredentialsFlow()));
    }

    private static Set<Scope> scopes(List<String> values) {
        return values.stream()
                .map(value -> Scope.of(value)
                        .orElseThrow(() ->
                                new ApiException(400, "INVALID_FIELD", "No OAuth scope is named '" + value + "'")))
                .collect(Collectors.toSet());
    }

    private Map<String, @Nullable Object> view(ConnectedApp app) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", app.id().value());
        view.put("name", app.name());
        view.put("apiName", app.apiName());
        view.put("contactEmail", app.contactEmail());
        @Nullable OAuthSettings oauth = app.oauth();
        if (oauth != null) {
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("callbackUrls", oauth.callbackUrls());
            settings.put("scopes", oauth.scopes().stream().map(Scope::value).toList());
            settings.put("clientCredentialsFlow", oauth.clientCredentialsFlow());
            view.put("oauthSettings", settings);
        }
        view.put("policies", view(app.policies()));
        return view;
    }

    private Map<String, @Nullable Object> view(Policies policies) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        @Nullable SalesforceId runAs = policies.clientCredentialsRunAs();
        view.put("permittedUsers", policies.permittedUsers());
        view.put("ipRelaxation", policies.ipRelaxation());
        view.put("refreshTokenPolicy", policies.refreshTokenPolicy());
        view.put("sessionTimeoutMinutes", policies.sessionTimeoutMinutes());
        view.put(
                "clientCredentialsRunAs",
                runAs == null ? null : setup.users().get(runAs.value()).username());
        return view;
    }

    private static void write(Context context, ConsumerDetails consumer) {
        context.header("Cache-Control", "no-store");
        context.json(Map.of("consumerKey", consumer.consumerKey(), "consumerSecret", consumer.consumerSecret()));
    }
}
