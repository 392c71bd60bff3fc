package dev.sallyport.org.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes ids: consecutive for each key prefix, the same in every org that makes the same records in the same order, and
 * never one that was given before, a restart or crash in between notwithstanding.
 *
 * <p>Numbers are reserved in the database a block at a time, so that most ids cost no write. A clean close gives the
 * rest of the block back; a crash skips it. Reserving has a transaction of its own: the caller's may be rolled back, but a
 * number stays given.
 */
public final class IdGenerator {
    /** Fourth and fifth characters of each id: which instance of Salesforce made it. */
    static final String INSTANCE = "Lo";

    private static final int BLOCK = 200;
    private static final int NUMBER_LENGTH = 9;
    private static final int RADIX = SalesforceId.DIGITS.length();

    private final Jdbi jdbi;
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    IdGenerator(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The next id of a key prefix, e.g. {@code 001}. */
    public SalesforceId next(String keyPrefix) {
        return id(keyPrefix, reserve(keyPrefix, 1));
    }

    /** Reserves consecutive numbers for many ids at once; {@link #id} makes each of them. Returns the first. */
    long reserve(String keyPrefix, int count) {
        Block block = blocks.computeIfAbsent(keyPrefix, prefix -> new Block());
        synchronized (block) {
            if (block.end - block.next < count) {
                int size = Math.max(count, BLOCK);
                block.end = advance(keyPrefix, block, size);
            }
            long first = block.next;
            block.next += count;
            return first;
        }
    }

    static SalesforceId id(String keyPrefix, long number) {
        StringBuilder id =
                new StringBuilder(18).append(keyPrefix).append(INSTANCE).append('0');
        char[] digits = new char[NUMBER_LENGTH];
        long rest = number;
        for (int i = NUMBER_LENGTH - 1; i >= 0; i--) {
            digits[i] = SalesforceId.DIGITS.charAt((int) (rest % RADIX));
            rest /= RADIX;
        }
        id.append(digits);
        return new SalesforceId(id.append(SalesforceId.checksum(id.toString())).toString());
    }

    /** Has the database say which ids come next; what is returned forgets what was reserved since. */
    Runnable bookmark() {
        close();
        return blocks::clear;
    }

    /** Gives back what is reserved and unused. */
    void close() {
        blocks.forEach((keyPrefix, block) -> {
            synchronized (block) {
                store(keyPrefix, block.next);
                block.end = block.next;
            }
        });
    }

    private long advance(String keyPrefix, Block block, int size) {
        if (block.end == 0) {
            long stored = stored(keyPrefix);
            block.next = stored;
            block.end = stored;
        }
        long end = block.end + size;
        store(keyPrefix, end);
        return end;
    }

    private long stored(String keyPrefix) {
        try (Handle handle = jdbi.open()) {
            return handle.createQuery("SELECT \"Next\" FROM INTERNAL.\"IdNumber\" WHERE \"KeyPrefix\" = :keyPrefix")
                    .bind("keyPrefix", keyPrefix)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(1L);
        }
    }

    private void store(String keyPrefix, long next) {
        try (Handle handle = jdbi.open()) {
            handle.createUpdate("MERGE INTO INTERNAL.\"IdNumber\" (\"KeyPrefix\", \"Next\") VALUES (:keyPrefix, :next)")
                    .bind("keyPrefix", keyPrefix)
                    .bind("next", next)
                    .execute();
        }
    }

    private static final class Block {
        private long next;
        private long end;
    }
}
