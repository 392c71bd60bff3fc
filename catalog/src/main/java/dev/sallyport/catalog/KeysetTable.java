package dev.sallyport.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The keyset as a row, and when its keys were made. */
final class KeysetTable {
    private final Clock clock;

    KeysetTable(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is stored.
     *
     * @param version grows whenever the data keys are replaced; another master key alone leaves it as it is
     * @param masterKeyId which master key wraps the keyset
     * @param keyset wrapped
     * @param wrappedAt when that was done
     */
    record Row(long version, int masterKeyId, Ciphertext keyset, Instant wrappedAt) {}

    Optional<Row> read(Handle handle) {
        return select(handle, "");
    }

    /** Reads the row and keeps others from it until the transaction ends. */
    Row lock(Handle handle) {
        return select(handle, " for update").orElseThrow();
    }

    private static Optional<Row> select(Handle handle, String locking) {
        return handle.createQuery(
                        "select version, master_key_id, keyset, wrapped_at from encryption_keyset where id = 1"
                                + locking)
                .map((row, context) -> new Row(
                        row.getLong(1),
                        row.getInt(2),
                        Ciphertext.of(row.getBytes(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .findOne();
    }

    /**
     * Adds the first row, unless another process was faster.
     *
     * @param direct the master key among the data keys, whose date nobody knows; null if there is none
     */
    void insert(Handle handle, DataKeys keys, MasterKey master, @Nullable MasterKey direct) {
        int inserted = handle.createUpdate("""
                        insert into encryption_keyset (id, version, master_key_id, keyset, wrapped_at)
                        values (1, :version, :master, :keyset, :now) on conflict do nothing
                        """)
                .bind("version", keys.version())
                .bind("master", master.id())
                .bind("keyset", master.wrap(keys.keyset()))
                .bind("now", now())
                .execute();
        if (inserted == 1) {
            keys.ids().forEach(id -> insertDate(handle, id, direct != null && direct.id() == id ? null : now()));
        }
    }

    /** Puts other keys, or another master key, in the place of what is there. */
    void update(Handle handle, DataKeys keys, MasterKey master) {
        handle.createUpdate("""
                        update encryption_keyset set version = :version, master_key_id = :master, keyset = :keyset,
                          wrapped_at = :now
                        """)
                .bind("version", keys.version())
                .bind("master", master.id())
                .bind("keyset", master.wrap(keys.keyset()))
                .bind("now", now())
                .execute();
        Map<Integer, Optional<Instant>> dates = dates(handle);
        keys.ids().stream().filter(id -> !dates.containsKey(id)).forEach(id -> insertDate(handle, id, now()));
        dates.keySet().stream().filter(id -> !keys.ids().contains(id)).forEach(id -> handle.createUpdate(
                        "delete from encryption_key where id = :id")
                .bind("id", id)
                .execute());
    }

    /** When each key was made; empty for one that is older than its keyset. */
    Map<Integer, Optional<Instant>> dates(Handle handle) {
        Map<Integer, Optional<Instant>> dates = new HashMap<>();
        handle.createQuery("select id, created_at from encryption_key")
                .map((row, context) -> Map.entry(
                        row.getInt(1),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .forEach(date -> dates.put(date.getKey(), date.getValue()));
        return dates;
    }

    private static void insertDate(Handle handle, int id, @Nullable OffsetDateTime createdAt) {
        handle.createUpdate("insert into encryption_key (id, created_at) values (:id, :createdAt)")
                .bind("id", id)
                .bind("createdAt", createdAt)
                .execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
