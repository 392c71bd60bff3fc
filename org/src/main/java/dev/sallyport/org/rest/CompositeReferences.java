package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The answers that later subrequests refer to, as in <code>@{newAccount.id}</code> or <code>@{list.records[0].Id}</code>. */
final class CompositeReferences {
    private static final Pattern REFERENCE = Pattern.compile("@\\{([A-Za-z0-9_]+)([^}]*)}");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_]+)|\\[(\\d{1,6})]");

    private final Map<String, JsonNode> answers = new HashMap<>();

    /** A reference to what is not there. The message is Salesforce's. */
    static final class UnresolvedException extends Exception {
        UnresolvedException(String message) {
            super(message, null, false, false);
        }
    }

    /** The reference ids in a text. */
    static Set<String> named(String text) {
        return REFERENCE.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    void add(String referenceId, JsonNode answer) {
        answers.put(referenceId, answer);
    }

    /** Text with its references replaced. */
    String resolved(String text) throws UnresolvedException {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), matcher.group(2));
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    /** JSON with the references in its texts replaced. */
    JsonNode resolved(JsonNode json) throws UnresolvedException {
        if (json.isTextual()) {
            return JsonNodeFactory.instance.textNode(resolved(json.asText()));
        }
        if (json instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                copy.set(property.getKey(), resolved(property.getValue()));
            }
            return copy;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : array) {
                copy.add(resolved(element));
            }
            return copy;
        }
        return json;
    }

    private String value(String referenceId, String path) throws UnresolvedException {
        JsonNode value = answers.getOrDefault(referenceId, MissingNode.getInstance());
        if (value.isMissingNode()) {
            throw new UnresolvedException("Invalid reference specified. No value for " + referenceId + " found.");
        }
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (step.find() && step.start() == end) {
            value = step.group(1) == null ? value.path(Integer.parseInt(step.group(2))) : value.path(step.group(1));
            end = step.end();
        }
        if (end < path.length() || value.isMissingNode() || value.isContainerNode()) {
            throw new UnresolvedException("Invalid reference specified. No value for " + referenceId + path
                    + " found in " + referenceId + ". Provided value: @{" + referenceId + path + "}");
        }
        return value.asText();
    }
}
