package dev.sallyport.flight;

import com.google.protobuf.ByteString;
import dev.sallyport.flight.FlightException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The statements that clients have prepared, each for its owner alone. One that is not used for an hour is forgotten: it
 * counts no more, and is closed when it is asked for or by the next sweep.
 */
final class HeldStatements {
    private static final Duration KEPT = Duration.ofHours(1);
    /** One whose rows are never fetched. */
    private static final Duration KEPT_FOR_ONCE = Duration.ofMinutes(5);

    private static final int MOST_OF_ONE = 100;

    private final Map<String, HeldStatement> statements = new ConcurrentHashMap<>();
    private final InstantSource clock;

    HeldStatements(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Prepares a statement and keeps it.
     *
     * @param once whether it is gone after it has run
     * @throws FlightException if its owner has too many
     */
    HeldStatement prepare(Call call, String sql, boolean once) throws SQLException {
        String owner = call.visitor().userName();
        long open = statements.values().stream()
                .filter(held -> held.visitor().userName().equals(owner) && !isForgotten(held))
                .count();
        if (open >= MOST_OF_ONE) {
            throw new FlightException(
                    Reason.THROTTLED,
                    "You have " + open + " statements prepared.",
                    "Close those that you need no more; after an hour without use they are closed.");
        }
        HeldStatement held = HeldStatement.prepare(UUID.randomUUID().toString(), call, sql, once, clock);
        statements.put(held.handle(), held);
        return held;
    }

    private boolean isForgotten(HeldStatement held) {
        return !held.isRunning() && held.usedAt().isBefore(clock.instant().minus(held.once() ? KEPT_FOR_ONCE : KEPT));
    }

    /**
     * A statement that the caller has prepared, with the rights that they have now.
     *
     * @throws FlightException if they have none of that handle
     */
    HeldStatement get(ByteString handle, Call call) {
        HeldStatement held = statements.get(handle.toStringUtf8());
        if (held != null && isForgotten(held)) {
            close(held);
            held = null;
        }
        if (held == null || !held.visitor().equals(call.visitor())) {
            throw HeldStatement.gone();
        }
        held.use();
        return held;
    }

    void endForgotten() {
        closeAll(this::isForgotten);
    }

    void close(HeldStatement held) {
        statements.remove(held.handle(), held);
        held.close();
    }

    void closeAll(Predicate<HeldStatement> which) {
        List.copyOf(statements.values()).stream().filter(which).forEach(this::close);
    }
}
