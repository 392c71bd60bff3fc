package dev.sallyport.org.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a field's definition and fills in what Salesforce derives from its type. */
final class FieldReader {
    /** Text areas of more characters are "long": they can be read, but neither filtered, grouped nor sorted. */
    private static final int LONG_TEXT = 255;

    private static final int BYTES_PER_CHARACTER = 3;

    private final JsonNode valueSets;

    FieldReader(JsonNode valueSets) {
        this.valueSets = valueSets;
    }

    Field read(JsonNode definition, JsonNode owner) {
        String name = definition.path("name").asText();
        FieldType type = FieldType.of(definition.path("type").asText());
        Traits traits = Traits.of(definition, type);
        boolean custom = name.endsWith("__c") || name.endsWith("__s");
        boolean calculated =
                definition.has("formula") || definition.path("calculated").asBoolean();
        boolean generated = definition.has("sql");
        boolean autoNumber = definition.has("autoNumberFormat");
        boolean writable = !calculated
                && !generated
                && !autoNumber
                && !type.isCompound()
                && type != FieldType.ID
                && !owner.path("readOnly").asBoolean()
                && !definition.path("readOnly").asBoolean();
        Object defaultValue = defaultValue(definition, type);
        int length = length(definition, type);
        boolean nillable =
                definition.path("nillable").asBoolean(type != FieldType.BOOLEAN && type != FieldType.ID && !autoNumber);
        List<String> referenceTo = names(definition.path("referenceTo"));
        return new Field(
                name,
                definition.path("label").asText(),
                type,
                length,
                length * BYTES_PER_CHARACTER,
                type == FieldType.INT ? definition.path("digits").asInt(8) : 0,
                precision(definition, type),
                definition.path("scale").asInt(type == FieldType.CURRENCY ? 2 : 0),
                definition.path("aggregatable").asBoolean(traits.aggregatable()),
                false,
                autoNumber,
                text(definition, "autoNumberFormat"),
                calculated,
                text(definition, "formula"),
                text(definition, "sql"),
                definition.path("cascadeDelete").asBoolean(),
                definition.path("caseSensitive").asBoolean(),
                text(definition, "compoundFieldName"),
                text(definition, "controllerName"),
                definition.path("createable").asBoolean(writable),
                custom,
                defaultValue,
                definition
                        .path("defaultedOnCreate")
                        .asBoolean(type == FieldType.BOOLEAN
                                || type == FieldType.ID
                                || autoNumber
                                || defaultValue != null
                                || hasDefaultPicklistValue(definition)),
                definition.has("controllerName"),
                false,
                definition.path("displayLocationInDecimal").asBoolean(),
                definition.path("externalId").asBoolean(),
                extraTypeInfo(definition),
                definition.path("filterable").asBoolean(traits.filterable()),
                definition.path("groupable").asBoolean(traits.groupable() && !calculated),
                false,
                definition.path("htmlFormatted").asBoolean(),
                definition
                        .path("idLookup")
                        .asBoolean(type == FieldType.ID
                                || definition.path("externalId").asBoolean()),
                text(definition, "inlineHelpText"),
                type == FieldType.ENCRYPTED_STRING,
                definition.path("nameField").asBoolean(),
                referenceTo.size() > 1,
                nillable,
                definition.path("permissionable").asBoolean(nillable && (writable || custom)),
                picklistValues(definition),
                referenceTo.size() > 1,
                type.isCompound(),
                text(definition, "referenceTargetField"),
                referenceTo,
                relationshipName(definition, name, type),
                definition.has("relationshipOrder")
                        ? definition.path("relationshipOrder").asInt()
                        : null,
                definition.path("restrictedDelete").asBoolean(),
                definition.path("restrictedPicklist").asBoolean(),
                definition.path("searchPrefilterable").asBoolean(type == FieldType.REFERENCE),
                definition.path("sortable").asBoolean(traits.sortable()),
                definition.path("unique").asBoolean(),
                definition.path("updateable").asBoolean(writable && !definition.has("relationshipOrder")),
                definition.path("writeRequiresMasterRead").asBoolean());
    }

    private static @Nullable String text(JsonNode definition, String property) {
        JsonNode value = definition.path(property);
        return value.isTextual() ? value.asText() : null;
    }

    private static @Nullable String extraTypeInfo(JsonNode definition) {
        String given = text(definition, "extraTypeInfo");
        if (given != null || !definition.path("type").asText().equals("textarea")) {
            return given;
        }
        return definition.path("htmlFormatted").asBoolean() ? "richtextarea" : "plaintextarea";
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static @Nullable Object defaultValue(JsonNode definition, FieldType type) {
        JsonNode value = definition.path("defaultValue");
        if (type == FieldType.BOOLEAN) {
            return value.asBoolean();
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static int length(JsonNode definition, FieldType type) {
        int usual =
                switch (type) {
                    case ID, REFERENCE -> 18;
                    case STRING, TEXTAREA, PICKLIST, URL, COMBOBOX, ANY_TYPE, COMPLEX_VALUE -> 255;
                    case DATA_CATEGORY_GROUP_REFERENCE -> 200;
                    case MULTIPICKLIST -> 4099;
                    case EMAIL -> 80;
                    case PHONE -> 40;
                    case ENCRYPTED_STRING -> 175;
                    case BOOLEAN,
                            INT,
                            LONG,
                            DOUBLE,
                            CURRENCY,
                            PERCENT,
                            DATE,
                            DATETIME,
                            TIME,
                            BASE64,
                            ADDRESS,
                            LOCATION -> 0;
                };
        return definition.path("length").asInt(usual);
    }

    private static int precision(JsonNode definition, FieldType type) {
        boolean decimal = type == FieldType.DOUBLE || type == FieldType.CURRENCY || type == FieldType.PERCENT;
        return definition.path("precision").asInt(decimal ? 18 : 0);
    }

    private static @Nullable String relationshipName(JsonNode definition, String name, FieldType type) {
        if (definition.has("relationshipName") || type != FieldType.REFERENCE) {
            return text(definition, "relationshipName");
        }
        if (name.endsWith("__c")) {
            return name.substring(0, name.length() - 1) + "r";
        }
        return name.endsWith("Id") ? name.substring(0, name.length() - 2) : null;
    }

    private JsonNode values(JsonNode definition) {
        return definition.has("valueSet")
                ? valueSets.path(definition.path("valueSet").asText())
                : definition.path("values");
    }

    private boolean hasDefaultPicklistValue(JsonNode definition) {
        for (JsonNode value : values(definition)) {
            if (value.path("default").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** A value is its text, or an object where its label differs, it is inactive, or it is the default. */
    private List<PicklistValue> picklistValues(JsonNode definition) {
        List<PicklistValue> picklist = new ArrayList<>();
        for (JsonNode value : values(definition)) {
            String name =
                    value.isTextual() ? value.asText() : value.path("value").asText();
            picklist.add(new PicklistValue(
                    name,
                    value.path("label").asText(name),
                    value.path("active").asBoolean(true),
                    value.path("default").asBoolean()));
        }
        return picklist;
    }

    /** What SOQL may do with a field of a type where its definition does not say otherwise. */
    private record Traits(boolean filterable, boolean groupable, boolean sortable, boolean aggregatable) {
        static Traits of(JsonNode definition, FieldType type) {
            return switch (type) {
                case ID, STRING, PICKLIST, COMBOBOX, REFERENCE, EMAIL, PHONE, URL, INT, DATE ->
                    new Traits(true, true, true, true);
                case BOOLEAN -> new Traits(true, true, true, false);
                case LONG, DOUBLE, CURRENCY, PERCENT, DATETIME -> new Traits(true, false, true, true);
                case TIME -> new Traits(true, true, true, true);
                case MULTIPICKLIST, ADDRESS, LOCATION -> new Traits(true, false, false, false);
                case TEXTAREA -> {
                    boolean isShort = definition.path("length").asInt(LONG_TEXT) <= LONG_TEXT;
                    yield new Traits(isShort, isShort, isShort, isShort);
                }
                case BASE64, ENCRYPTED_STRING, DATA_CATEGORY_GROUP_REFERENCE, ANY_TYPE, COMPLEX_VALUE ->
                    new Traits(false, false, false, false);
            };
        }
    }
}
