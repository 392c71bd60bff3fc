package dev.sallyport.org.setup.api;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/**
 * The Setup admin API. {@code POST /setup/api/login} with {@code username} and {@code password} answers a
 * {@code sessionId}, to be sent as a Bearer token, and sets it as a cookie too. Refusals are arrays of errors like those
 * of the REST API.
 */
public final class SetupApi {
    private final Setup setup;
    private final Administrators administrators;
    private final PermissionNames permissionNames;

    public SetupApi(Setup setup, Browser browser, Schema schema) {
        this.setup = setup;
        this.administrators = new Administrators(setup, browser);
        this.permissionNames = new PermissionNames(schema);
    }

    /** Adds all endpoints to a server. */
    public void addTo(RoutesConfig routes) {
        routes.post("/setup/api/login", administrators::signIn);
        new ProfileRoutes(setup, permissionNames, administrators).addTo(routes);
        new PermissionSetRoutes(setup, permissionNames, administrators).addTo(routes);
        new UserRoutes(setup, administrators).addTo(routes);
        new ConnectedAppRoutes(setup, administrators).addTo(routes);
        new ExternalClientAppRoutes(setup, administrators).addTo(routes);
        new OrgSettingsRoutes(setup, administrators).addTo(routes);
        routes.post("/setup/api/identity-checks", this::requestCheck);
        routes.post("/setup/api/identity-checks/{id}", this::passCheck);
        routes.get("/setup/api/mailbox", this::readMailbox);
    }

    private void requestCheck(Context context) {
        User administrator = administrators.require(context);
        String id = setup.identityChecks().request(administrator);
        context.status(201).json(Map.of("id", id, "sentTo", administrator.email()));
    }

    private void passCheck(Context context) {
        User administrator = administrators.require(context);
        String code = JsonBody.of(context, "code").requiredText("code");
        setup.identityChecks().pass(context.pathParam("id"), administrator, code);
        context.json(Map.of("id", context.pathParam("id"), "passed", true));
    }

    private void readMailbox(Context context) {
        administrators.require(context);
        List<Map<String, String>> messages = setup.mailbox().messages().stream()
                .map(mail -> Map.of(
                        "sent", mail.sent().toString(),
                        "to", mail.recipient(),
                        "subject", mail.subject(),
                        "body", mail.body()))
                .toList();
        context.json(messages);
    }
}
