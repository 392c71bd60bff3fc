package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a custom field as the Metadata API describes it into the definition that the schema knows, or refuses it. The
 * definition keeps the component too, as {@code metadata}, to give it back as it came.
 */
final class FieldCompiler {
    private static final Set<String> DELETE_CONSTRAINTS = Set.of("SetNull", "Restrict", "Cascade");

    private final Schema schema;

    FieldCompiler(Schema schema) {
        this.schema = schema;
    }

    /**
     * Makes the definitions of a field: one, or with its parts three.
     *
     * @param objectName the object that the field is on, which need not be there yet
     * @param siblings the other fields of the object, for formulas
     */
    List<ObjectNode> compile(String objectName, String fieldName, Component field, List<ObjectNode> siblings) {
        String label = Names.requireLabel(field, "CustomField");
        CustomFieldType type = typeOf(field);
        type.check(field);
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition.put("name", fieldName).put("label", label).put("type", type.schemaType());
        field.text("inlineHelpText").ifPresent(help -> definition.put("inlineHelpText", help));
        definition.set("metadata", field.copy().without("fullName").properties());
        if (field.has("formula")) {
            new FormulaCompiler(siblings).compile(type, field, definition);
            return List.of(definition);
        }
        if (type == CustomFieldType.LOCATION) {
            return location(fieldName, field, definition);
        }
        addTraits(type, field, definition);
        addParticulars(objectName, type, field, definition);
        return List.of(definition);
    }

    private static CustomFieldType typeOf(Component field) {
        String name = field.text("type")
                .orElseThrow(() -> new MetadataException(
                        "REQUIRED_FIELD_MISSING", "Must specify a type for the CustomField", "type"));
        return CustomFieldType.of(name).orElseThrow(() -> MetadataException.notInEnum(name, "FieldType"));
    }

    private static void addTraits(CustomFieldType type, Component field, ObjectNode definition) {
        if (field.flag("required")) {
            definition.put("nillable", false);
        }
        for (String flag : List.of("externalId", "unique", "caseSensitive")) {
            if (field.flag(flag)) {
                definition.put(flag, true);
            }
        }
        field.text("defaultValue").ifPresent(value -> Defaults.add(type, value, definition));
    }

    private void addParticulars(String objectName, CustomFieldType type, Component field, ObjectNode definition) {
        switch (type) {
            case TEXT -> definition.put("length", between(field, "length", 1, 255));
            case ENCRYPTED_TEXT -> definition.put("length", between(field, "length", 1, 175));
            case TEXT_AREA -> definition.put("length", 255);
            case LONG_TEXT_AREA, HTML -> {
                between(field, "visibleLines", 2, 50);
                definition.put("length", between(field, "length", 256, 131_072));
                definition.put("htmlFormatted", type == CustomFieldType.HTML);
            }
            case NUMBER, CURRENCY, PERCENT -> addPrecision(field, definition);
            case PICKLIST, MULTISELECT_PICKLIST -> addValues(type, field, definition);
            case LOOKUP, MASTER_DETAIL, HIERARCHY -> addReference(objectName, type, field, definition);
            case AUTO_NUMBER -> {
                definition.put("length", 30);
                definition.put("autoNumberFormat", displayFormat(field));
            }
            case SUMMARY ->
                throw new MetadataException(
                        "FIELD_INTEGRITY_EXCEPTION", "Roll-up summary fields are not available in this org", "type");
            case CHECKBOX, DATE, DATE_TIME, EMAIL, LOCATION, PHONE, TIME, URL -> {
                // What follows from the type is enough.
            }
        }
    }

    private static void addPrecision(Component field, ObjectNode definition) {
        int precision = between(field, "precision", 1, 18);
        int scale = between(field, "scale", 0, 18);
        if (scale > precision) {
            throw new MetadataException(
                    "NUMBER_OUTSIDE_VALID_RANGE", "The scale must not be greater than the precision", "scale");
        }
        definition.put("precision", precision).put("scale", scale);
    }

    /** The format of an auto-number's values, which has a place for the number. */
    static String displayFormat(Component field) {
        String format = field.text("displayFormat", "{0}");
        if (!format.matches("[^{}]*\\{0{1,10}}[^{}]*") || format.length() > 30) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION", "Display Format: Invalid format: " + format, "displayFormat");
        }
        return format;
    }

    private static void addValues(CustomFieldType type, Component field, ObjectNode definition) {
        boolean several = type == CustomFieldType.MULTISELECT_PICKLIST;
        if (several) {
            between(field, "visibleLines", 3, 10);
        }
        definition.put("length", several ? 4_099 : 255);
        Component set = field.part("valueSet").orElseThrow(() -> MetadataException.required("valueSet"));
        Component values = set.part("valueSetDefinition").orElseThrow(() -> {
            if (set.has("valueSetName")) {
                return MetadataException.notFound("valueSetName", "GlobalValueSet", set.text("valueSetName", ""));
            }
            return MetadataException.required("valueSetDefinition");
        });
        ArrayNode picklist = definition.putArray("values");
        Set<String> seen = new HashSet<>();
        for (Component value : values.parts("value")) {
            String name = value.requiredText("fullName");
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new MetadataException(
                        "DUPLICATE_VALUE", "Duplicate picklist value: " + name, "valueSetDefinition");
            }
            picklist.addObject()
                    .put("value", name)
                    .put("label", value.text("label", name))
                    .put("active", value.text("isActive", "true").equals("true"))
                    .put("default", value.flag("default"));
        }
        definition.put("restrictedPicklist", set.flag("restricted"));
    }

    private void addReference(String objectName, CustomFieldType type, Component field, ObjectNode definition) {
        boolean hierarchy = type == CustomFieldType.HIERARCHY;
        if (hierarchy && !objectName.equals("User")) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION", "Hierarchy fields are only allowed on the User object", "type");
        }
        String target = hierarchy ? "User" : field.requiredText("referenceTo");
        String targetName = schema.type(target)
                .map(SObjectType::name)
                .or(() -> Optional.of(target).filter(objectName::equals))
                .orElseThrow(() -> MetadataException.notFound("referenceTo", "CustomObject", target));
        definition.putArray("referenceTo").add(targetName);
        field.text("relationshipName").ifPresent(name -> {
            Names.requireDeveloperName("Child Relationship Name", name);
            requireFree(targetName, name, objectName, definition.path("name").asText());
            definition.put("childRelationshipName", name + "__r");
        });
        if (type == CustomFieldType.MASTER_DETAIL) {
            definition
                    .put("nillable", false)
                    .put("cascadeDelete", true)
                    .put("relationshipOrder", field.integer("relationshipOrder").orElse(0))
                    .put("updateable", field.flag("reparentableMasterDetail"))
                    .put("writeRequiresMasterRead", field.flag("writeRequiresMasterRead"));
        } else {
            addDeleteConstraint(field, definition);
        }
    }

    private static void addDeleteConstraint(Component field, ObjectNode definition) {
        String constraint = field.text("deleteConstraint", "SetNull");
        if (!DELETE_CONSTRAINTS.contains(constraint)) {
            throw MetadataException.notInEnum(constraint, "DeleteConstraint");
        }
        definition.put("cascadeDelete", constraint.equals("Cascade"));
        definition.put("restrictedDelete", constraint.equals("Restrict"));
    }

    private void requireFree(String target, String relationshipName, String objectName, String fieldName) {
        schema.type(target)
                .flatMap(type -> type.childRelationship(relationshipName + "__r"))
                .filter(child -> !child.childSObject().equals(objectName)
                        || !child.field().equals(fieldName))
                .ifPresent(child -> {
                    throw new MetadataException(
                            "DUPLICATE_DEVELOPER_NAME",
                            "There is already a Child Relationship named " + relationshipName + " on " + target + ".",
                            "relationshipName");
                });
    }

    private static List<ObjectNode> location(String fieldName, Component field, ObjectNode definition) {
        between(field, "scale", 0, 15);
        List<ObjectNode> definitions = new ArrayList<>();
        String stem = Names.withoutSuffix(fieldName);
        for (String axis : List.of("Latitude", "Longitude")) {
            ObjectNode part = JsonNodeFactory.instance.objectNode();
            part.put("name", stem + "__" + axis + "__s")
                    .put("label", definition.path("label").asText() + " (" + axis + ")")
                    .put("type", "double")
                    .put("precision", 18)
                    .put("scale", 15)
                    .put("compoundFieldName", fieldName);
            if (field.flag("required")) {
                part.put("nillable", false);
            }
            definitions.add(part);
        }
        definition.put("displayLocationInDecimal", field.flag("displayLocationInDecimal"));
        definitions.add(definition);
        return definitions;
    }

    private static int between(Component field, String property, int least, int most) {
        int value = field.integer(property).orElseThrow(() -> MetadataException.required(property));
        if (value < least || value > most) {
            throw new MetadataException(
                    "NUMBER_OUTSIDE_VALID_RANGE",
                    property + ": value not of required range: " + least + " to " + most,
                    property);
        }
        return value;
    }
}
