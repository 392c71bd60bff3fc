package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Setup → App Manager: connected apps, their OAuth settings and their policies. */
public final class ConnectedApps {
    /** Why an org makes no new connected apps. */
    public static final String CREATION_OFF =
            "You can't create a connected app: since Spring '26 new connected apps are turned off unless Salesforce"
                    + " Support allows them for the org. Create an external client app instead.";

    static final String SECTION = "Connected Apps";

    private final OrgDatabase database;
    private final Clock clock;
    private final OrgSettings settings;
    private final AppTable table;
    private final OAuthApps consumers;
    private final RunAsUsers runAsUsers;
    private final AuditTrail trail;

    ConnectedApps(
            OrgDatabase database,
            Clock clock,
            OrgSettings settings,
            AppTable table,
            OAuthApps consumers,
            RunAsUsers runAsUsers,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.table = table;
        this.consumers = consumers;
        this.runAsUsers = runAsUsers;
        this.trail = trail;
    }

    /** All connected apps, by name. */
    public List<ConnectedApp> list() {
        return table.list(ConnectedApp.class);
    }

    /**
     * A connected app that must be there.
     *
     * @param idOrApiName either
     * @throws ApiException {@code NOT_FOUND} if it is not
     */
    public ConnectedApp get(String idOrApiName) {
        return table.find(ConnectedApp.class, idOrApiName)
                .orElseThrow(() -> SetupErrors.notFound("connected app", idOrApiName));
    }

    /**
     * Defines a new connected app. It takes the policies that a new app has: no run-as user among them.
     *
     * @param apiName null for one made of the name, as Salesforce does
     * @throws ApiException if the org does not allow new connected apps, a field is not valid, or the name is taken
     */
    public ConnectedApp create(
            String name,
            @Nullable String apiName,
            String contactEmail,
            @Nullable OAuthSettings oauth,
            SalesforceId actor) {
        if (!settings.connectedAppCreationAllowed()) {
            throw new ApiException(403, "INSUFFICIENT_ACCESS", CREATION_OFF);
        }
        String developerName = apiName == null ? AppDefinitions.apiNameOf(name) : apiName;
        AppDefinitions.requireValid(name, developerName, contactEmail, oauth);
        AppDefinitions.requireFree(developerName, list());
        ConnectedApp app = new ConnectedApp(
                database.ids().next("0H4"), name, developerName, contactEmail, oauth, Policies.initial());
        database.jdbi().useTransaction(handle -> {
            insertRecord(handle, app, actor);
            table.insert(handle, app, consumers.newConsumer());
        });
        trail.record(actor, "createdConnectedApplication", SECTION, "Created connected app " + name);
        return get(app.id().value());
    }

    /** Changes the OAuth settings of an app; null disables OAuth. */
    public ConnectedApp setOAuthSettings(ConnectedApp app, @Nullable OAuthSettings oauth, SalesforceId actor) {
        AppDefinitions.requireValid(app.name(), app.apiName(), app.contactEmail(), oauth);
        table.update(new ConnectedApp(
                app.id(),
                app.name(),
                app.apiName(),
                app.contactEmail(),
                oauth,
                get(app.id().value()).policies()));
        trail.record(actor, "updatedConnectedApplication", SECTION, "Updated connected app " + app.name());
        return get(app.id().value());
    }

    /**
     * Changes the policies of an app.
     *
     * @throws ApiException if the run-as user is inactive, frozen, or without API Enabled, or the app has no client
     *     credentials flow to run
     */
    public ConnectedApp setPolicies(ConnectedApp app, Policies policies, SalesforceId actor) {
        ConnectedApp now = get(app.id().value());
        runAsUsers.requireRunnable(now, policies, now.clientCredentialsFlow());
        table.update(new ConnectedApp(now.id(), now.name(), now.apiName(), now.contactEmail(), now.oauth(), policies));
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE \"ConnectedApplication\" SET"
                        + " \"OptionsAllowAdminApprovedUsersOnly\" = :adminApproved, \"LastModifiedDate\" = :now,"
                        + " \"LastModifiedById\" = :actor, \"SystemModstamp\" = :now WHERE \"Id\" = :id")
                .bind(
                        "adminApproved",
                        policies.permittedUsers() == PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .bind("id", app.id().value())
                .execute());
        trail.record(actor, "updatedConnectedAppPolicies", SECTION, "Updated policies of connected app " + app.name());
        return get(app.id().value());
    }

    /** Deletes an app; its key is unknown from now on. */
    public void delete(ConnectedApp app, SalesforceId actor) {
        database.jdbi().useTransaction(handle -> {
            table.delete(handle, app.id());
            handle.createUpdate("DELETE FROM \"ConnectedApplication\" WHERE \"Id\" = :id")
                    .bind("id", app.id().value())
                    .execute();
        });
        trail.record(actor, "deletedConnectedApplication", SECTION, "Deleted connected app " + app.name());
    }

    private void insertRecord(Handle handle, ConnectedApp app, SalesforceId actor) {
        handle.createUpdate("INSERT INTO \"ConnectedApplication\" (\"Id\", \"Name\", \"CreatedDate\", \"CreatedById\","
                        + " \"LastModifiedDate\", \"LastModifiedById\", \"SystemModstamp\")"
                        + " VALUES (:id, :name, :now, :actor, :now, :actor, :now)")
                .bind("id", app.id().value())
                .bind("name", app.name())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .execute();
    }
}
