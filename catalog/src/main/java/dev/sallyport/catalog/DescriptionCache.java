package dev.sallyport.catalog;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.SObjects;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What statements have lately asked of the imported tables: the names of all of a data server's, and the descriptions of
 * those that were named. It holds for one import: the next one, by whichever process, makes it void.
 */
final class DescriptionCache {
    private static final int SERVERS = 32;
    private static final int TABLES = 256;

    private final Map<String, OfServer> servers = Collections.synchronizedMap(new Latest<>(SERVERS));

    /** What is kept of a data server. */
    static final class OfServer {
        private final long imports;
        private final NavigableSet<String> names;
        private final Map<String, SObjectDescribe> described = Collections.synchronizedMap(new Latest<>(TABLES));

        private OfServer(long imports, Collection<String> names) {
            this.imports = imports;
            NavigableSet<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            sorted.addAll(names);
            this.names = Collections.unmodifiableNavigableSet(sorted);
        }

        /**
         * The tables, for SQL over them.
         *
         * @param read describes one that is not here, by its name
         */
        SObjects sObjects(Function<String, SObjectDescribe> read) {
            return new SObjects() {
                @Override
                public Set<String> names() {
                    return names;
                }

                @Override
                public Optional<SObjectDescribe> describe(String name) {
                    return names.contains(name) ? Optional.of(OfServer.this.describe(name, read)) : Optional.empty();
                }
            };
        }

        /** Two at once may both read a table: that is cheaper than to let all others wait. */
        private SObjectDescribe describe(String name, Function<String, SObjectDescribe> read) {
            String exact = Objects.requireNonNull(names.floor(name), "it is among them");
            SObjectDescribe known = described.get(exact);
            if (known == null) {
                known = read.apply(exact);
                described.put(exact, known);
            }
            return known;
        }
    }

    /**
     * What is kept of a data server since its latest import.
     *
     * @param id the data server's id, which another of the same name does not have
     * @param imports how many imports it has had
     * @param names gets the names of its tables if they are not here
     */
    OfServer of(String id, long imports, Supplier<Collection<String>> names) {
        OfServer known = servers.get(id);
        if (known == null || known.imports != imports) {
            known = new OfServer(imports, names.get());
            servers.put(id, known);
        }
        return known;
    }

    /** Keeps those that were used last. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {
        private final int most;

        Latest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
