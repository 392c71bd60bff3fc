package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApp.PluginPolicies;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Setup → External Client App Manager: definitions and, apart from them, policies. */
public final class ExternalClientApps {
    static final String SECTION = "External Client Apps";

    private static final String KEY_PREFIX = "0xI";

    private final OrgDatabase database;
    private final Clock clock;
    private final AppTable table;
    private final OAuthApps consumers;
    private final RunAsUsers runAsUsers;
    private final AuditTrail trail;

    ExternalClientApps(
            OrgDatabase database,
            Clock clock,
            AppTable table,
            OAuthApps consumers,
            RunAsUsers runAsUsers,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.table = table;
        this.consumers = consumers;
        this.runAsUsers = runAsUsers;
        this.trail = trail;
    }

    /**
     * What a developer defines.
     *
     * @param apiName null for one made of the name, as Salesforce does
     * @param oauth null to leave OAuth off
     */
    public record Definition(
            String name,
            @Nullable String apiName,
            String contactEmail,
            @Nullable String description,
            DistributionState distributionState,
            @Nullable OAuthSettings oauth) {}

    /** All external client apps, by name. */
    public List<ExternalClientApp> list() {
        return table.list(ExternalClientApp.class);
    }

    /**
     * An external client app that must be there.
     *
     * @param idOrApiName either
     * @throws ApiException {@code NOT_FOUND} if it is not
     */
    public ExternalClientApp get(String idOrApiName) {
        return table.find(ExternalClientApp.class, idOrApiName)
                .orElseThrow(() -> SetupErrors.notFound("external client app", idOrApiName));
    }

    /**
     * Defines a new app, which lets nobody in before {@link #setPolicies policies} do.
     *
     * @throws ApiException if a field is not valid, or the API name is taken
     */
    public ExternalClientApp create(Definition definition, SalesforceId actor) {
        @Nullable String given = definition.apiName();
        String apiName = given == null ? AppDefinitions.apiNameOf(definition.name()) : given;
        AppDefinitions.requireValid(definition.name(), apiName, definition.contactEmail(), definition.oauth());
        SetupErrors.requireLength("Description", "description", definition.description(), 255);
        AppDefinitions.requireFree(apiName, list());
        ExternalClientApp app = new ExternalClientApp(
                database.ids().next(KEY_PREFIX),
                definition.name(),
                apiName,
                definition.contactEmail(),
                definition.description(),
                definition.distributionState(),
                definition.oauth(),
                PluginPolicies.CLOSED,
                Policies.initial().withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED));
        database.jdbi().useTransaction(handle -> {
            table.insert(handle, app, consumers.newConsumer());
            storeRecord(handle, app, actor);
        });
        trail.record(actor, "createdExternalClientApp", SECTION, "Created external client app " + app.name());
        return get(app.id().value());
    }

    /**
     * Changes the definition of an app; its policies stay.
     *
     * @throws ApiException if a field is not valid, or the API name would change
     */
    public ExternalClientApp setDefinition(ExternalClientApp app, Definition definition, SalesforceId actor) {
        @Nullable String apiName = definition.apiName();
        if (apiName != null && !apiName.equals(app.apiName())) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD", "The API name of an external client app never changes", "apiName");
        }
        AppDefinitions.requireValid(definition.name(), app.apiName(), definition.contactEmail(), definition.oauth());
        SetupErrors.requireLength("Description", "description", definition.description(), 255);
        ExternalClientApp now = get(app.id().value());
        ExternalClientApp defined = new ExternalClientApp(
                app.id(),
                definition.name(),
                app.apiName(),
                definition.contactEmail(),
                definition.description(),
                definition.distributionState(),
                definition.oauth(),
                now.pluginPolicies(),
                now.policies());
        table.update(defined);
        database.jdbi().useHandle(handle -> storeRecord(handle, defined, actor));
        trail.record(actor, "updatedExternalClientApp", SECTION, "Updated external client app " + definition.name());
        return get(app.id().value());
    }

    /**
     * Sets all policies of an app.
     *
     * @throws ApiException if the definition lacks the flow that the policies enable, or the run-as user is missing,
     *     inactive, frozen, or without API Enabled
     */
    public ExternalClientApp setPolicies(
            ExternalClientApp app, PluginPolicies pluginPolicies, Policies policies, SalesforceId actor) {
        ExternalClientApp now = get(app.id().value());
        @Nullable OAuthSettings oauth = now.oauth();
        boolean defined = oauth != null && oauth.clientCredentialsFlow();
        if (pluginPolicies.clientCredentialsFlow() && !defined) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "The client credentials flow is not enabled in the OAuth settings of '" + app.name() + "'",
                    "clientCredentialsFlow");
        }
        if (pluginPolicies.clientCredentialsFlow() && policies.clientCredentialsRunAs() == null) {
            throw SetupErrors.invalid(
                    "REQUIRED_FIELD_MISSING",
                    "Enter the username of the user whom the client credentials flow runs as",
                    "clientCredentialsRunAs");
        }
        runAsUsers.requireRunnable(now, policies, pluginPolicies.clientCredentialsFlow());
        table.update(new ExternalClientApp(
                now.id(),
                now.name(),
                now.apiName(),
                now.contactEmail(),
                now.description(),
                now.distributionState(),
                now.oauth(),
                pluginPolicies,
                policies));
        trail.record(
                actor,
                "updatedExternalClientAppPolicies",
                SECTION,
                "Updated policies of external client app " + now.name());
        return get(app.id().value());
    }

    /** Deletes an app; its key is unknown from now on. */
    public void delete(ExternalClientApp app, SalesforceId actor) {
        database.jdbi().useTransaction(handle -> {
            table.delete(handle, app.id());
            handle.execute(
                    "DELETE FROM \"ExternalClientApplication\" WHERE \"Id\" = ?",
                    app.id().value());
        });
        trail.record(actor, "deletedExternalClientApp", SECTION, "Deleted external client app " + app.name());
    }

    /** What queries see of an app. */
    private void storeRecord(Handle handle, ExternalClientApp app, SalesforceId actor) {
        handle.createUpdate("MERGE INTO \"ExternalClientApplication\" t USING (SELECT CAST(:id AS VARCHAR) AS I) s"
                        + " ON t.\"Id\" = s.I WHEN MATCHED THEN UPDATE SET \"MasterLabel\" = :name, \"Description\" ="
                        + " :description, \"ContactEmail\" = :contactEmail, \"DistributionState\" = :state,"
                        + " \"LastModifiedDate\" = :now, \"LastModifiedById\" = :actor, \"SystemModstamp\" = :now"
                        + " WHEN NOT MATCHED THEN INSERT (\"Id\", \"DeveloperName\", \"Language\", \"MasterLabel\","
                        + " \"Description\", \"ContactEmail\", \"DistributionState\", \"CreatedDate\", \"CreatedById\","
                        + " \"LastModifiedDate\", \"LastModifiedById\", \"SystemModstamp\") VALUES (:id, :apiName,"
                        + " 'en_US', :name, :description, :contactEmail, :state, :now, :actor, :now, :actor, :now)")
                .bind("id", app.id().value())
                .bind("apiName", app.apiName())
                .bind("name", app.name())
                .bind("description", app.description())
                .bind("contactEmail", app.contactEmail())
                .bind("state", app.distributionState() == DistributionState.LOCAL ? "Local" : "Packaged")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .execute();
    }
}
