package dev.sallyport.org.setup;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * When each type last changed, in itself or in what users may do with it: what was described since is still so. Times are
 * told to the second, and no two changes have the same, lest the second be taken for the first: a change is dated up to a
 * second ahead for each one that came close before it.
 */
final class ChangeTimes {
    private final Schema schema;
    private final Clock clock;
    private final Map<String, Instant> ofTypes = new HashMap<>();
    private Map<String, SObjectType> types;
    private long schemaVersion;
    private Instant ofAll;
    private Instant last;

    ChangeTimes(Schema schema, Clock clock) {
        this.schema = schema;
        this.clock = clock;
        this.schemaVersion = schema.version();
        this.types = byName(schema.types());
        this.ofAll = nextSecond();
        this.last = ofAll;
    }

    /** When anything last changed. */
    synchronized Instant last() {
        compareTypes();
        return last;
    }

    /** When a type last changed. */
    synchronized Instant lastOf(String type) {
        compareTypes();
        return ofTypes.getOrDefault(type, ofAll);
    }

    /** Any type may have changed. */
    synchronized void all() {
        compareTypes();
        advance();
        ofTypes.clear();
        ofAll = last;
    }

    /** What users may do with a type has changed; the types that it refers to show it among their children. */
    synchronized void of(String type) {
        compareTypes();
        advance();
        ofTypes.put(type, last);
        schema.type(type).ifPresent(found -> found.fields().stream()
                .map(Field::referenceTo)
                .flatMap(Collection::stream)
                .forEach(parent -> ofTypes.put(parent, last)));
    }

    private void compareTypes() {
        if (schema.version() == schemaVersion) {
            return;
        }
        schemaVersion = schema.version();
        Map<String, SObjectType> before = types;
        types = byName(schema.types());
        advance();
        types.forEach((name, type) -> {
            SObjectType was = before.get(name);
            if (was == null || !was.isDescribedLike(type)) {
                ofTypes.put(name, last);
            }
        });
    }

    private void advance() {
        Instant afterLast = last.plusSeconds(1);
        Instant now = nextSecond();
        last = now.isAfter(afterLast) ? now : afterLast;
    }

    private Instant nextSecond() {
        return clock.instant().plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Map<String, SObjectType> byName(Collection<SObjectType> types) {
        Map<String, SObjectType> byName = new HashMap<>();
        types.forEach(type -> byName.put(type.name(), type));
        return byName;
    }
}
