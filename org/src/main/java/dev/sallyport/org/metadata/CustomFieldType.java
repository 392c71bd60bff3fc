package dev.sallyport.org.metadata;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types of custom fields, and which properties each must and may have (Metadata API Developer Guide,
 * "CustomField").
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets are those of Set.of
enum CustomFieldType {
    AUTO_NUMBER(
            "AutoNumber",
            "string",
            Set.of(),
            Set.of("displayFormat", "startingNumber", "populateExistingRows", "externalId")),
    CHECKBOX("Checkbox", "boolean", Set.of("defaultValue"), Set.of()),
    CURRENCY("Currency", "currency", Set.of("precision", "scale"), Set.of("required", "defaultValue")),
    DATE("Date", "date", Set.of(), Set.of("required", "defaultValue")),
    DATE_TIME("DateTime", "datetime", Set.of(), Set.of("required", "defaultValue")),
    EMAIL("Email", "email", Set.of(), Set.of("required", "unique", "externalId", "defaultValue")),
    ENCRYPTED_TEXT("EncryptedText", "encryptedstring", Set.of("length", "maskChar", "maskType"), Set.of("required")),
    HIERARCHY("Hierarchy", "reference", Set.of("relationshipName"), Set.of("relationshipLabel", "lookupFilter")),
    HTML("Html", "textarea", Set.of("length", "visibleLines"), Set.of("defaultValue")),
    LOCATION("Location", "location", Set.of("scale", "displayLocationInDecimal"), Set.of("required")),
    LONG_TEXT_AREA("LongTextArea", "textarea", Set.of("length", "visibleLines"), Set.of("defaultValue", "stripMarkup")),
    LOOKUP(
            "Lookup",
            "reference",
            Set.of("referenceTo"),
            Set.of("relationshipName", "relationshipLabel", "required", "deleteConstraint", "lookupFilter")),
    MASTER_DETAIL(
            "MasterDetail",
            "reference",
            Set.of("referenceTo", "relationshipName"),
            Set.of(
                    "relationshipLabel",
                    "relationshipOrder",
                    "reparentableMasterDetail",
                    "writeRequiresMasterRead",
                    "lookupFilter")),
    MULTISELECT_PICKLIST(
            "MultiselectPicklist",
            "multipicklist",
            Set.of("valueSet", "visibleLines"),
            Set.of("required", "defaultValue")),
    NUMBER(
            "Number",
            "double",
            Set.of("precision", "scale"),
            Set.of("required", "unique", "externalId", "defaultValue")),
    PERCENT("Percent", "percent", Set.of("precision", "scale"), Set.of("required", "defaultValue")),
    PHONE("Phone", "phone", Set.of(), Set.of("required", "defaultValue")),
    PICKLIST("Picklist", "picklist", Set.of("valueSet"), Set.of("required", "defaultValue")),
    SUMMARY(
            "Summary",
            "double",
            Set.of("summaryForeignKey", "summaryOperation"),
            Set.of("summarizedField", "summaryFilterItems")),
    TEXT(
            "Text",
            "string",
            Set.of("length"),
            Set.of("required", "unique", "externalId", "caseSensitive", "defaultValue")),
    TEXT_AREA("TextArea", "textarea", Set.of(), Set.of("required", "defaultValue")),
    TIME("Time", "time", Set.of(), Set.of("required", "defaultValue")),
    URL("Url", "url", Set.of(), Set.of("required", "defaultValue"));

    /** Properties that make sense with some types only. All others go with any. */
    private static final Set<String> PARTICULAR = Stream.concat(
                    Stream.of(values()).flatMap(type -> Stream.concat(type.mandatory.stream(), type.optional.stream())),
                    Stream.of("formula", "formulaTreatBlanksAs"))
            .collect(Collectors.toUnmodifiableSet());

    /** Properties of a formula of any type. */
    private static final Set<String> OF_FORMULAS = Set.of("formula", "formulaTreatBlanksAs", "precision", "scale");

    private final String apiName;
    private final String schemaType;
    private final Set<String> mandatory;
    private final Set<String> optional;

    CustomFieldType(String apiName, String schemaType, Set<String> mandatory, Set<String> optional) {
        this.apiName = apiName;
        this.schemaType = schemaType;
        this.mandatory = mandatory;
        this.optional = optional;
    }

    /** The name in the Metadata API. */
    String apiName() {
        return apiName;
    }

    /** The type in describe, as object definitions name it. */
    String schemaType() {
        return schemaType;
    }

    static Optional<CustomFieldType> of(String apiName) {
        return Stream.of(values()).filter(type -> type.apiName.equals(apiName)).findFirst();
    }

    boolean mayBeFormula() {
        return switch (this) {
            case CHECKBOX, CURRENCY, DATE, DATE_TIME, NUMBER, PERCENT, TEXT, TIME -> true;
            case AUTO_NUMBER,
                    EMAIL,
                    ENCRYPTED_TEXT,
                    HIERARCHY,
                    HTML,
                    LOCATION,
                    LONG_TEXT_AREA,
                    LOOKUP,
                    MASTER_DETAIL,
                    MULTISELECT_PICKLIST,
                    PHONE,
                    PICKLIST,
                    SUMMARY,
                    TEXT_AREA,
                    URL -> false;
        };
    }

    /** Refuses properties that the type does not have, and the lack of those that it must have. */
    void check(Component field) {
        boolean formula = field.has("formula") && mayBeFormula();
        for (String property : PARTICULAR) {
            boolean allowed = formula
                    ? OF_FORMULAS.contains(property)
                    : mandatory.contains(property) || optional.contains(property);
            if (!allowed && isSet(field, property)) {
                throw new MetadataException(
                        "FIELD_INTEGRITY_EXCEPTION",
                        "Can not specify '" + property + "' for a CustomField of type " + apiName,
                        property);
            }
        }
        if (!formula) {
            mandatory.stream()
                    .sorted()
                    .filter(property -> !field.has(property))
                    .findFirst()
                    .ifPresent(property -> {
                        throw new MetadataException(
                                "FIELD_INTEGRITY_EXCEPTION",
                                "Must specify '" + property + "' for a CustomField of type " + apiName,
                                property);
                    });
        }
    }

    /** A flag that is false is as good as none. */
    private static boolean isSet(Component field, String property) {
        return field.has(property) && !field.text(property, "").equals("false");
    }
}
