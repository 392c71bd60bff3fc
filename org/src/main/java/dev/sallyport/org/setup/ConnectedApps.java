package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.ConnectedApp.IpRelaxation;
import dev.sallyport.org.setup.ConnectedApp.OAuthSettings;
import dev.sallyport.org.setup.ConnectedApp.PermittedUsers;
import dev.sallyport.org.setup.ConnectedApp.Policies;
import dev.sallyport.org.setup.ConnectedApp.RefreshTokenPolicy;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Setup → App Manager: connected apps, their OAuth settings and their policies. */
public final class ConnectedApps {
    private static final String SELECT = "SELECT * FROM SETUP.\"ConnectedApp\"";
    private static final String SECTION = "Connected Apps";

    private final OrgDatabase database;
    private final Clock clock;
    private final SecureRandom random;
    private final OrgSettings settings;
    private final Users users;
    private final Profiles profiles;
    private final AuditTrail trail;

    ConnectedApps(
            OrgDatabase database,
            Clock clock,
            SecureRandom random,
            OrgSettings settings,
            Users users,
            Profiles profiles,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.users = users;
        this.profiles = profiles;
        this.trail = trail;
    }

    /** All connected apps, by name. */
    public List<ConnectedApp> list() {
        return database.jdbi().withHandle(handle -> handle.createQuery(SELECT + " ORDER BY \"Name\"")
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * A connected app that must be there.
     *
     * @param idOrApiName either
     * @throws ApiException {@code NOT_FOUND} if it is not
     */
    public ConnectedApp get(String idOrApiName) {
        String id = SalesforceId.parse(idOrApiName).map(SalesforceId::value).orElse(idOrApiName);
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + " WHERE \"Id\" = :id OR \"ApiName\" = :apiName")
                        .bind("id", id)
                        .bind("apiName", idOrApiName)
                        .map((row, context) -> read(row))
                        .findFirst())
                .orElseThrow(() -> SetupErrors.notFound("connected app", idOrApiName));
    }

    /** Finds the app of a consumer key, if its OAuth settings are enabled. The key's case counts. */
    public Optional<ConnectedApp> findByConsumerKey(String consumerKey) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + " WHERE \"ConsumerKey\" = :key AND \"OAuthEnabled\"")
                        .bind("key", consumerKey)
                        .map((row, context) -> read(row))
                        .findOne());
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
            throw new ApiException(
                    403,
                    "INSUFFICIENT_ACCESS",
                    "You can't create a connected app: since Spring '26 new connected apps are turned off unless"
                            + " Salesforce Support allows them for the org. Create an external client app instead.");
        }
        String developerName = apiName == null ? AppDefinitions.apiNameOf(name) : apiName;
        AppDefinitions.requireValid(name, developerName, contactEmail, oauth);
        if (list().stream().anyMatch(app -> app.apiName().equalsIgnoreCase(developerName))) {
            throw SetupErrors.invalid(
                    "DUPLICATE_DEVELOPER_NAME", "The API name '" + developerName + "' is already in use", "apiName");
        }
        SalesforceId id = database.ids().next("0H4");
        ConsumerDetails consumer = newConsumer();
        database.jdbi().useTransaction(handle -> {
            insert(handle, id, name, actor);
            bindSettings(
                            handle.createUpdate("INSERT INTO SETUP.\"ConnectedApp\" VALUES (:id, :name, :apiName,"
                                    + " :contactEmail, :oauth, :callbackUrls, :scopes, :clientCredentials, :key, :secret,"
                                    + " :permittedUsers, :ipRelaxation, :refreshTokenPolicy, NULL, NULL)"),
                            oauth)
                    .bind("id", id.value())
                    .bind("name", name)
                    .bind("apiName", developerName)
                    .bind("contactEmail", contactEmail)
                    .bind("key", consumer.consumerKey())
                    .bind("secret", consumer.consumerSecret())
                    .bind("permittedUsers", Policies.initial().permittedUsers().name())
                    .bind("ipRelaxation", Policies.initial().ipRelaxation().name())
                    .bind(
                            "refreshTokenPolicy",
                            Policies.initial().refreshTokenPolicy().name())
                    .execute();
        });
        trail.record(actor, "createdConnectedApplication", SECTION, "Created connected app " + name);
        return get(id.value());
    }

    /** Changes the OAuth settings of an app; null disables OAuth. */
    public ConnectedApp setOAuthSettings(ConnectedApp app, @Nullable OAuthSettings oauth, SalesforceId actor) {
        AppDefinitions.requireValid(app.name(), app.apiName(), app.contactEmail(), oauth);
        database.jdbi().useHandle(handle -> bindSettings(
                        handle.createUpdate("UPDATE SETUP.\"ConnectedApp\" SET \"OAuthEnabled\" = :oauth,"
                                + " \"CallbackUrls\" = :callbackUrls, \"Scopes\" = :scopes,"
                                + " \"ClientCredentialsFlow\" = :clientCredentials WHERE \"Id\" = :id"),
                        oauth)
                .bind("id", app.id().value())
                .execute());
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
        @Nullable SalesforceId runAs = policies.clientCredentialsRunAs();
        if (runAs != null && !runAs.equals(app.policies().clientCredentialsRunAs())) {
            requireRunnable(app, users.get(runAs.value()));
        }
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE SETUP.\"ConnectedApp\" SET"
                        + " \"PermittedUsers\" = :permittedUsers, \"IpRelaxation\" = :ipRelaxation,"
                        + " \"RefreshTokenPolicy\" = :refreshTokenPolicy, \"SessionTimeoutMinutes\" = :timeout,"
                        + " \"RunAsUserId\" = :runAs WHERE \"Id\" = :id")
                .bind("permittedUsers", policies.permittedUsers().name())
                .bind("ipRelaxation", policies.ipRelaxation().name())
                .bind("refreshTokenPolicy", policies.refreshTokenPolicy().name())
                .bind("timeout", policies.sessionTimeoutMinutes())
                .bind("runAs", runAs == null ? null : runAs.value())
                .bind("id", app.id().value())
                .execute());
        trail.record(actor, "updatedConnectedAppPolicies", SECTION, "Updated policies of connected app " + app.name());
        return get(app.id().value());
    }

    /** Pre-authorizes the users of profiles and holders of permission sets, and nobody else. */
    public void setPreAuthorized(ConnectedApp app, Set<SalesforceId> parents, SalesforceId actor) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("DELETE FROM SETUP.\"PreAuthorization\" WHERE \"ConnectedAppId\" = :app")
                    .bind("app", app.id().value())
                    .execute();
            for (SalesforceId parent : parents) {
                handle.createUpdate("INSERT INTO SETUP.\"PreAuthorization\" VALUES (:app, :parent)")
                        .bind("app", app.id().value())
                        .bind("parent", parent.value())
                        .execute();
            }
        });
        trail.record(actor, "updatedConnectedAppAccess", SECTION, "Changed who may use connected app " + app.name());
    }

    /** Whether an administrator pre-authorized a user for an app, by profile or permission set. */
    public boolean isPreAuthorized(ConnectedApp app, User user) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM SETUP.\"PreAuthorization\""
                                + " WHERE \"ConnectedAppId\" = :app AND (\"ParentId\" = :profile OR \"ParentId\" IN"
                                + " (SELECT \"PermissionSetId\" FROM \"PermissionSetAssignment\""
                                + " WHERE \"AssigneeId\" = :user))")
                        .bind("app", app.id().value())
                        .bind("profile", user.profileId().value())
                        .bind("user", user.id().value())
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** The key and secret of an app. Who asks on a person's behalf passes the {@link IdentityChecks} first. */
    public ConsumerDetails consumerDetails(ConnectedApp app) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT \"ConsumerKey\", \"ConsumerSecret\""
                        + " FROM SETUP.\"ConnectedApp\" WHERE \"Id\" = :id")
                .bind("id", app.id().value())
                .map((row, context) ->
                        new ConsumerDetails(row.getString("ConsumerKey"), row.getString("ConsumerSecret")))
                .one());
    }

    /** Gives an app a new key and secret; the old ones are refused from now on. */
    public ConsumerDetails rotateConsumer(ConnectedApp app, SalesforceId actor) {
        ConsumerDetails consumer = newConsumer();
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE SETUP.\"ConnectedApp\" SET"
                        + " \"ConsumerKey\" = :key, \"ConsumerSecret\" = :secret WHERE \"Id\" = :id")
                .bind("key", consumer.consumerKey())
                .bind("secret", consumer.consumerSecret())
                .bind("id", app.id().value())
                .execute());
        trail.record(actor, "rotatedConsumer", SECTION, "Rotated consumer details of connected app " + app.name());
        return consumer;
    }

    private void requireRunnable(ConnectedApp app, User runAs) {
        @Nullable OAuthSettings oauth = app.oauth();
        if (oauth == null || !oauth.clientCredentialsFlow()) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "Enable the client credentials flow in the OAuth settings of '" + app.name()
                            + "' before you choose its run-as user",
                    "clientCredentialsRunAs");
        }
        if (!runAs.maySignIn() || !profiles.get(runAs.profileId().value()).allows(Profile.API_ENABLED)) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "User '" + runAs.username() + "' cannot be run as: the user must be active, not frozen, and have"
                            + " the API Enabled permission",
                    "clientCredentialsRunAs");
        }
    }

    private void insert(Handle handle, SalesforceId id, String name, SalesforceId actor) {
        handle.createUpdate("INSERT INTO \"ConnectedApplication\" (\"Id\", \"Name\", \"CreatedDate\", \"CreatedById\","
                        + " \"LastModifiedDate\", \"LastModifiedById\", \"SystemModstamp\")"
                        + " VALUES (:id, :name, :now, :actor, :now, :actor, :now)")
                .bind("id", id.value())
                .bind("name", name)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .execute();
    }

    private static Update bindSettings(Update update, @Nullable OAuthSettings oauth) {
        boolean enabled = oauth != null;
        return update.bind("oauth", enabled)
                .bind("callbackUrls", oauth == null ? "" : String.join("\n", oauth.callbackUrls()))
                .bind("scopes", oauth == null ? "" : join(oauth.scopes()))
                .bind("clientCredentials", oauth != null && oauth.clientCredentialsFlow());
    }

    private static String join(Set<Scope> scopes) {
        return scopes.stream().map(Scope::name).collect(Collectors.joining(" "));
    }

    private ConsumerDetails newConsumer() {
        return new ConsumerDetails(AppDefinitions.newConsumerKey(random), AppDefinitions.newConsumerSecret(random));
    }

    private static ConnectedApp read(ResultSet row) throws SQLException {
        @Nullable Integer timeout = row.getObject("SessionTimeoutMinutes", Integer.class);
        @Nullable String runAs = row.getString("RunAsUserId");
        return new ConnectedApp(
                new SalesforceId(row.getString("Id")),
                row.getString("Name"),
                row.getString("ApiName"),
                row.getString("ContactEmail"),
                row.getBoolean("OAuthEnabled") ? readSettings(row) : null,
                new Policies(
                        PermittedUsers.valueOf(row.getString("PermittedUsers")),
                        IpRelaxation.valueOf(row.getString("IpRelaxation")),
                        RefreshTokenPolicy.valueOf(row.getString("RefreshTokenPolicy")),
                        timeout,
                        runAs == null ? null : new SalesforceId(runAs)));
    }

    private static OAuthSettings readSettings(ResultSet row) throws SQLException {
        return new OAuthSettings(
                row.getString("CallbackUrls").lines().toList(),
                Stream.of(row.getString("Scopes").split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .map(Scope::valueOf)
                        .collect(Collectors.toSet()),
                row.getBoolean("ClientCredentialsFlow"));
    }
}
