package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gives out authorization codes and takes each back once. */
final class AuthorizationCodes {
    /** Salesforce Help, "OAuth 2.0 Web Server Flow": the code expires after 15 minutes. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    /** How Salesforce's codes begin and end. */
    private static final String START = "aPrx";

    private static final String END = "==";
    private static final int LENGTH = 74;

    private final Jdbi jdbi;
    private final Clock clock;
    private final RandomText random;

    AuthorizationCodes(Jdbi jdbi, Clock clock, RandomText random) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What a user allowed.
     *
     * @param redirectUri where the code was sent, which the token request must repeat
     * @param proofKey null where the app sent none
     * @param nonce for the ID token; null for none
     */
    record Authorization(
            SalesforceId appId,
            SalesforceId userId,
            Set<Scope> scopes,
            String redirectUri,
            @Nullable ProofKey proofKey,
            @Nullable String nonce) {}

    private record Stored(Authorization authorization, boolean over) {}

    /** Makes the code for an authorization. */
    String issue(Authorization authorization) {
        String code = START + random.token(LENGTH) + END;
        @Nullable ProofKey proofKey = authorization.proofKey();
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO SETUP.\"AuthorizationCode\" VALUES (:hash, :app,"
                        + " :user, :scopes, :redirectUri, :challenge, :plain, :nonce, :now, FALSE)")
                .bind("hash", Sessions.hash(code))
                .bind("app", authorization.appId().value())
                .bind("user", authorization.userId().value())
                .bind("scopes", Scopes.store(authorization.scopes()))
                .bind("redirectUri", authorization.redirectUri())
                .bind("challenge", proofKey == null ? null : proofKey.challenge())
                .bind("plain", proofKey != null && proofKey.plain())
                .bind("nonce", authorization.nonce())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
        return code;
    }

    /**
     * Takes a code back, which is of no use afterwards, whatever becomes of the request.
     *
     * @throws dev.sallyport.org.http.ApiException {@code invalid_grant} if it is unknown or another app's, or was used
     *     or given out too long ago
     */
    Authorization redeem(String code, SalesforceId app) {
        String hash = Sessions.hash(code);
        Stored stored = find(hash)
                .filter(found -> found.authorization().appId().equals(app))
                .orElseThrow(() -> OAuthErrors.refused("invalid_grant", "invalid authorization code"));
        if (stored.over() || !markUsed(hash)) {
            throw OAuthErrors.refused("invalid_grant", "expired authorization code");
        }
        return stored.authorization();
    }

    private Optional<Stored> find(String hash) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM SETUP.\"AuthorizationCode\" WHERE \"CodeHash\" = :hash")
                        .bind("hash", hash)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    private boolean markUsed(String hash) {
        return jdbi.withHandle(handle -> handle.createUpdate("UPDATE SETUP.\"AuthorizationCode\" SET \"Used\" = TRUE"
                                + " WHERE \"CodeHash\" = :hash AND NOT \"Used\"")
                        .bind("hash", hash)
                        .execute())
                == 1;
    }

    private Stored read(ResultSet row) throws SQLException {
        @Nullable String challenge = row.getString("Challenge");
        OffsetDateTime issued = row.getObject("Issued", OffsetDateTime.class);
        return new Stored(
                new Authorization(
                        new SalesforceId(row.getString("AppId")),
                        new SalesforceId(row.getString("UserId")),
                        Scopes.restore(row.getString("Scopes")),
                        row.getString("RedirectUri"),
                        challenge == null ? null : new ProofKey(challenge, row.getBoolean("Plain")),
                        row.getString("Nonce")),
                !clock.instant().isBefore(issued.toInstant().plus(LIFE)));
    }
}
