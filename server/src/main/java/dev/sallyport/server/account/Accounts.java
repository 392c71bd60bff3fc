package dev.sallyport.server.account;

import static dev.sallyport.server.ServerException.Reason.DUPLICATE;
import static dev.sallyport.server.ServerException.Reason.INVALID;
import static dev.sallyport.server.ServerException.Reason.IN_USE;
import static dev.sallyport.server.ServerException.Reason.NOT_FOUND;
import static dev.sallyport.server.ServerException.Reason.STALE;

import dev.sallyport.auth.Secret;
import dev.sallyport.server.ServerException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The accounts of the server and their passwords. */
@Component
public class Accounts {
    private static final Pattern USER_NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final int SHORTEST_PASSWORD = 12;

    /** What bcrypt reads; it is silent about the rest. */
    private static final int LONGEST_PASSWORD = 72;

    private static final String SELECT = "select id, user_name, role, enabled, version, created_at from account";

    private final Jdbi jdbi;
    private final PasswordEncoder encoder;
    private final Clock clock;

    /** Compared with where there is no such account, so that the answer takes as long. */
    private final String nobodysHash;

    Accounts(Jdbi jdbi, PasswordEncoder encoder, Clock clock) {
        this.jdbi = jdbi;
        this.encoder = encoder;
        this.clock = clock;
        nobodysHash = encoder.encode(UUID.randomUUID().toString());
    }

    /** All accounts by name. */
    public List<Account> list() {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " order by user_name")
                .map(Accounts::read)
                .list());
    }

    /**
     * The account of that name.
     *
     * @param userName in any case
     */
    public Optional<Account> find(String userName) {
        return jdbi.withHandle(handle -> find(handle, userName));
    }

    /**
     * The account of that name.
     *
     * @throws ServerException if there is none
     */
    public Account get(String userName) {
        return find(userName).orElseThrow(() -> unknown(userName));
    }

    /**
     * Adds an account.
     *
     * @throws ServerException if the name or the password cannot be, or the name is taken
     */
    public Account create(String userName, Secret password, Role role) {
        String name = checkedName(userName);
        String hash = hash(password);
        return jdbi.inTransaction(handle -> insert(handle, name, hash, role));
    }

    /**
     * Adds an account within a transaction.
     *
     * @param hash the password's; null where nobody logs in by one
     */
    Account insert(Handle handle, String name, @Nullable String hash, Role role) {
        try {
            handle.createUpdate("""
                            insert into account (id, user_name, role, password_hash, enabled, version, created_at)
                            values (:id, :name, :role, :hash, true, 1, :now)
                            """)
                    .bind("id", UUID.randomUUID().toString())
                    .bind("name", name)
                    .bind("role", role.word())
                    .bind("hash", hash)
                    .bind("now", now())
                    .execute();
        } catch (JdbiException e) {
            if (UniqueViolation.is(e)) {
                throw new ServerException(
                        DUPLICATE, "There is an account " + name + " already.", "Choose another name.", e);
            }
            throw e;
        }
        return find(handle, name).orElseThrow(() -> unknown(name));
    }

    /**
     * Gives an account another role, or lets it log in or not, and perhaps another password: all of it or nothing.
     *
     * @param password null keeps the one that it has
     * @param expectedVersion the version that the change was made to
     * @return the account as it is now
     * @throws ServerException if there is none, the password cannot be, somebody else has changed it, or nobody would be left
     *     to administer
     */
    public Account update(
            String userName, Role role, boolean enabled, @Nullable Secret password, long expectedVersion) {
        String hash = password == null ? null : hash(password);
        return jdbi.inTransaction(handle -> {
            Account before = locked(handle, userName);
            requireVersion(before, expectedVersion);
            if (!enabled || role != Role.ADMINISTRATOR) {
                keepAnAdministrator(handle, before);
            }
            handle.createUpdate("""
                            update account set role = :role, enabled = :enabled,
                              password_hash = coalesce(:hash, password_hash), version = version + 1
                            where id = :id
                            """)
                    .bind("role", role.word())
                    .bind("enabled", enabled)
                    .bind("hash", hash)
                    .bind("id", before.id())
                    .execute();
            return locked(handle, userName);
        });
    }

    /**
     * Gives an account another password.
     *
     * @throws ServerException if there is none, or the password cannot be
     */
    public void setPassword(String userName, Secret password) {
        String hash = hash(password);
        int updated = jdbi.withHandle(handle -> handle.createUpdate(
                        "update account set password_hash = :hash, version = version + 1 where user_name = :name")
                .bind("hash", hash)
                .bind("name", lower(userName))
                .execute());
        if (updated == 0) {
            throw unknown(userName);
        }
    }

    /**
     * Deletes an account and its API tokens.
     *
     * @param expectedVersion that of the state that was read; null for whichever it has
     * @throws ServerException if there is none, somebody else has changed it, or nobody would be left to administer
     */
    public void delete(String userName, @Nullable Long expectedVersion) {
        jdbi.useTransaction(handle -> {
            Account account = locked(handle, userName);
            if (expectedVersion != null) {
                requireVersion(account, expectedVersion);
            }
            keepAnAdministrator(handle, account);
            handle.createUpdate("delete from account where id = :id")
                    .bind("id", account.id())
                    .execute();
        });
    }

    /** The account whose name and password these are, if it may log in. */
    public Optional<Account> verify(String userName, String password) {
        Optional<String> hash = jdbi.withHandle(handle -> handle.createQuery("select password_hash from account"
                        + " where user_name = :name and enabled and password_hash is not null")
                .bind("name", lower(userName))
                .mapTo(String.class)
                .findOne());
        boolean matches = encoder.matches(password, hash.orElse(nobodysHash));
        return hash.isPresent() && matches ? find(userName) : Optional.empty();
    }

    /** Whether a text can be a user name. */
    public static boolean canBeName(String text) {
        return USER_NAME.matcher(lower(text.strip())).matches();
    }

    String checkedName(String userName) {
        String name = lower(userName.strip());
        if (!USER_NAME.matcher(name).matches()) {
            throw new ServerException(
                    INVALID,
                    "\"" + userName.replaceAll("\\p{Cntrl}", "?") + "\" cannot be a user name.",
                    "Use 1 to 64 letters, digits and . _ @ -, a letter or digit first.");
        }
        return name;
    }

    String hash(Secret password) {
        String text = password.reveal();
        if (text.length() < SHORTEST_PASSWORD || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            throw new ServerException(
                    INVALID,
                    "The password is too short or too long.",
                    "Choose one of " + SHORTEST_PASSWORD + " characters at least and " + LONGEST_PASSWORD
                            + " bytes at most: a few words that nobody would guess.");
        }
        return encoder.encode(text);
    }

    private static Optional<Account> find(Handle handle, String userName) {
        return handle.createQuery(SELECT + " where user_name = :name")
                .bind("name", lower(userName))
                .map(Accounts::read)
                .findOne();
    }

    private static Account locked(Handle handle, String userName) {
        return handle.createQuery(SELECT + " where user_name = :name for update")
                .bind("name", lower(userName))
                .map(Accounts::read)
                .findOne()
                .orElseThrow(() -> unknown(userName));
    }

    private static void requireVersion(Account account, long expected) {
        if (account.version() != expected) {
            throw new ServerException(
                    STALE,
                    "The account " + account.userName() + " has been changed meanwhile.",
                    "Read it again, and make the change to what it is now.");
        }
    }

    /** All administrators are locked: of two who leave at the same time one stays. */
    private static void keepAnAdministrator(Handle handle, Account leaving) {
        boolean another = handle
                .createQuery(SELECT + " where role = :role and enabled order by id for update")
                .bind("role", Role.ADMINISTRATOR.word())
                .map(Accounts::read)
                .list()
                .stream()
                .anyMatch(account -> !account.id().equals(leaving.id()));
        if (!another) {
            throw new ServerException(
                    IN_USE,
                    leaving.userName() + " is the only administrator.",
                    "Make somebody else an administrator first.");
        }
    }

    private static Account read(ResultSet row, StatementContext context) throws SQLException {
        return new Account(
                row.getString("id"),
                row.getString("user_name"),
                Role.of(row.getString("role")),
                row.getBoolean("enabled"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static ServerException unknown(String userName) {
        return new ServerException(
                NOT_FOUND,
                "There is no account " + userName.replaceAll("\\p{Cntrl}", "?") + ".",
                "Look for its name under Accounts.");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String lower(String userName) {
        return userName.toLowerCase(Locale.ROOT);
    }
}
