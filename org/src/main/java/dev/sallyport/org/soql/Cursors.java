package dev.sallyport.org.soql;

import dev.sallyport.org.data.IdGenerator;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The query locators that users hold: at most ten each, the oldest goes first (SOQL and SOSL Reference, "SOQL Limits"),
 * and each for two days. What a cursor keeps is which rows the query had, eight bytes a row. Subqueries with more
 * children than fit on a page have cursors too, which are counted apart, since one page may need many.
 */
final class Cursors {
    private static final int MOST_OPEN = 10;
    private static final int MOST_OPEN_OF_CHILDREN = 2_000;
    private static final Duration LIFETIME = Duration.ofDays(2);
    private static final String KEY_PREFIX = "01g";

    /** A query whose rows have been found, in order. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and a million rows long
    record Cursor(Statement.Records statement, long[] rowIds, SalesforceId userId, Instant opened) {}

    private record Owner(SalesforceId userId, boolean ofChildren) {}

    private final IdGenerator ids;
    private final Clock clock;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private final Map<Owner, Deque<String>> byOwner = new HashMap<>();

    Cursors(IdGenerator ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Keeps a query's cursor; its name is the first part of a locator. */
    String open(Statement.Records statement, long[] rowIds, SalesforceId userId) {
        return open(new Cursor(statement, rowIds, userId, clock.instant()), new Owner(userId, false), MOST_OPEN);
    }

    /** Keeps a subquery's cursor. */
    String openChildren(Statement.Records statement, long[] rowIds, SalesforceId userId) {
        return open(
                new Cursor(statement, rowIds, userId, clock.instant()), new Owner(userId, true), MOST_OPEN_OF_CHILDREN);
    }

    private synchronized String open(Cursor cursor, Owner owner, int most) {
        String name = ids.next(KEY_PREFIX).value();
        cursors.put(name, cursor);
        Deque<String> own = byOwner.computeIfAbsent(owner, user -> new ArrayDeque<>());
        own.addLast(name);
        if (own.size() > most) {
            cursors.remove(own.removeFirst());
        }
        return name;
    }

    /** Closes them all. */
    synchronized void clear() {
        cursors.clear();
        byOwner.clear();
    }

    /** The cursor of a name, if it is the user's and has not expired. */
    synchronized Optional<Cursor> find(String name, SalesforceId userId) {
        return Optional.ofNullable(cursors.get(name))
                .filter(cursor -> cursor.userId().equals(userId))
                .filter(cursor -> clock.instant().isBefore(cursor.opened().plus(LIFETIME)));
    }
}
