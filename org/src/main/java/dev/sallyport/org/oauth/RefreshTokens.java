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
import org.jdbi.v3.core.Handle;
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

    /** A token that was given out, and whether another has taken its place since. */
    private record Stored(Grant grant, boolean rotated) {}

    /** Gives a new one out, and ends the oldest where the user has too many of the app. */
    Issued issue(SalesforceId app, SalesforceId user, Set<Scope> scopes) {
        Instant now = clock.instant();
        Grant grant = new Grant(UUID.randomUUID().toString(), app, user, scopes, now, now);
        Issued issued = jdbi.withHandle(handle -> insert(handle, grant));
        List<String> oldestLast = jdbi.withHandle(handle -> handle.createQuery("SELECT \"GrantId\" FROM"
                        + " SETUP.\"RefreshToken\" WHERE \"UserId\" = :user AND \"AppId\" = :app"
                        + " AND NOT \"Rotated\" ORDER BY \"Issued\" DESC, \"Number\" DESC")
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

    /**
     * The grant of a token that its app wants to use. A token that was rotated away is in the hands of a thief, or of the
     * app whose next token a thief has: nobody can tell which, so the grant ends with all that came of it (RFC 9700
     * section 4.14.2; Salesforce Help, "Force One-Time-Use Refresh Tokens").
     */
    Optional<Grant> present(String token, OAuthApp app) {
        stored(token)
                .filter(Stored::rotated)
                .map(Stored::grant)
                .filter(grant -> grant.appId().equals(app.id()))
                .ifPresent(grant -> end(grant.id()));
        return find(token, app);
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
     * @return empty where another request did so first: the token was used twice, and the grant has ended
     */
    Optional<Issued> rotate(String token, Grant grant) {
        Grant renewed =
                new Grant(grant.id(), grant.appId(), grant.userId(), grant.scopes(), grant.issued(), clock.instant());
        Optional<Issued> issued = jdbi.inTransaction(
                handle -> markRotated(handle, token) ? Optional.of(insert(handle, renewed)) : Optional.<Issued>empty());
        if (issued.isEmpty()) {
            end(grant.id());
        }
        return issued;
    }

    /** Whether a grant has not ended. */
    boolean stands(String grantId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM SETUP.\"RefreshToken\" WHERE \"GrantId\" = :grant")
                        .bind("grant", grantId)
                        .mapTo(Integer.class)
                        .one())
                > 0;
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

    private static boolean markRotated(Handle handle, String token) {
        return handle.createUpdate("UPDATE SETUP.\"RefreshToken\" SET \"Rotated\" = TRUE"
                                + " WHERE \"TokenHash\" = :hash AND NOT \"Rotated\"")
                        .bind("hash", Sessions.hash(token))
                        .execute()
                == 1;
    }

    private Issued insert(Handle handle, Grant grant) {
        String token = START + random.token(LENGTH);
        handle.createUpdate("INSERT INTO SETUP.\"RefreshToken\" (\"TokenHash\", \"GrantId\","
                        + " \"AppId\", \"UserId\", \"Scopes\", \"Issued\", \"LastUsed\")"
                        + " VALUES (:hash, :grant, :app, :user, :scopes, :issued, :lastUsed)")
                .bind("hash", Sessions.hash(token))
                .bind("grant", grant.id())
                .bind("app", grant.appId().value())
                .bind("user", grant.userId().value())
                .bind("scopes", Scopes.store(grant.scopes()))
                .bind("issued", grant.issued().atOffset(ZoneOffset.UTC))
                .bind("lastUsed", grant.lastUsed().atOffset(ZoneOffset.UTC))
                .execute();
        return new Issued(token, grant.id());
    }

    private Optional<Grant> lookUp(String token) {
        return stored(token).filter(found -> !found.rotated()).map(Stored::grant);
    }

    private Optional<Stored> stored(String token) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM SETUP.\"RefreshToken\" WHERE \"TokenHash\" = :hash")
                        .bind("hash", Sessions.hash(token))
                        .map((row, context) -> new Stored(read(row), row.getBoolean("Rotated")))
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
