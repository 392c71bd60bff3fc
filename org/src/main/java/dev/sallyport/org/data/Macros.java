package dev.sallyport.org.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The field groups that recur in object definitions. */
final class Macros {
    private Macros() {}

    /**
     * A compound address and its parts, e.g. {@code BillingAddress} with {@code BillingStreet} and its siblings for
     * {@code Billing}; {@code Address} with {@code Street} and so on for the empty prefix.
     */
    static List<JsonNode> address(ObjectMapper json, String prefix) {
        String label = prefix.isEmpty() ? "" : prefix + " ";
        String compound = prefix + "Address";
        List<JsonNode> fields = new ArrayList<>();
        fields.add(part(json, compound, prefix + "Street", label + "Street", "textarea", 255));
        fields.add(part(json, compound, prefix + "City", label + "City", "string", 40));
        fields.add(part(json, compound, prefix + "State", label + "State/Province", "string", 80));
        fields.add(part(json, compound, prefix + "PostalCode", label + "Zip/Postal Code", "string", 20));
        fields.add(part(json, compound, prefix + "Country", label + "Country", "string", 80));
        for (String axis : List.of("Latitude", "Longitude")) {
            ObjectNode coordinate = part(json, compound, prefix + axis, label + axis, "double", 0);
            fields.add(coordinate.put("precision", 18).put("scale", 15));
        }
        ObjectNode accuracy =
                part(json, compound, prefix + "GeocodeAccuracy", label + "Geocode Accuracy", "picklist", 40);
        fields.add(accuracy.put("valueSet", "GeocodeAccuracy").put("restrictedPicklist", true));
        fields.add(json.createObjectNode()
                .put("name", compound)
                .put("label", label + "Address")
                .put("type", "address"));
        return fields;
    }

    /** A checkbox for each permission, e.g. {@code PermissionsApiEnabled} for {@code ApiEnabled}. */
    static List<JsonNode> permissions(ObjectMapper json, JsonNode permissions) {
        List<JsonNode> fields = new ArrayList<>();
        permissions
                .properties()
                .forEach(permission -> fields.add(json.createObjectNode()
                        .put("name", "Permissions" + permission.getKey())
                        .put("label", permission.getValue().asText())
                        .put("type", "boolean")));
        return fields;
    }

    private static ObjectNode part(
            ObjectMapper json, String compound, String name, String label, String type, int length) {
        ObjectNode field = json.createObjectNode()
                .put("name", name)
                .put("label", label)
                .put("type", type)
                .put("compoundFieldName", compound);
        return length > 0 ? field.put("length", length) : field;
    }
}
