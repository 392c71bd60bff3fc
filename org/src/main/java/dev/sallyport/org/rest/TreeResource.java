package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.RecordError;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.SaveResult;
import dev.sallyport.org.setup.Permissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records with their children, all or none of them. See the REST API Developer Guide, "sObject Tree". */
final class TreeResource implements Resource {
    private static final int MOST_RECORDS = 200;
    private static final int DEEPEST = 5;
    private static final int MOST_TYPES = 5;

    private final RecordStore records;
    private final Schema schema;
    private final Permissions permissions;

    TreeResource(RestServices services) {
        this.records = services.records();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/services/data/{version}/composite/tree/{type}", RestGate.since(34, this::create));
    }

    /**
     * A record of the tree.
     *
     * @param parent its parent's reference id; null at the root
     * @param parentField the field that points to the parent; null at the root
     */
    private record Node(
            String referenceId,
            Draft draft,
            @Nullable String parent,
            @Nullable String parentField) {}

    private record Created(String referenceId, String id) {}

    private record Refused(String referenceId, List<RecordError> errors) {
        static Refused duplicate(String referenceId) {
            return new Refused(
                    referenceId,
                    List.of(new RecordError("INVALID_INPUT", "Duplicate ReferenceId provided in the request.")));
        }
    }

    private record Answer(boolean hasErrors, List<?> results) {}

    private void create(Context context) {
        ObjectNode body = JsonBodies.object(context);
        String type = schema.type(context.pathParam("type"))
                .map(SObjectType::name)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
        List<Node> nodes = new ArrayList<>();
        read(new JsonDrafts(schema, context.bodyAsBytes()), body, JsonPointer.empty(), type, null, null, 1, nodes);
        requireWithinLimits(nodes);
        List<Refused> duplicates = duplicates(nodes);
        if (!duplicates.isEmpty()) {
            SaveAnswers.json(context, 400, new Answer(true, duplicates));
            return;
        }
        try {
            List<Created> created = records.inOneTransaction(() -> createAll(Actors.of(context, permissions), nodes));
            SaveAnswers.json(context, 201, new Answer(false, created));
        } catch (RefusedException e) {
            SaveAnswers.json(context, 400, new Answer(true, List.of(e.refused)));
        }
    }

    private List<Created> createAll(Actor actor, List<Node> nodes) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Node node : nodes) {
            SaveResult result =
                    records.create(actor, List.of(withParent(node, ids)), true).get(0);
            if (!result.success()) {
                throw new RefusedException(new Refused(node.referenceId(), result.errors()));
            }
            ids.put(node.referenceId(), String.valueOf(result.id()));
        }
        return ids.entrySet().stream()
                .map(entry -> new Created(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Draft withParent(Node node, Map<String, String> ids) {
        if (node.parent() == null || node.parentField() == null) {
            return node.draft();
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(node.draft().values());
        values.put(node.parentField(), ids.get(node.parent()));
        return new Draft(node.draft().sObject(), null, values);
    }

    private void read(
            JsonDrafts reader,
            JsonNode list,
            JsonPointer at,
            String typeName,
            @Nullable String parent,
            @Nullable String parentField,
            int depth,
            List<Node> nodes) {
        JsonNode array = list.path("records");
        if (!array.isArray()) {
            throw new ApiException(400, "INVALID_INPUT", "Include a list of records for each SObject type.");
        }
        if (depth > DEEPEST) {
            throw new ApiException(400, "INVALID_INPUT", "The sObject tree is more than 5 levels deep.");
        }
        SObjectType type = schema.requireType(typeName);
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof ObjectNode json)) {
                throw JsonBodies.parserError("A record must be a JSON object");
            }
            requireType(json, type);
            String reference = json.path("attributes").path("referenceId").asText("");
            Map<ChildRelationship, JsonNode> children = takeChildren(type, json);
            JsonPointer here = at.appendProperty("records").appendIndex(i);
            Draft draft = reader.read(type.name(), null, json, here);
            nodes.add(new Node(reference, draft, parent, parentField));
            children.forEach((child, below) -> read(
                    reader,
                    below,
                    here.appendProperty(String.valueOf(child.relationshipName())),
                    child.childSObject(),
                    reference,
                    child.field(),
                    depth + 1,
                    nodes));
        }
    }

    private static Map<ChildRelationship, JsonNode> takeChildren(SObjectType type, ObjectNode json) {
        Map<ChildRelationship, JsonNode> children = new LinkedHashMap<>();
        for (String name : json.properties().stream().map(Map.Entry::getKey).toList()) {
            type.childRelationship(name)
                    .filter(child -> json.path(name).has("records"))
                    .ifPresent(child -> children.put(child, json.remove(name)));
        }
        return children;
    }

    private static void requireType(ObjectNode json, SObjectType type) {
        String given = JsonDrafts.type(json)
                .orElseThrow(
                        () -> new ApiException(400, "INVALID_INPUT", "Include an attributes type for each record."));
        if (!given.equalsIgnoreCase(type.name())) {
            throw new ApiException(
                    400, "INVALID_INPUT", "Records in a list must be of one type: " + type.name() + ", not " + given);
        }
    }

    private static void requireWithinLimits(List<Node> nodes) {
        if (nodes.size() > MOST_RECORDS) {
            throw new ApiException(400, "INVALID_INPUT", "The sObject tree has more than 200 records: " + nodes.size());
        }
        Set<String> types = new HashSet<>();
        for (Node node : nodes) {
            types.add(node.draft().sObject());
            if (node.referenceId().isEmpty()) {
                throw new ApiException(400, "INVALID_INPUT", "Include a reference ID for each record in the request.");
            }
        }
        if (types.size() > MOST_TYPES) {
            throw new ApiException(400, "INVALID_INPUT", "The sObject tree has records of more than 5 types.");
        }
    }

    /** An error for each record whose reference id is another's too. */
    private static List<Refused> duplicates(List<Node> nodes) {
        Map<String, Long> counts =
                nodes.stream().collect(Collectors.groupingBy(Node::referenceId, Collectors.counting()));
        return nodes.stream()
                .map(Node::referenceId)
                .filter(reference -> counts.getOrDefault(reference, 0L) > 1)
                .map(Refused::duplicate)
                .toList();
    }

    /** Rolls the tree back. */
    private static final class RefusedException extends RuntimeException {
        private final transient Refused refused;

        RefusedException(Refused refused) {
            super(refused.toString(), null, false, false);
            this.refused = refused;
        }
    }
}
