package dev.sallyport.server.security;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever tries passwords: after a few failures of one name from one address, and after many from one address,
 * the next try must wait, each time twice as long. All nodes count together.
 *
 * <p>A try under way has not failed. But it may: so many at the same time as might fail without a pause begin at a node, after
 * a pause one, and whoever comes after them waits until it is known what has become of them. Each statement stands for itself and changes one
 * row, so that no two log-ins wait for each other's rows.
 */
@Component
public class LogInThrottle {
    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ADDRESS = 50;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** What databases answer to the one of two transactions that they end in favour of the other (SQL:2016, class 40). */
    private static final Set<String> ENDED_FOR_ANOTHER = Set.of("40001", "40P01");

    private static final int ATTEMPTS = 10;

    private final Jdbi jdbi;
    private final Clock clock;

    /** At this node, in the order in which they came. */
    private final Set<Try> underWay = new LinkedHashSet<>();

    private long ended;

    LogInThrottle(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A try of a password, from before it is looked at until it is closed; what becomes of it is told in between. */
    final class Try implements AutoCloseable {
        private final String address;
        private final String name;

        private Try(String address, String name) {
            this.address = address;
            this.name = name;
        }

        void failed() {
            fail(address);
            fail(name);
        }

        /** Forgets the failures of the name from the address: its owner is there. */
        void succeeded() {
            updated(handle -> handle.createUpdate("delete from log_in_failure where subject = :subject")
                    .bind("subject", name)
                    .execute());
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Begins a try, as soon as it is clear that it need not wait for a pause.
     *
     * @throws ServerException if it must
     */
    Try begin(String userName, String address) {
        forgetOld();
        Try one = new Try(address, subject(userName, address));
        enter(one);
        try {
            awaitTurn(one);
            return one;
        } catch (RuntimeException e) {
            one.close();
            throw e;
        }
    }

    /**
     * Counts a try by another way than a password as failed until it has succeeded; only the address is slowed down, for
     * nothing can be guessed there.
     *
     * @throws ServerException if it must wait
     */
    public void begin(String address) {
        forgetOld();
        requireNoPause(standing(address, FREE_TRIES_OF_ADDRESS));
        fail(address);
    }

    /** Forgets that try. */
    public void succeeded(String address) {
        updated(handle -> handle.createUpdate(
                        "update log_in_failure set failures = failures - 1 where subject = :subject and failures > 0")
                .bind("subject", address)
                .execute());
    }

    private synchronized void enter(Try one) {
        underWay.add(one);
    }

    private synchronized void leave(Try one) {
        underWay.remove(one);
        ended++;
        notifyAll();
    }

    /** The first of those under way never waits here: all come to their turn. */
    private void awaitTurn(Try one) {
        while (true) {
            // First who is ahead, then the failures: who fails in between is counted twice, and not overlooked.
            Ahead ahead = awaitFew(one);
            Standing ofAddress = standing(one.address, FREE_TRIES_OF_ADDRESS);
            Standing ofName = standing(one.name, FREE_TRIES);
            requireNoPause(ofAddress);
            requireNoPause(ofName);
            if (ofAddress.hasRoomAfter(ahead.ofAddress()) && ofName.hasRoomAfter(ahead.ofName())) {
                return;
            }
            awaitEnd(ahead.ended());
        }
    }

    /**
     * Those under way that came before one.
     *
     * @param ofAddress from its address
     * @param ofName of its name from its address
     * @param ended how many had ended when this was counted
     */
    private record Ahead(int ofAddress, int ofName, long ended) {}

    /** Waits until there are so few before one that it might begin: till then nobody need look into the database. */
    private synchronized Ahead awaitFew(Try one) {
        Ahead ahead = ahead(one);
        while (ahead.ofAddress() >= FREE_TRIES_OF_ADDRESS || ahead.ofName() >= FREE_TRIES) {
            awaitEnd(ahead.ended());
            ahead = ahead(one);
        }
        return ahead;
    }

    private synchronized Ahead ahead(Try one) {
        int ofAddress = 0;
        int ofName = 0;
        for (Try other : underWay) {
            if (other == one) {
                break;
            }
            ofAddress += other.address.equals(one.address) ? 1 : 0;
            ofName += other.name.equals(one.name) ? 1 : 0;
        }
        return new Ahead(ofAddress, ofName, ended);
    }

    private synchronized void awaitEnd(long seen) {
        try {
            while (ended == seen) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(Reason.ENDING, "This server is ending.", "Log in at another.", e);
        }
    }

    /**
     * How often a subject has failed.
     *
     * @param lastAt null for never
     * @param free how many failures make nobody wait
     */
    private record Standing(
            String subject, int failures, @Nullable OffsetDateTime lastAt, int free) {
        boolean hasRoomAfter(int ahead) {
            return ahead == 0 || failures + ahead < free;
        }

        Duration pauseLeft(Instant now) {
            return failures < free || lastAt == null
                    ? Duration.ZERO
                    : Duration.between(now, lastAt.toInstant().plus(pause(failures - free)));
        }
    }

    private Standing standing(String subject, int free) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select failures, last_at from log_in_failure where subject = :subject")
                        .bind("subject", subject)
                        .map((row, context) ->
                                new Standing(subject, row.getInt(1), row.getObject(2, OffsetDateTime.class), free))
                        .findOne()
                        .orElseGet(() -> new Standing(subject, 0, null, free)));
    }

    private void requireNoPause(Standing standing) {
        Duration left = standing.pauseLeft(clock.instant());
        if (left.compareTo(Duration.ZERO) > 0) {
            throw new ServerException(
                    Reason.THROTTLED,
                    "Too many log-ins have failed.",
                    "Wait " + (left.toSeconds() + 1) + " seconds, then try again.");
        }
    }

    private void fail(String subject) {
        boolean counted = false;
        while (!counted) {
            // What is there may be forgotten, and what is not may come, between the two.
            counted = updated(handle -> failAgain(handle, subject)) > 0
                    || updated(handle -> failFirst(handle, subject)) > 0;
        }
    }

    private int failAgain(Handle handle, String subject) {
        return handle.createUpdate(
                        "update log_in_failure set failures = failures + 1, last_at = :at where subject = :subject")
                .bind("subject", subject)
                .bind("at", now())
                .execute();
    }

    private int failFirst(Handle handle, String subject) {
        return handle.createUpdate("insert into log_in_failure (subject, failures, last_at) values (:subject, 1, :at)"
                        + " on conflict do nothing")
                .bind("subject", subject)
                .bind("at", now())
                .execute();
    }

    private void forgetOld() {
        updated(handle -> handle.createUpdate("delete from log_in_failure where last_at < :forgotten")
                .bind("forgotten", now().minus(FORGOTTEN_AFTER))
                .execute());
    }

    /** How many rows a statement has changed; it is run again where the database ended it for another's sake. */
    private int updated(Function<Handle, Integer> statement) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.withHandle(statement::apply);
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !isEndedForAnother(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isEndedForAnother(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() != null && ENDED_FOR_ANOTHER.contains(sql.getSQLState());
            }
        }
        return false;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
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
