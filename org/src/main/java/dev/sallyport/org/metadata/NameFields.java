package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The name field of a custom object: a text, or a number that counts up. */
final class NameFields {
    private static final int LENGTH = 80;

    private NameFields() {}

    /** The definition of a custom object's name field. */
    static ObjectNode definition(Component object) {
        Component name = object.part("nameField")
                .orElseThrow(() -> new MetadataException(
                        "FIELD_INTEGRITY_EXCEPTION",
                        "Must specify a nameField of type Text or AutoNumber",
                        "nameField"));
        String type = name.text("type", "");
        if (!type.equals("Text") && !type.equals("AutoNumber")) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION", "Must specify a nameField of type Text or AutoNumber", "nameField");
        }
        ObjectNode definition = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Name")
                .put("label", Names.requireLabel(name, "CustomField"))
                .put("type", "string")
                .put("length", LENGTH)
                .put("nameField", true)
                .put("idLookup", true);
        if (type.equals("AutoNumber")) {
            definition.put("autoNumberFormat", FieldCompiler.displayFormat(name));
        } else {
            // Salesforce puts the id in the place of a name that is not given.
            definition.put("defaultedOnCreate", true);
        }
        return definition;
    }

    /** The name field of a definition, as the Metadata API shows it. */
    static Component view(ObjectNode object) {
        for (JsonNode field : object.path("fields")) {
            if (field.path("nameField").asBoolean()) {
                Component view =
                        Component.empty().with("label", field.path("label").asText());
                if (field.has("autoNumberFormat")) {
                    view.with("displayFormat", field.path("autoNumberFormat").asText());
                }
                return view.with("trackHistory", false)
                        .with("type", field.has("autoNumberFormat") ? "AutoNumber" : "Text");
            }
        }
        return Component.empty();
    }
}
