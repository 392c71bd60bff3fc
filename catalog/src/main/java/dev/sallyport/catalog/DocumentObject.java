package dev.sallyport.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a provider document, read field by field. It knows its path for messages, and which fields nobody asked
 * for. Null and absent mean the same. No message quotes a value: it may be a secret in the wrong place.
 */
final class DocumentObject {
    private static final String ADVICE =
            "Correct the document, then import it again. Its fields are in" + " docs/security-providers.md.";

    private final String path;
    private final JsonNode node;
    private final List<String> notes;
    private final Set<String> unread = new LinkedHashSet<>();

    private DocumentObject(String path, JsonNode node, List<String> notes) {
        this.path = path;
        this.node = node;
        this.notes = notes;
        node.fieldNames().forEachRemaining(unread::add);
    }

    /**
     * The document itself.
     *
     * @param notes gets a sentence for whatever is left out
     */
    static DocumentObject root(ObjectNode node, List<String> notes) {
        return new DocumentObject("", node, notes);
    }

    /** A text as it is; null if it is absent or blank. */
    @Nullable
    String text(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, "must be a text");
        }
        return value.textValue().isBlank() ? null : value.textValue();
    }

    /** A text that must be there. */
    String required(String field) {
        String text = text(field);
        if (text == null) {
            throw invalid(field, "is missing");
        }
        return text;
    }

    /** A text, a number or a truth value, as a text; null if it is absent or blank. */
    @Nullable
    String setting(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        if (!value.isValueNode()) {
            throw invalid(field, "must be a text, a number, true or false");
        }
        return value.asText().isBlank() ? null : value.asText();
    }

    /** A truth value, or a text that says {@code true} or {@code false} in any case. */
    boolean flag(String field, boolean fallback) {
        String text = setting(field);
        if (text == null) {
            return fallback;
        }
        if (text.strip().equalsIgnoreCase("true")) {
            return true;
        }
        if (text.strip().equalsIgnoreCase("false")) {
            return false;
        }
        throw invalid(field, "must be true or false");
    }

    /** A whole number. */
    int number(String field, int fallback) {
        JsonNode value = take(field);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(field, "must be a whole number");
        }
        return value.intValue();
    }

    /** One of several values; null if it is absent. */
    <E> @Nullable E choice(String field, Vocabulary<E> words) {
        String text = setting(field);
        if (text == null) {
            return null;
        }
        return words.read(text)
                .orElseThrow(() -> CatalogException.invalid(
                        at(field),
                        "The provider document has a value that is not known at " + at(field) + ".",
                        "Write one of: " + words.listed() + "."));
    }

    /** The objects of an array; none if it is absent. */
    List<DocumentObject> objects(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ArrayNode array)) {
            throw invalid(field, "must be an array");
        }
        List<DocumentObject> objects = new ArrayList<>();
        for (JsonNode element : array) {
            String elementPath = at(field) + "[" + objects.size() + "]";
            if (!element.isObject()) {
                throw refused(elementPath, "must be an object");
            }
            objects.add(new DocumentObject(elementPath, element, notes));
        }
        return objects;
    }

    /** An object; one without fields if it is absent. */
    DocumentObject object(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return new DocumentObject(at(field), ((ObjectNode) node).objectNode(), notes);
        }
        if (!value.isObject()) {
            throw invalid(field, "must be an object");
        }
        return new DocumentObject(at(field), value, notes);
    }

    /** Says of every field that nobody asked for that it was left out. */
    void noteUnread() {
        for (String field : unread) {
            if (says(node.get(field))) {
                notes.add(at(field) + " has no counterpart here and was left out.");
            }
        }
        unread.clear();
    }

    /** Says that this object was left out, and why. */
    void leaveOut(String why) {
        unread.clear();
        notes.add(path + " was left out: " + why);
    }

    /** Says something about a field. */
    void note(String field, String what) {
        notes.add(at(field) + " " + what);
    }

    /** A refusal that names a field. */
    CatalogException invalid(String field, String problem) {
        return refused(at(field), problem);
    }

    private static CatalogException refused(String where, String problem) {
        return CatalogException.malformed(where, problem, ADVICE);
    }

    private @Nullable JsonNode take(String field) {
        unread.remove(field);
        return Optional.ofNullable(node.get(field))
                .filter(value -> !value.isNull())
                .orElse(null);
    }

    private String at(String field) {
        // A field that nobody knows may have any name, of any length.
        String name = shown(field);
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A text from a document as a message may show it: not too long, and nothing that could steer a terminal. */
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }

    /** Whether something is lost with a value: nothing is with null, false, a blank text or an empty list. */
    private static boolean says(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        return !value.isNull() && !value.asText().isBlank() && !(value.isBoolean() && !value.booleanValue());
    }
}
