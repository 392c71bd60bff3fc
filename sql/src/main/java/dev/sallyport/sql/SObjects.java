package dev.sallyport.sql;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The sObjects that a database shows as tables. */
public interface SObjects {
    /** The API names of all of them. */
    Set<String> names();

    /**
     * What one of them is made of.
     *
     * @param name its API name, in any case
     * @return empty if there is none of that name
     */
    Optional<SObjectDescribe> describe(String name);

    /**
     * What people call one of them.
     *
     * @param name its API name, in any case
     * @return empty if there is none of that name
     */
    default Optional<String> label(String name) {
        return describe(name).map(SObjectDescribe::label);
    }

    /** Those that an import has brought. */
    static SObjects imported(Collection<SObjectDescribe> describes) {
        TreeMap<String, SObjectDescribe> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        describes.forEach(describe -> byName.put(describe.name(), describe));
        return new SObjects() {
            @Override
            public Set<String> names() {
                return byName.keySet();
            }

            @Override
            public Optional<SObjectDescribe> describe(String name) {
                return Optional.ofNullable(byName.get(name));
            }
        };
    }

    /**
     * Those that the org has: listed with one API call at once, each described with another when it is first named.
     *
     * @throws dev.sallyport.salesforce.SalesforceException if Salesforce refuses or cannot be reached
     */
    static SObjects live(SalesforceClient client) {
        TreeMap<String, SObjectSummary> listed = client.describeGlobal().stream()
                .filter(SObjectSummary::queryable)
                .collect(Collectors.toMap(
                        SObjectSummary::name,
                        summary -> summary,
                        (a, b) -> a,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
        ConcurrentHashMap<String, SObjectDescribe> described = new ConcurrentHashMap<>();
        return new SObjects() {
            @Override
            public Set<String> names() {
                return listed.keySet();
            }

            @Override
            public Optional<SObjectDescribe> describe(String name) {
                return Optional.ofNullable(listed.get(name))
                        .map(summary -> described.computeIfAbsent(summary.name(), client::describe));
            }

            @Override
            public Optional<String> label(String name) {
                return Optional.ofNullable(listed.get(name)).map(SObjectSummary::label);
            }
        };
    }
}
