package dev.sallyport.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Spoils provider documents: in their tree, and in their text. */
final class SpoiltDocument {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "true",
            "-1",
            "99999999999999999999",
            "${env:}",
            "${nowhere:x}",
            "%",
            "%zz=1",
            "=",
            "a",
            "::",
            ": x",
            "client",
            "http",
            "\u0000",
            "\u001b[31m",
            "https://",
            "http://[",
            "https://x.example/ y",
            "name: \u0007");

    private final Random random;

    SpoiltDocument(long seed) {
        random = new Random(seed);
    }

    String of(ObjectNode document) {
        ObjectNode spoilt = document.deepCopy();
        for (int change = random.nextInt(3); change >= 0; change--) {
            spoil(spoilt);
        }
        String text = spoilt.toString();
        return random.nextInt(3) == 0 ? spoil(text) : text;
    }

    private void spoil(ObjectNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            List<String> names =
                    object.properties().stream().map(Map.Entry::getKey).toList();
            String name = names.isEmpty() || random.nextInt(8) == 0
                    ? "unknown\u0007"
                    : names.get(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                object.remove(name);
            } else {
                object.set(name, junk());
            }
        } else if (container instanceof ArrayNode array) {
            if (!array.isEmpty() && random.nextBoolean()) {
                array.add(array.get(random.nextInt(array.size())).deepCopy());
            } else {
                array.add(junk());
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode junk() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(random.nextDouble());
            case 4 -> nodes.objectNode().put("type", "token");
            case 5 -> nodes.arrayNode().add(1).addNull();
            case 6 -> nodes.arrayNode().add(nodes.objectNode());
            default -> nodes.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    private String spoil(String text) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(8));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, from) + text.substring(to);
            case 2 -> text.substring(0, from) + (char) random.nextInt(0x3000) + text.substring(to);
            default -> text + text.substring(from);
        };
    }
}
