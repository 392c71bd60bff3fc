package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.http.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests about records that are kept or undone together. See the REST API Developer Guide, "Using Composite Graphs" and
 * "Composite Graph Limits".
 */
record CompositeGraph(String id, List<CompositePart> parts) {
    private static final int MOST_GRAPHS = 75;
    private static final int MOST_NODES = 500;
    private static final int MOST_DIFFERENT = 15;
    private static final int DEEPEST = 15;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9].*");

    private static final String TYPE = "/services/data/(v\\d+\\.0)/sobjects/(\\w+)";
    private static final String RECORD = "(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18}|@\\{[^}]*})";
    private static final String END = "/?(?:\\?.*)?";
    private static final Pattern OF_TYPE = Pattern.compile(TYPE + "(?:[/?].*)?");
    private static final Map<Pattern, Set<String>> ALLOWED = Map.of(
            Pattern.compile(TYPE + END),
            Set.of("POST"),
            Pattern.compile(TYPE + "/" + RECORD + END),
            Set.of("DELETE", "GET", "PATCH"),
            Pattern.compile(TYPE + "/(?!(?:describe|listviews|" + RECORD + ")/)\\w+/[^/?]+" + END),
            Set.of("DELETE", "GET", "PATCH", "POST"));

    /**
     * The graphs of a request, all checked before the first of them does anything.
     *
     * @throws ApiException if Salesforce would refuse the request as a whole
     */
    static List<CompositeGraph> all(JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_GRAPHS) {
            throw new ApiException(400, "INVALID_INPUT", "A request has 1 to " + MOST_GRAPHS + " graphs.");
        }
        List<CompositeGraph> graphs = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode graph : list) {
            String id = graph.path("graphId").asText("");
            if (!ID.matcher(id).matches()) {
                throw new ApiException(
                        400, "INVALID_INPUT", "Each graph must have a graphId that begins with a letter or digit.");
            }
            if (!ids.add(id)) {
                throw new ApiException(400, "INVALID_INPUT", "Duplicate graphId provided in the request: " + id);
            }
            graphs.add(new CompositeGraph(id, CompositePart.all(graph, MOST_NODES)));
        }
        requireWithinLimits(graphs);
        return graphs;
    }

    /** Whether a graph may ask for it: for records alone, by id or external id. */
    static boolean allows(CompositePart part) {
        return ALLOWED.entrySet().stream()
                .anyMatch(allowed -> allowed.getValue().contains(part.method().toUpperCase(Locale.ROOT))
                        && allowed.getKey().matcher(part.url()).matches());
    }

    private static void requireWithinLimits(List<CompositeGraph> graphs) {
        List<CompositePart> nodes =
                graphs.stream().flatMap(graph -> graph.parts().stream()).toList();
        requireAtMost(nodes.size(), MOST_NODES, "nodes");
        requireAtMost(different(nodes), MOST_DIFFERENT, "different nodes");
        for (CompositeGraph graph : graphs) {
            requireAtMost(graph.depth(), DEEPEST, "levels in graph " + graph.id());
        }
    }

    private static void requireAtMost(int count, int most, String what) {
        if (count > most) {
            throw new ApiException(
                    400, "LIMIT_EXCEEDED", "The request has " + count + " " + what + ", more than " + most + ".");
        }
    }

    /** Nodes are different that are of different versions or types. */
    private static int different(List<CompositePart> nodes) {
        Set<String> kinds = new HashSet<>();
        for (CompositePart node : nodes) {
            Matcher ofType = OF_TYPE.matcher(node.url());
            if (ofType.matches()) {
                kinds.add((ofType.group(1) + "/" + ofType.group(2)).toLowerCase(Locale.ROOT));
            }
        }
        return kinds.size();
    }

    /** Nodes in the longest chain of those that refer to each other. */
    private int depth() {
        Map<String, Integer> depths = new HashMap<>();
        int deepest = 0;
        for (CompositePart part : parts) {
            int above = CompositeReferences.named(part.url() + part.body()).stream()
                    .mapToInt(reference -> depths.getOrDefault(reference, 0))
                    .max()
                    .orElse(0);
            depths.put(part.referenceId(), above + 1);
            deepest = Math.max(deepest, above + 1);
        }
        return deepest;
    }
}
