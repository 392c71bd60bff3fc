package dev.sallyport.org.session;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gives out tokens and knows whom they stand for. */
public final class Sessions {
    private static final String TOKEN_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    private static final int TOKEN_LENGTH = 96;

    private final Jdbi jdbi;
    private final Clock clock;
    private final SecureRandom random;
    private final String organizationId;

    public Sessions(Jdbi jdbi, Clock clock, SecureRandom random, SalesforceId organizationId) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.random = random;
        this.organizationId = organizationId.shortForm();
        jdbi.useHandle(handle -> handle.execute("""
                CREATE TABLE IF NOT EXISTS SETUP."Session" (
                    "TokenHash" VARCHAR(44) PRIMARY KEY, "UserId" VARCHAR(18) NOT NULL, "ConnectedAppId" VARCHAR(18),
                    "Scopes" VARCHAR(2000) NOT NULL, "TimeoutSeconds" BIGINT NOT NULL,
                    "Issued" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "LastsUntil" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                    "GrantId" VARCHAR(36))
                """));
    }

    /**
     * Opens a session and returns its token: the organization's 15-character id, {@code !}, and 96 characters that only
     * the caller knows.
     *
     * @param connectedApp the app it is for; null for a person's sign-in
     * @param timeout after how long without use it ends
     */
    public String open(SalesforceId user, @Nullable SalesforceId connectedApp, Set<Scope> scopes, Duration timeout) {
        return open(user, connectedApp, scopes, timeout, null);
    }

    /**
     * Opens a session that can be ended together with others of its grant.
     *
     * @param grantId names the grant whose refresh token can renew the session; null where there is none
     */
    public String open(
            SalesforceId user,
            @Nullable SalesforceId connectedApp,
            Set<Scope> scopes,
            Duration timeout,
            @Nullable String grantId) {
        StringBuilder token = new StringBuilder(organizationId).append('!');
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(TOKEN_CHARACTERS.charAt(random.nextInt(TOKEN_CHARACTERS.length())));
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO SETUP.\"Session\""
                        + " VALUES (:hash, :user, :app, :scopes, :timeout, :now, :lastsUntil, :grant)")
                .bind("hash", hash(token.toString()))
                .bind("user", user.value())
                .bind("app", connectedApp == null ? null : connectedApp.value())
                .bind("scopes", scopes.stream().map(Scope::name).collect(Collectors.joining(" ")))
                .bind("timeout", timeout.toSeconds())
                .bind("now", now)
                .bind("lastsUntil", now.plus(timeout))
                .bind("grant", grantId)
                .execute());
        return token.toString();
    }

    /**
     * Finds the session of a token. Use keeps a session alive: past the half of its life it starts anew, as
     * Salesforce's do, so that most calls write nothing.
     *
     * @return empty where the token is unknown, revoked or of a session that has ended
     */
    public Optional<Session> find(String token) {
        String hash = hash(token);
        return find(hash, row -> renewed(hash, read(row), Duration.ofSeconds(row.getLong("TimeoutSeconds"))));
    }

    /** Finds the session of a token as {@link #find} does, for who only asks about it: that keeps no session alive. */
    public Optional<Session> look(String token) {
        return find(hash(token), Sessions::read);
    }

    private Optional<Session> find(String hash, RowReader reader) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM SETUP.\"Session\" WHERE \"TokenHash\" = :hash")
                        .bind("hash", hash)
                        .map((row, context) -> reader.read(row))
                        .findOne()
                        .filter(session -> clock.instant().isBefore(session.lastsUntil())));
    }

    /** Makes a session of a row. */
    private interface RowReader {
        Session read(ResultSet row) throws SQLException;
    }

    /** Ends a session. Returns whether there was one. */
    public boolean revoke(String token) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("DELETE FROM SETUP.\"Session\" WHERE \"TokenHash\" = :hash")
                                .bind("hash", hash(token))
                                .execute())
                > 0;
    }

    /** Ends the sessions of a grant. */
    public void revokeGrant(String grantId) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM SETUP.\"Session\" WHERE \"GrantId\" = :grant")
                .bind("grant", grantId)
                .execute());
    }

    /** Ends every session of every user. */
    public void revokeAll() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM SETUP.\"Session\""));
    }

    /** The SHA-256 of a token in Base64: what the org keeps of it, and what SOAP faults name. */
    public static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private Session renewed(String hash, Session session, Duration timeout) {
        Instant now = clock.instant();
        boolean ended = !now.isBefore(session.lastsUntil());
        if (ended || now.isBefore(session.lastsUntil().minus(timeout.dividedBy(2)))) {
            return session;
        }
        Instant lastsUntil = now.plus(timeout);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE SETUP.\"Session\" SET \"LastsUntil\" = :lastsUntil WHERE \"TokenHash\" = :hash")
                .bind("lastsUntil", lastsUntil.atOffset(ZoneOffset.UTC))
                .bind("hash", hash)
                .execute());
        return new Session(
                session.userId(), session.connectedAppId(), session.scopes(), session.issuedAt(), lastsUntil);
    }

    private static Session read(ResultSet row) throws SQLException {
        @Nullable String app = row.getString("ConnectedAppId");
        return new Session(
                new SalesforceId(row.getString("UserId")),
                app == null ? null : new SalesforceId(app),
                Stream.of(row.getString("Scopes").split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .map(Scope::valueOf)
                        .collect(Collectors.toSet()),
                row.getObject("Issued", OffsetDateTime.class).toInstant(),
                row.getObject("LastsUntil", OffsetDateTime.class).toInstant());
    }
}
