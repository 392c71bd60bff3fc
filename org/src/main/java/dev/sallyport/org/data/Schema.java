package dev.sallyport.org.data;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sObject types of an org. It lives as long as its {@link OrgDatabase}: who holds it sees a new type or field as soon
 * as it is there. Types themselves are immutable; a change puts another object in place of each type whose definition or
 * whose children it concerns, and of no other. Look-ups take no lock.
 */
public final class Schema {
    private volatile Snapshot snapshot;

    Schema(List<SObjectType> types) {
        this.snapshot = Snapshot.of(types, 1);
    }

    /** All types, by name, as they are at the moment of the call. */
    public Collection<SObjectType> types() {
        return Collections.unmodifiableCollection(snapshot.byName.values());
    }

    /** Finds a type by its API name, in any case. */
    public Optional<SObjectType> type(String name) {
        return Optional.ofNullable(snapshot.byName.get(key(name)));
    }

    /**
     * A type that the caller knows to be there.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public SObjectType requireType(String name) {
        return type(name).orElseThrow(() -> new IllegalArgumentException("No sObject type '" + name + "'"));
    }

    /** Finds the type whose records' ids begin like this one. */
    public Optional<SObjectType> typeOf(SalesforceId id) {
        return Optional.ofNullable(snapshot.byKeyPrefix.get(id.keyPrefix()));
    }

    /** Whether the ids of a type's records begin so. */
    boolean hasKeyPrefix(String keyPrefix) {
        return snapshot.byKeyPrefix.containsKey(keyPrefix);
    }

    /** A number that grows with every change: what was derived from the schema holds while it stays the same. */
    public long version() {
        return snapshot.version;
    }

    /** Puts other types in place of all that are there. Callers take turns. */
    void replace(List<SObjectType> types) {
        snapshot = Snapshot.of(types, snapshot.version + 1);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Snapshot(Map<String, SObjectType> byName, Map<String, SObjectType> byKeyPrefix, long version) {

        static Snapshot of(List<SObjectType> types, long version) {
            Map<String, SObjectType> byName = new TreeMap<>();
            Map<String, SObjectType> byKeyPrefix = new TreeMap<>();
            for (SObjectType type : types) {
                byName.put(key(type.name()), type);
                byKeyPrefix.put(type.keyPrefix(), type);
            }
            return new Snapshot(byName, byKeyPrefix, version);
        }
    }
}
