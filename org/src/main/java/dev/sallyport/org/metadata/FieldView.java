package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shows a field of the schema as the Metadata API does: as it came, or as it would have come. */
final class FieldView {

    /** The properties of a custom field without its name. */
    Component of(ObjectNode definition) {
        if (definition.path("metadata").isObject()) {
            return new Component(definition.withObject("/metadata").deepCopy());
        }
        Component view =
                Component.empty().with("label", definition.path("label").asText());
        if (definition.has("inlineHelpText")) {
            view.with("inlineHelpText", definition.path("inlineHelpText").asText());
        }
        CustomFieldType type = typeOf(definition);
        view.with("type", type.apiName());
        if (definition.has("formula")) {
            view.with("formula", definition.path("formula").asText());
            addPrecision(type, definition, view);
            return view;
        }
        addParticulars(type, definition, view);
        return view;
    }

    private static void addParticulars(CustomFieldType type, ObjectNode definition, Component view) {
        switch (type) {
            case TEXT -> {
                view.with("length", definition.path("length").asInt(255));
                addKeys(definition, view);
            }
            case EMAIL -> addKeys(definition, view);
            case ENCRYPTED_TEXT ->
                view.with("length", definition.path("length").asInt(175))
                        .with("maskChar", "asterisk")
                        .with("maskType", "all");
            case LONG_TEXT_AREA, HTML ->
                view.with("length", definition.path("length").asInt()).with("visibleLines", 3);
            case NUMBER -> {
                addPrecision(type, definition, view);
                addKeys(definition, view);
            }
            case CURRENCY, PERCENT -> addPrecision(type, definition, view);
            case CHECKBOX ->
                view.with(
                        "defaultValue",
                        String.valueOf(definition.path("defaultValue").asBoolean()));
            case PICKLIST, MULTISELECT_PICKLIST -> addValues(type, definition, view);
            case LOOKUP, MASTER_DETAIL, HIERARCHY -> addReference(type, definition, view);
            case AUTO_NUMBER ->
                view.with("displayFormat", definition.path("autoNumberFormat").asText());
            case LOCATION ->
                view.with(
                                "displayLocationInDecimal",
                                definition.path("displayLocationInDecimal").asBoolean())
                        .with("scale", 15);
            case DATE, DATE_TIME, PHONE, SUMMARY, TEXT_AREA, TIME, URL -> {
                // What follows from the type is enough.
            }
        }
        if (!definition.path("nillable").asBoolean(true) && type != CustomFieldType.MASTER_DETAIL) {
            view.with("required", true);
        }
    }

    private static void addKeys(ObjectNode definition, Component view) {
        view.with("externalId", definition.path("externalId").asBoolean())
                .with("unique", definition.path("unique").asBoolean());
    }

    private static void addPrecision(CustomFieldType type, ObjectNode definition, Component view) {
        if (type.schemaType().equals("double") || type == CustomFieldType.CURRENCY || type == CustomFieldType.PERCENT) {
            view.with("precision", definition.path("precision").asInt(18))
                    .with("scale", definition.path("scale").asInt(type == CustomFieldType.CURRENCY ? 2 : 0));
        }
    }

    private static void addValues(CustomFieldType type, ObjectNode definition, Component view) {
        if (type == CustomFieldType.MULTISELECT_PICKLIST) {
            view.with("visibleLines", 4);
        }
        ObjectNode set = view.properties().putObject("valueSet");
        set.put("restricted", definition.path("restrictedPicklist").asBoolean());
        ObjectNode values = set.putObject("valueSetDefinition").put("sorted", false);
        for (JsonNode value : definition.path("values")) {
            String name =
                    value.isTextual() ? value.asText() : value.path("value").asText();
            values.withArray("value")
                    .addObject()
                    .put("fullName", name)
                    .put("default", value.path("default").asBoolean())
                    .put("label", value.path("label").asText(name));
        }
    }

    private static void addReference(CustomFieldType type, ObjectNode definition, Component view) {
        if (type != CustomFieldType.HIERARCHY) {
            view.with("referenceTo", definition.path("referenceTo").path(0).asText());
        }
        if (definition.has("childRelationshipName")) {
            String name = definition.path("childRelationshipName").asText();
            view.with("relationshipName", name.endsWith("__r") ? name.substring(0, name.length() - 3) : name);
        }
        if (type == CustomFieldType.LOOKUP) {
            boolean restrict = definition.path("restrictedDelete").asBoolean();
            boolean cascade = definition.path("cascadeDelete").asBoolean();
            view.with("deleteConstraint", restrict ? "Restrict" : cascade ? "Cascade" : "SetNull");
        }
    }

    /** The type in the Metadata API, of a standard field as well. */
    static CustomFieldType typeOf(ObjectNode definition) {
        return switch (definition.path("type").asText()) {
            case "boolean" -> CustomFieldType.CHECKBOX;
            case "currency" -> CustomFieldType.CURRENCY;
            case "date" -> CustomFieldType.DATE;
            case "datetime" -> CustomFieldType.DATE_TIME;
            case "email" -> CustomFieldType.EMAIL;
            case "encryptedstring" -> CustomFieldType.ENCRYPTED_TEXT;
            case "location" -> CustomFieldType.LOCATION;
            case "multipicklist" -> CustomFieldType.MULTISELECT_PICKLIST;
            case "int", "long", "double" -> CustomFieldType.NUMBER;
            case "percent" -> CustomFieldType.PERCENT;
            case "phone" -> CustomFieldType.PHONE;
            case "picklist" -> CustomFieldType.PICKLIST;
            case "reference" ->
                definition.has("relationshipOrder") ? CustomFieldType.MASTER_DETAIL : CustomFieldType.LOOKUP;
            case "textarea" -> textArea(definition);
            case "time" -> CustomFieldType.TIME;
            case "url" -> CustomFieldType.URL;
            default -> definition.has("autoNumberFormat") ? CustomFieldType.AUTO_NUMBER : CustomFieldType.TEXT;
        };
    }

    private static CustomFieldType textArea(ObjectNode definition) {
        if (definition.path("htmlFormatted").asBoolean()) {
            return CustomFieldType.HTML;
        }
        return definition.path("length").asInt(255) > 255 ? CustomFieldType.LONG_TEXT_AREA : CustomFieldType.TEXT_AREA;
    }
}
