package dev.sallyport.org.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * API calls of the last 24 hours, to five minutes. They are kept in the database too, but not call by call: what was
 * counted since the last write is lost in a crash.
 */
final class ApiUsage {
    private static final long SLOT_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long SLOTS = Duration.ofHours(24).toMillis() / SLOT_MILLIS;
    private static final int CALLS_PER_WRITE = 100;
    private static final long MILLIS_PER_WRITE = 5_000;

    private final Jdbi jdbi;
    private final Clock clock;
    private final TreeMap<Long, Long> callsBySlot = new TreeMap<>();
    private long used;
    private int unwritten;
    private long written;

    ApiUsage(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        jdbi.useHandle(handle -> handle.execute("CREATE TABLE IF NOT EXISTS SETUP.\"ApiUsage\""
                + " (\"Slot\" BIGINT PRIMARY KEY, \"Calls\" BIGINT NOT NULL)"));
        read();
    }

    /** Counts one more call. */
    void add() {
        forgetOld();
        callsBySlot.merge(slot(), 1L, Long::sum);
        used++;
        unwritten++;
        boolean due = clock.millis() - written >= MILLIS_PER_WRITE;
        if (unwritten >= CALLS_PER_WRITE || due) {
            write();
        }
    }

    /** How many there were in the last 24 hours. */
    long used() {
        forgetOld();
        return used;
    }

    /** A copy of the counts by slot. */
    Map<Long, Long> counts() {
        forgetOld();
        return Map.copyOf(callsBySlot);
    }

    /** When a slot began. */
    static Instant beginning(long slot) {
        return Instant.ofEpochMilli(slot * SLOT_MILLIS);
    }

    /** Goes back to counts that were copied. */
    void backTo(Map<Long, Long> counts) {
        callsBySlot.clear();
        callsBySlot.putAll(counts);
        used = sum();
        unwritten = 0;
    }

    /** Writes what has not been written yet. */
    void write() {
        if (unwritten == 0) {
            return;
        }
        unwritten = 0;
        written = clock.millis();
        jdbi.useTransaction(handle -> {
            handle.execute("DELETE FROM SETUP.\"ApiUsage\" WHERE \"Slot\" <= ?", slot() - SLOTS);
            for (Map.Entry<Long, Long> slot :
                    callsBySlot.descendingMap().entrySet().stream().limit(2).toList()) {
                handle.execute("MERGE INTO SETUP.\"ApiUsage\" VALUES (?, ?)", slot.getKey(), slot.getValue());
            }
        });
    }

    private void read() {
        jdbi.useHandle(handle -> handle.createQuery("SELECT \"Slot\", \"Calls\" FROM SETUP.\"ApiUsage\"")
                .map((row, context) -> Map.entry(row.getLong("Slot"), row.getLong("Calls")))
                .forEach(entry -> callsBySlot.put(entry.getKey(), entry.getValue())));
        used = sum();
        written = clock.millis();
    }

    private void forgetOld() {
        Map<Long, Long> old = callsBySlot.headMap(slot() - SLOTS, true);
        if (!old.isEmpty()) {
            old.clear();
            used = sum();
        }
    }

    private long sum() {
        return callsBySlot.values().stream().mapToLong(Long::longValue).sum();
    }

    private long slot() {
        return clock.millis() / SLOT_MILLIS;
    }
}
