package dev.sallyport.org.data;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sObject types of an org. Immutable. */
public final class Schema {
    private final Map<String, SObjectType> byName = new TreeMap<>();
    private final Map<String, SObjectType> byKeyPrefix = new TreeMap<>();

    Schema(List<SObjectType> types) {
        for (SObjectType type : types) {
            byName.put(key(type.name()), type);
            byKeyPrefix.put(type.keyPrefix(), type);
        }
    }

    /** The types of a new Enterprise Edition org as far as the local org has them, and its custom objects. */
    public static Schema standard() {
        return SchemaReader.readStandard();
    }

    /** All types, by name. */
    public Collection<SObjectType> types() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Finds a type by its API name, in any case. */
    public Optional<SObjectType> type(String name) {
        return Optional.ofNullable(byName.get(key(name)));
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
        return Optional.ofNullable(byKeyPrefix.get(id.keyPrefix()));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
