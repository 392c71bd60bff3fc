package dev.sallyport.server.account;

import static dev.sallyport.server.ServerException.Reason.INVALID;

import dev.sallyport.auth.Secret;
import dev.sallyport.server.ServerException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the first administrator, for whoever has the link that the terminal showed. The link is of this process: a server
 * that is started again before it was used shows another.
 */
@Component
public class SetUp {
    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Clock clock;
    private final AtomicReference<@Nullable Secret> token = new AtomicReference<>();

    SetUp(Jdbi jdbi, Accounts accounts, Clock clock) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.clock = clock;
        if (!isDone()) {
            token.set(OneTimeText.of(new SecureRandom(), ""));
        }
    }

    /** What the link holds; empty once there has been an administrator. */
    public Optional<Secret> token() {
        return isDone() ? Optional.empty() : Optional.ofNullable(token.get());
    }

    /** Whether a link is the one that was shown and has not been used. */
    public boolean accepts(String given) {
        return !given.isBlank() && token().filter(Secret.of(given)::equals).isPresent();
    }

    /**
     * Makes the first administrator.
     *
     * @param given what the link held
     * @throws ServerException if the link is not the one that was shown, it has been used, or a value cannot be: then it
     *     can be used again
     */
    public Account complete(String given, String userName, Secret password) {
        if (!accepts(given)) {
            throw used(null);
        }
        String name = accounts.checkedName(userName);
        String hash = accounts.hash(password);
        Account administrator;
        try {
            administrator = jdbi.inTransaction(handle -> {
                handle.createUpdate("insert into set_up (id, done_at) values (1, :now)")
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute();
                return accounts.insert(handle, name, hash, Role.ADMINISTRATOR);
            });
        } catch (JdbiException e) {
            throw UniqueViolation.is(e) ? used(e) : e;
        }
        token.set(null);
        return administrator;
    }

    private boolean isDone() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from set_up")
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    private static ServerException used(@Nullable Throwable cause) {
        return new ServerException(
                INVALID,
                "This set-up link does not work, or not any more.",
                "Log in if there is an administrator already. Else use the link that the latest start of the server printed.",
                cause);
    }
}
