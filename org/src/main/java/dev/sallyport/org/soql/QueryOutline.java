package dev.sallyport.org.soql;

import java.util.List;
import java.util.Set;

/**
 * What a query that has been checked, and not run, is made of.
 *
 * @param sObject the type behind FROM
 * @param columns what is selected, in order; empty for groups and aggregates
 */
public record QueryOutline(String sObject, List<Item> columns, Set<Feature> features) {
    public QueryOutline {
        columns = List.copyOf(columns);
        features = Set.copyOf(features);
    }

    /** Something that not every API allows in a query. */
    public enum Feature {
        AGGREGATE,
        GROUP_BY,
        OFFSET,
        LIMIT,
        ORDER_BY,
        TYPEOF,
        CHILD_QUERY,
        COMPOUND_FIELD,
        BINARY_FIELD
    }

    /**
     * A selected value.
     *
     * @param path the names of the columns to walk through, the parents' first
     */
    public record Item(List<String> path) {
        public Item {
            path = List.copyOf(path);
        }

        /** The names with dots between them. */
        public String name() {
            return String.join(".", path);
        }
    }
}
