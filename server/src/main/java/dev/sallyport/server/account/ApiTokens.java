package dev.sallyport.server.account;

import static dev.sallyport.server.ServerException.Reason.DUPLICATE;
import static dev.sallyport.server.ServerException.Reason.INVALID;
import static dev.sallyport.server.ServerException.Reason.NOT_FOUND;

import dev.sallyport.auth.Secret;
import dev.sallyport.server.ServerException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tokens by which programs use the API in a person's place. */
@Component
public class ApiTokens {
    /** What a token begins with: scanners for leaked secrets find it by this. */
    static final String PREFIX = "sallyport_";

    private static final int LONGEST_NAME = 64;

    private static final String SELECT = """
            select t.id, a.user_name, a.role as account_role, t.name, t.role, t.created_at, t.expires_at
            from api_token t join account a on a.id = t.account_id
            """;

    private final Jdbi jdbi;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokens(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param token what may be shown again
     * @param secret what the program sends; it is not kept and not shown again
     */
    public record Created(ApiToken token, Secret secret) {}

    /**
     * Makes a token.
     *
     * @param account in whose place the program acts
     * @param name what it is for; the account's tokens have different ones
     * @param role what it may do at most
     * @param life how long it lives; null for ever
     * @throws ServerException if the name cannot be or is taken, or the role is more than the account has
     */
    public Created create(Account account, String name, Role role, @Nullable Duration life) {
        check(account, name, role, life);
        Secret secret = OneTimeText.of(random, PREFIX);
        Instant now = clock.instant();
        ApiToken token = new ApiToken(
                UUID.randomUUID().toString(),
                account.userName(),
                name.strip(),
                role,
                now,
                life == null ? null : now.plus(life));
        try {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            insert into api_token (id, account_id, name, role, token_hash, created_at, expires_at)
                            values (:id, :account, :name, :role, :hash, :createdAt, :expiresAt)
                            """)
                    .bind("id", token.id())
                    .bind("account", account.id())
                    .bind("name", token.name())
                    .bind("role", role.word())
                    .bind("hash", OneTimeText.hash(secret.reveal()))
                    .bind("createdAt", now.atOffset(ZoneOffset.UTC))
                    .bind(
                            "expiresAt",
                            token.expiresAt() == null ? null : token.expiresAt().atOffset(ZoneOffset.UTC))
                    .execute());
        } catch (JdbiException e) {
            if (UniqueViolation.is(e)) {
                throw new ServerException(
                        DUPLICATE,
                        account.userName() + " has a token " + token.name() + " already.",
                        "Choose another name, or revoke the one that is there.",
                        e);
            }
            throw e;
        }
        return new Created(token, secret);
    }

    private static void check(Account account, String name, Role role, @Nullable Duration life) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new ServerException(
                    INVALID, "A token needs a name.", "Say what it is for, in 1 to " + LONGEST_NAME + " characters.");
        }
        if (!account.role().includes(role)) {
            throw new ServerException(
                    INVALID,
                    "A token of " + account.userName() + " cannot have the role " + role.label() + ".",
                    "Choose " + account.role().label() + " or less: a token may do no more than its owner.");
        }
        if (life != null && (life.isNegative() || life.isZero())) {
            throw new ServerException(INVALID, "The token would have ended already.", "Give it a day at least.");
        }
    }

    /** An account's tokens by name. */
    public List<ApiToken> list(Account account) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where a.id = :account order by t.name")
                .bind("account", account.id())
                .map(ApiTokens::read)
                .list());
    }

    /**
     * Ends a token.
     *
     * @throws ServerException if the account has none of that id
     */
    public void revoke(Account account, String id) {
        int deleted = jdbi.withHandle(
                handle -> handle.createUpdate("delete from api_token where id = :id and account_id = :account")
                        .bind("id", id)
                        .bind("account", account.id())
                        .execute());
        if (deleted == 0) {
            throw new ServerException(NOT_FOUND, "There is no such token.", "Look at the list for its id.");
        }
    }

    /** What a token that a program sent stands for; its role is what the program may do. Empty if it does not count. */
    public Optional<ApiToken> verify(String sent) {
        if (!sent.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where t.token_hash = :hash and a.enabled"
                        + " and (t.expires_at is null or t.expires_at > :now)")
                .bind("hash", OneTimeText.hash(sent))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .map(ApiTokens::read)
                .findOne());
    }

    private static ApiToken read(ResultSet row, StatementContext context) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new ApiToken(
                row.getString("id"),
                row.getString("user_name"),
                row.getString("name"),
                Role.of(row.getString("role")).atMost(Role.of(row.getString("account_role"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant());
    }
}
