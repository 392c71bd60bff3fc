package dev.sallyport.org.soql;

import java.util.List;

/**
 * A way to answer a query, as {@code explain} shows it (REST API Developer Guide, "Get Feedback on Query Performance").
 *
 * @param cardinality about how many records the leading operation yields
 * @param fields those whose index leads; empty for a scan
 * @param relativeCost of the leading operation; above 1 the query is not selective
 * @param sobjectCardinality about how many records the type has
 */
public record QueryPlan(
        long cardinality,
        List<String> fields,
        LeadingOperation leadingOperationType,
        List<Note> notes,
        double relativeCost,
        long sobjectCardinality,
        String sobjectType) {
    public QueryPlan {
        fields = List.copyOf(fields);
        notes = List.copyOf(notes);
    }

    /** How a query is begun. */
    public enum LeadingOperation {
        INDEX("Index"),
        OTHER("Other"),
        SHARING("Sharing"),
        TABLE_SCAN("TableScan");

        private final String apiName;

        LeadingOperation(String apiName) {
            this.apiName = apiName;
        }

        /** The name in the API. */
        public String apiName() {
            return apiName;
        }
    }

    /** Why a filter was not considered. */
    public record Note(String description, List<String> fields, String tableEnumOrId) {
        public Note {
            fields = List.copyOf(fields);
        }
    }
}
