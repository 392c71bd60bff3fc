package dev.sallyport.org.metadata;

import java.util.Optional;
import java.util.Set;

/** The properties that components may bring (Metadata API WSDL). What is known may still have no meaning here. */
final class KnownProperties {
    private static final Set<String> CUSTOM_FIELD = Set.of(
            "fullName",
            "businessOwnerGroup",
            "businessOwnerUser",
            "businessStatus",
            "caseSensitive",
            "complianceGroup",
            "customDataType",
            "defaultValue",
            "deleteConstraint",
            "deprecated",
            "description",
            "displayFormat",
            "displayLocationInDecimal",
            "encryptionScheme",
            "escapeMarkup",
            "externalDeveloperName",
            "externalId",
            "fieldManageability",
            "formula",
            "formulaTreatBlanksAs",
            "inlineHelpText",
            "isAIPredictionField",
            "isConvertLeadDisabled",
            "isFilteringDisabled",
            "isNameField",
            "isSortingDisabled",
            "label",
            "length",
            "lookupFilter",
            "maskChar",
            "maskType",
            "metadataRelationshipControllingField",
            "populateExistingRows",
            "precision",
            "referenceTargetField",
            "referenceTo",
            "relationshipLabel",
            "relationshipName",
            "relationshipOrder",
            "reparentableMasterDetail",
            "required",
            "restrictedAdminField",
            "scale",
            "securityClassification",
            "startingNumber",
            "stripMarkup",
            "summarizedField",
            "summaryFilterItems",
            "summaryForeignKey",
            "summaryOperation",
            "trackFeedHistory",
            "trackHistory",
            "trackTrending",
            "translateData",
            "type",
            "unique",
            "valueSet",
            "visibleLines",
            "writeRequiresMasterRead");
    private static final Set<String> CUSTOM_OBJECT = Set.of(
            "fullName",
            "actionOverrides",
            "allowInChatterGroups",
            "articleTypeChannelDisplay",
            "businessProcesses",
            "compactLayoutAssignment",
            "compactLayouts",
            "customHelp",
            "customHelpPage",
            "customSettingsType",
            "deploymentStatus",
            "deprecated",
            "description",
            "enableActivities",
            "enableBulkApi",
            "enableDataTranslation",
            "enableDivisions",
            "enableEnhancedLookup",
            "enableFeeds",
            "enableHistory",
            "enableLicensing",
            "enableReports",
            "enableSearch",
            "enableSharing",
            "enableStreamingApi",
            "eventType",
            "externalDataSource",
            "externalName",
            "externalRepository",
            "externalSharingModel",
            "fieldSets",
            "fields",
            "gender",
            "historyRetentionPolicy",
            "household",
            "indexes",
            "label",
            "listViews",
            "nameField",
            "pluralLabel",
            "profileSearchLayouts",
            "publishBehavior",
            "recordTypeTrackFeedHistory",
            "recordTypeTrackHistory",
            "recordTypes",
            "searchLayouts",
            "sharingModel",
            "sharingReasons",
            "sharingRecalculations",
            "startsWith",
            "validationRules",
            "visibility",
            "webLinks");

    private KnownProperties() {}

    /** A property that a component, or a field in it, does not have: its type and name, for the refusal. */
    record Unknown(String type, String property) {}

    static Optional<Unknown> firstUnknown(String type, Component component) {
        return switch (type) {
            case "CustomField" -> unknownIn(type, CUSTOM_FIELD, component);
            case "CustomObject" ->
                unknownIn(type, CUSTOM_OBJECT, component)
                        .or(() -> component.parts("fields").stream()
                                .flatMap(field -> firstUnknown("CustomField", field).stream())
                                .findFirst())
                        .or(() -> component.part("nameField").flatMap(field -> firstUnknown("CustomField", field)));
            default -> Optional.empty();
        };
    }

    private static Optional<Unknown> unknownIn(String type, Set<String> known, Component component) {
        return component.properties().properties().stream()
                .map(property -> property.getKey())
                .filter(property -> !known.contains(property) && !property.startsWith("@"))
                .findFirst()
                .map(property -> new Unknown(type, property));
    }
}
