package dev.sallyport.server.security;

import dev.sallyport.server.ServerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever tries passwords: after a few failures of one name from one address, and after many from one address,
 * the next try must wait, each time twice as long. All nodes count together.
 */
@Component
public class LogInThrottle {
    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ADDRESS = 50;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final Clock clock;

    LogInThrottle(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Counts a try as failed before its password is looked at: many at the same time are no way around.
     *
     * @throws ServerException if it must wait
     */
    void begin(String userName, String address) {
        jdbi.useTransaction(handle -> {
            forgetOld(handle);
            count(handle, address, FREE_TRIES_OF_ADDRESS);
            count(handle, subject(userName, address), FREE_TRIES);
        });
    }

    /**
     * Counts a try by another way than a password as failed until it has succeeded; only the address is slowed down, for
     * nothing can be guessed there.
     *
     * @throws ServerException if it must wait
     */
    public void begin(String address) {
        jdbi.useTransaction(handle -> {
            forgetOld(handle);
            count(handle, address, FREE_TRIES_OF_ADDRESS);
        });
    }

    /** Forgets that try. */
    public void succeeded(String address) {
        jdbi.useTransaction(handle -> forgetOne(handle, address));
    }

    /** Forgets the failures of a name from an address: its owner is there. */
    void succeeded(String userName, String address) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from log_in_failure where subject = :subject")
                    .bind("subject", subject(userName, address))
                    .execute();
            forgetOne(handle, address);
        });
    }

    private void forgetOld(Handle handle) {
        handle.createUpdate("delete from log_in_failure where last_at < :forgotten")
                .bind("forgotten", clock.instant().minus(FORGOTTEN_AFTER).atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static void forgetOne(Handle handle, String address) {
        handle.createUpdate(
                        "update log_in_failure set failures = failures - 1 where subject = :subject and failures > 0")
                .bind("subject", address)
                .execute();
    }

    private record Failures(int count, Instant lastAt) {}

    private void count(Handle handle, String subject, int free) {
        Instant now = clock.instant();
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        handle.createUpdate("insert into log_in_failure (subject, failures, last_at) values (:subject, 0, :at)"
                        + " on conflict do nothing")
                .bind("subject", subject)
                .bind("at", at)
                .execute();
        Failures before = handle.createQuery(
                        "select failures, last_at from log_in_failure where subject = :subject for update")
                .bind("subject", subject)
                .map((row, context) -> new Failures(
                        row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .one();
        int failures = before.count();
        Duration wait = Duration.between(now, before.lastAt().plus(pause(failures - free)));
        if (failures >= free && wait.compareTo(Duration.ZERO) > 0) {
            throw new ServerException(
                    ServerException.Reason.THROTTLED,
                    "Too many log-ins have failed.",
                    "Wait " + (wait.toSeconds() + 1) + " seconds, then try again.");
        }
        handle.createUpdate("update log_in_failure set failures = :failures, last_at = :at where subject = :subject")
                .bind("failures", failures + 1)
                .bind("at", at)
                .bind("subject", subject)
                .execute();
    }

    private static Duration pause(int failuresBeyond) {
        int doublings = Math.min(Math.max(failuresBeyond, 0), 10);
        Duration pause = FIRST_WAIT.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
    }

    private static String subject(String userName, String address) {
        String name = userName.toLowerCase(Locale.ROOT);
        return address + " " + name.substring(0, Math.min(name.length(), 100));
    }
}
