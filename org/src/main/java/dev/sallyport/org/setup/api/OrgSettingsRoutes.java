package dev.sallyport.org.setup.api;

import dev.sallyport.org.setup.OrgSettings;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /setup/api/org-settings}. */
final class OrgSettingsRoutes {
    private static final String ROOT = "/setup/api/org-settings";

    private final Setup setup;
    private final OrgSettings settings;
    private final Administrators administrators;

    OrgSettingsRoutes(Setup setup, Administrators administrators) {
        this.setup = setup;
        this.settings = setup.settings();
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::read);
        routes.patch(ROOT, this::change);
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(view());
    }

    private void change(Context context) {
        User actor = administrators.require(context);
        JsonBody body = JsonBody.of(
                context,
                "connectedAppCreationAllowed",
                "sessionTimeoutMinutes",
                "usernamePasswordFlowAllowed",
                "soapLoginAllowed",
                "loginsPerHour");
        body.integer("sessionTimeoutMinutes").ifPresent(minutes -> {
            settings.setSessionTimeout(Duration.ofMinutes(minutes));
            record(actor, "Session Settings", "Changed session timeout to " + minutes + " minutes");
        });
        body.integer("loginsPerHour").ifPresent(logins -> {
            settings.setLoginsPerHour(logins);
            record(actor, "Session Settings", "Changed logins per user and hour to " + logins);
        });
        body.bool("connectedAppCreationAllowed")
                .ifPresent(allowed -> setup.allowConnectedAppCreation(allowed, actor.id()));
        body.bool("usernamePasswordFlowAllowed").ifPresent(allowed -> {
            settings.allowUsernamePasswordFlow(allowed);
            record(actor, "OAuth and OpenID Connect Settings", turned("OAuth username-password flows", allowed));
        });
        body.bool("soapLoginAllowed").ifPresent(allowed -> {
            settings.allowSoapLogin(allowed);
            record(actor, "User Interface", turned("SOAP API login()", allowed));
        });
        context.json(view());
    }

    private void record(User actor, String section, String display) {
        setup.auditTrail().record(actor.id(), "changedOrgSetting", section, display);
    }

    private static String turned(String what, boolean on) {
        return "Turned " + (on ? "on " : "off ") + what;
    }

    private Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("organizationId", setup.organizationId().value());
        view.put("organizationName", setup.organizationName());
        view.put("edition", settings.edition());
        view.put("sandbox", settings.sandbox());
        view.put("myDomain", settings.myDomain().map(URI::toString).orElse(null));
        view.put("connectedAppCreationAllowed", settings.connectedAppCreationAllowed());
        view.put("sessionTimeoutMinutes", settings.sessionTimeout().toMinutes());
        view.put("dailyApiRequests", settings.dailyApiRequests());
        view.put("usernamePasswordFlowAllowed", settings.usernamePasswordFlowAllowed());
        view.put("soapLoginAllowed", settings.soapLoginAllowed());
        view.put("loginsPerHour", settings.loginsPerHour());
        return view;
    }
}
