package dev.sallyport.server.query;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The statements that run or have rows left, by whichever door they came: so many for each account. What nobody reads on
 * for a while counts no more, and is ended by the next sweep.
 */
@Component
class OpenRuns implements Forgetful, DisposableBean {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST_OF_ONE = 8;

    private final Clock clock;
    private final Map<String, OpenRun> runs = new ConcurrentHashMap<>();

    OpenRuns(Clock clock) {
        this.clock = clock;
    }

    /** Somebody's, by id. */
    Map<String, OpenRun> of(String owner) {
        Map<String, OpenRun> theirs = new ConcurrentHashMap<>(runs);
        theirs.values().removeIf(run -> !run.owner().equals(owner));
        return theirs;
    }

    /**
     * Looks whether somebody may have one more: before anything is opened for it. That it may be had is for {@link #add} to
     * say.
     *
     * @throws ServerException if they have too many
     */
    void requireRoom(String owner) {
        long open = of(owner).values().stream().filter(run -> !isForgotten(run)).count();
        if (open >= MOST_OF_ONE) {
            throw new ServerException(
                    Reason.THROTTLED,
                    "You have " + open + " statements open.",
                    "Read one to its end, or cancel it; after five minutes without a reader it is closed.");
        }
    }

    private boolean isForgotten(OpenRun run) {
        return run.usedAt().isBefore(clock.instant().minus(KEPT));
    }

    /** Outside the lock: to end a run may wait for it. */
    @Override
    public void endForgotten() {
        List<Map.Entry<String, OpenRun>> entries = new ArrayList<>(runs.entrySet());
        entries.forEach(entry -> {
            if (isForgotten(entry.getValue())) {
                remove(entry.getKey(), entry.getValue());
                entry.getValue().cancel();
            }
        });
    }

    /**
     * Adds one.
     *
     * @throws ServerException if its owner has too many, or its id is taken
     */
    synchronized void add(String id, OpenRun run) {
        requireRoom(run.owner());
        if (runs.putIfAbsent(id, run) != null) {
            throw new ServerException(
                    Reason.DUPLICATE, "There is a statement of this id already.", "Choose another id.");
        }
    }

    Optional<OpenRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    void remove(String id, OpenRun run) {
        runs.remove(id, run);
    }

    @Override
    public void destroy() {
        runs.values().forEach(OpenRun::cancel);
    }
}
