package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** What connected apps and external client apps have in common: consumer details, and who is pre-authorized. */
public final class OAuthApps {
    private final Jdbi jdbi;
    private final AppTable table;
    private final SecureRandom random;
    private final AuditTrail trail;

    OAuthApps(Jdbi jdbi, AppTable table, SecureRandom random, AuditTrail trail) {
        this.jdbi = jdbi;
        this.table = table;
        this.random = random;
        this.trail = trail;
    }

    /** Finds the app of a consumer key, if its OAuth settings are enabled. The key's case counts. */
    public Optional<OAuthApp> findByConsumerKey(String consumerKey) {
        return table.findBy("ConsumerKey", consumerKey).filter(app -> app.oauth() != null);
    }

    /** Finds an app of either kind by its id, such as a session names. */
    public Optional<OAuthApp> find(SalesforceId id) {
        return table.findBy("Id", id.value());
    }

    /** The key and secret of an app. Who asks on a person's behalf passes the {@link IdentityChecks} first. */
    public ConsumerDetails consumerDetails(OAuthApp app) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT \"ConsumerKey\", \"ConsumerSecret\" FROM SETUP.\"App\" WHERE \"Id\" = :id")
                .bind("id", app.id().value())
                .map((row, context) ->
                        new ConsumerDetails(row.getString("ConsumerKey"), row.getString("ConsumerSecret")))
                .one());
    }

    /** Gives an app a new key and secret; the old ones are refused from now on. */
    public ConsumerDetails rotateConsumer(OAuthApp app, SalesforceId actor) {
        ConsumerDetails consumer = newConsumer();
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE SETUP.\"App\" SET"
                        + " \"ConsumerKey\" = :key, \"ConsumerSecret\" = :secret WHERE \"Id\" = :id")
                .bind("key", consumer.consumerKey())
                .bind("secret", consumer.consumerSecret())
                .bind("id", app.id().value())
                .execute());
        trail.record(actor, "rotatedConsumer", section(app), "Rotated consumer details of " + described(app));
        return consumer;
    }

    /** Pre-authorizes the users of profiles and holders of permission sets, and nobody else. */
    public void setPreAuthorized(OAuthApp app, Set<SalesforceId> parents, SalesforceId actor) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM SETUP.\"PreAuthorization\" WHERE \"AppId\" = :app")
                    .bind("app", app.id().value())
                    .execute();
            for (SalesforceId parent : parents) {
                handle.createUpdate("INSERT INTO SETUP.\"PreAuthorization\" VALUES (:app, :parent)")
                        .bind("app", app.id().value())
                        .bind("parent", parent.value())
                        .execute();
            }
        });
        trail.record(actor, "updatedConnectedAppAccess", section(app), "Changed who may use " + described(app));
    }

    /** Ids of the profiles and permission sets that are pre-authorized. */
    public Set<SalesforceId> preAuthorized(OAuthApp app) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT \"ParentId\" FROM SETUP.\"PreAuthorization\" WHERE \"AppId\" = :app")
                .bind("app", app.id().value())
                .map((row, context) -> new SalesforceId(row.getString("ParentId")))
                .set());
    }

    /** Whether an administrator pre-authorized a user for an app, by profile or permission set. */
    public boolean isPreAuthorized(OAuthApp app, User user) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM SETUP.\"PreAuthorization\""
                                + " WHERE \"AppId\" = :app AND (\"ParentId\" = :profile OR \"ParentId\" IN"
                                + " (SELECT \"PermissionSetId\" FROM \"PermissionSetAssignment\""
                                + " WHERE \"AssigneeId\" = :user))")
                        .bind("app", app.id().value())
                        .bind("profile", user.profileId().value())
                        .bind("user", user.id().value())
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    ConsumerDetails newConsumer() {
        return new ConsumerDetails(AppDefinitions.newConsumerKey(random), AppDefinitions.newConsumerSecret(random));
    }

    private static String section(OAuthApp app) {
        return app instanceof ConnectedApp ? ConnectedApps.SECTION : ExternalClientApps.SECTION;
    }

    private static String described(OAuthApp app) {
        return (app instanceof ConnectedApp ? "connected app " : "external client app ") + app.name();
    }
}
