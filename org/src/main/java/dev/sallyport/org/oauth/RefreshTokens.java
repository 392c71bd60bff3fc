package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gives out refresh tokens and knows which still hold. */
final class RefreshTokens {
    /** How Salesforce's refresh tokens begin. */
    private static final String START = "5Aep861";

    private static final int LENGTH = 80;

    /** Salesforce keeps five authorizations of an app for each user; a sixth ends the oldest. */
    private static final int MOST_FOR_USER_AND_APP = 5;

    private final Jdbi jdbi;
    private final Clock clock;
    private final RandomText random;
    private final Sessions sessions;

    RefreshTokens(Jdbi jdbi, Clock clock, RandomText random, Sessions sessions) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.random = random;
        this.sessions = sessions;
    }

    /**
     * A refresh token that was given out.
     *
     * @param grantId the grant that it renews sessions of
     */
    record Issued(String token, String grantId) {
        @Override
        public String toString() {
            return "Issued[grantId=" + grantId + ", token=hidden]";
        }
    }

    /** What a refresh token stands for. */
    record Grant(
            String id, SalesforceId appId, SalesforceId userId, Set<Scope> scopes, Instant issued, Instant lastUsed) {}

    /** Gives a new one out, and ends the oldest where the user has too many of the app. */
    Issued issue(SalesforceId app, SalesforceId user, Set<Scope> scopes) {
        Instant now = clock.instant();
        Issued issued = insert(new Grant(UUID.randomUUID().toString(), app, user, scopes, now, now));
        List<String> oldestLast = jdbi.withHandle(handle -> handle.createQuery("SELECT \"GrantId\" FROM"
                        + " SETUP.\"RefreshToken\" WHERE \"UserId\" = :user AND \"AppId\" = :app"
                        + " ORDER BY \"Issued\" DESC, \"Number\" DESC")
                .bind("user", user.value())
                .bind("app", app.value())
                .mapTo(String.class)
                .list());
        oldestLast.stream().skip(MOST_FOR_USER_AND_APP).forEach(this::end);
        return issued;
    }

    /** The grant of a token, if the app's policies let it hold still. */
    Optional<Grant> find(String token, OAuthApp app) {
        return lookUp(token).filter(grant -> grant.appId().equals(app.id())).filter(grant -> holds(grant, app));
    }

    /** The app that a token was given to, whether it holds still or not. */
    Optional<SalesforceId> owner(String token) {
        return lookUp(token).map(Grant::appId);
    }

    /** Notes that a token was used. */
    void used(String token) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE SETUP.\"RefreshToken\" SET \"LastUsed\" = :now WHERE \"TokenHash\" = :hash")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("hash", Sessions.hash(token))
                .execute());
    }

    /**
     * Replaces a token by a new one of the same grant.
     *
     * @return empty where another request did so first
     */
    Optional<Issued> rotate(String token, Grant grant) {
        return delete(token)
                ? Optional.of(insert(new Grant(
                        grant.id(), grant.appId(), grant.userId(), grant.scopes(), grant.issued(), clock.instant())))
                : Optional.empty();
    }

    /** Ends a token and the sessions of its grant. Returns whether there was one. */
    boolean revoke(String token) {
        Optional<Grant> grant = lookUp(token);
        grant.map(Grant::id).ifPresent(this::end);
        return grant.isPresent();
    }

    private void end(String grantId) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM SETUP.\"RefreshToken\" WHERE \"GrantId\" = :grant")
                .bind("grant", grantId)
                .execute());
        sessions.revokeGrant(grantId);
    }

    private boolean holds(Grant grant, OAuthApp app) {
        @Nullable Duration life = app.policies().refreshTokenLife();
        return switch (app.policies().refreshTokenPolicy()) {
            case VALID_UNTIL_REVOKED -> true;
            case IMMEDIATELY_EXPIRE -> false;
            case EXPIRE_IF_NOT_USED -> within(grant.lastUsed(), life);
            case EXPIRE_AFTER -> within(grant.issued(), life);
        };
    }

    private boolean within(Instant since, @Nullable Duration life) {
        return life == null || clock.instant().isBefore(since.plus(life));
    }

    private boolean delete(String token) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("DELETE FROM SETUP.\"RefreshToken\" WHERE \"TokenHash\" = :hash")
                                .bind("hash", Sessions.hash(token))
                                .execute())
                == 1;
    }

    private Issued insert(Grant grant) {
        String token = START + random.token(LENGTH);
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO SETUP.\"RefreshToken\" (\"TokenHash\", \"GrantId\","
                        + " \"AppId\", \"UserId\", \"Scopes\", \"Issued\", \"LastUsed\")"
                        + " VALUES (:hash, :grant, :app, :user, :scopes, :issued, :lastUsed)")
                .bind("hash", Sessions.hash(token))
                .bind("grant", grant.id())
                .bind("app", grant.appId().value())
                .bind("user", grant.userId().value())
                .bind("scopes", Scopes.store(grant.scopes()))
                .bind("issued", grant.issued().atOffset(ZoneOffset.UTC))
                .bind("lastUsed", grant.lastUsed().atOffset(ZoneOffset.UTC))
                .execute());
        return new Issued(token, grant.id());
    }

    private Optional<Grant> lookUp(String token) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM SETUP.\"RefreshToken\" WHERE \"TokenHash\" = :hash")
                        .bind("hash", Sessions.hash(token))
                        .map((row, context) -> read(row))
                        .findOne());
    }

    private static Grant read(ResultSet row) throws SQLException {
        return new Grant(
                row.getString("GrantId"),
                new SalesforceId(row.getString("AppId")),
                new SalesforceId(row.getString("UserId")),
                Scopes.restore(row.getString("Scopes")),
                row.getObject("Issued", OffsetDateTime.class).toInstant(),
                row.getObject("LastUsed", OffsetDateTime.class).toInstant());
    }
}
