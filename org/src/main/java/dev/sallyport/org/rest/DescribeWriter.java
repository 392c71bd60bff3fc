package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.setup.UserPermissions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes describe answers with the members and in the order that Salesforce writes them. See the SOAP API Developer
 * Guide, "DescribeSObjectResult", whose properties the REST API shares.
 */
final class DescribeWriter {
    private final JsonGenerator json;
    private final String restPath;
    private final UserPermissions permissions;

    DescribeWriter(JsonGenerator json, String restPath, UserPermissions permissions) {
        this.json = json;
        this.restPath = restPath;
        this.permissions = permissions;
    }

    /** What describe global says of a type. */
    void writeSummary(SObjectType type) throws IOException {
        json.writeStartObject();
        writeProperties(type);
        json.writeObjectFieldStart("urls");
        writeCommonUrls(type);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** All of a type that the user may see. */
    void writeDescribe(SObjectType type, Schema schema) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("actionOverrides");
        json.writeEndArray();
        writeChildRelationships(type, schema);
        json.writeBooleanField("compactLayoutable", type.properties().compactLayoutable());
        json.writeNullField("defaultImplementation");
        json.writeNullField("extendedBy");
        json.writeNullField("extendsInterfaces");
        json.writeArrayFieldStart("fields");
        for (Field field : type.fields()) {
            if (permissions.canRead(type, field)) {
                writeField(type, field);
            }
        }
        json.writeEndArray();
        json.writeNullField("implementedBy");
        json.writeNullField("implementsInterfaces");
        json.writeBooleanField("listviewable", type.properties().listviewable());
        json.writeBooleanField("lookupLayoutable", type.properties().lookupLayoutable());
        json.writeArrayFieldStart("namedLayoutInfos");
        json.writeEndArray();
        json.writeNullField("networkScopeFieldName");
        writeMasterRecordType(type);
        json.writeBooleanField("searchLayoutable", type.properties().searchLayoutable());
        json.writeNullField("sobjectDescribeOption");
        json.writeArrayFieldStart("supportedScopes");
        writeScope("All " + type.labelPlural(), "everything");
        writeScope("My " + type.labelPlural(), "mine");
        json.writeEndArray();
        writeProperties(type);
        json.writeObjectFieldStart("urls");
        json.writeStringField("uiEditTemplate", "/{ID}/e");
        writeCommonUrls(type);
        json.writeStringField("uiDetailTemplate", "/{ID}");
        json.writeStringField("uiNewRecord", "/" + type.keyPrefix() + "/e");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeProperties(SObjectType type) throws IOException {
        SObjectType.Properties properties = type.properties();
        ObjectPermission allowed = permissions.on(type);
        json.writeBooleanField("activateable", properties.activateable());
        json.writeStringField("associateEntityType", properties.associateEntityType());
        json.writeStringField("associateParentEntity", properties.associateParentEntity());
        json.writeBooleanField("createable", properties.createable() && allowed.create());
        json.writeBooleanField("custom", properties.custom());
        json.writeBooleanField("customSetting", properties.customSetting());
        json.writeBooleanField("deepCloneable", false);
        json.writeBooleanField("deletable", properties.deletable() && allowed.delete());
        json.writeBooleanField("deprecatedAndHidden", properties.deprecatedAndHidden());
        json.writeBooleanField("feedEnabled", properties.feedEnabled());
        json.writeBooleanField("hasSubtypes", properties.hasSubtypes());
        json.writeBooleanField("isInterface", properties.isInterface());
        json.writeBooleanField("isSubtype", properties.isSubtype());
        json.writeStringField("keyPrefix", properties.keyPrefix());
        json.writeStringField("label", properties.label());
        json.writeStringField("labelPlural", properties.labelPlural());
        json.writeBooleanField("layoutable", properties.layoutable());
        json.writeBooleanField("mergeable", properties.mergeable());
        json.writeBooleanField("mruEnabled", properties.mruEnabled());
        json.writeStringField("name", properties.name());
        json.writeBooleanField("queryable", properties.queryable());
        json.writeBooleanField("replicateable", properties.replicateable());
        json.writeBooleanField("retrieveable", properties.retrieveable());
        json.writeBooleanField("searchable", properties.searchable());
        json.writeBooleanField("triggerable", properties.triggerable());
        json.writeBooleanField("undeletable", properties.undeletable() && allowed.delete());
        json.writeBooleanField("updateable", properties.updateable() && allowed.edit());
    }

    private void writeField(SObjectType type, Field field) throws IOException {
        FieldPermission allowed = permissions.on(type, field);
        ObjectPermission object = permissions.on(type);
        json.writeStartObject();
        json.writeBooleanField("aggregatable", field.aggregatable());
        json.writeBooleanField("aiPredictionField", field.aiPredictionField());
        json.writeBooleanField("autoNumber", field.autoNumber());
        json.writeNumberField("byteLength", field.byteLength());
        json.writeBooleanField("calculated", field.calculated());
        json.writeStringField("calculatedFormula", field.calculatedFormula());
        json.writeBooleanField("cascadeDelete", field.cascadeDelete());
        json.writeBooleanField("caseSensitive", field.caseSensitive());
        json.writeStringField("compoundFieldName", field.compoundFieldName());
        json.writeStringField("controllerName", field.controllerName());
        json.writeBooleanField("createable", field.createable() && allowed.edit() && object.create());
        json.writeBooleanField("custom", field.custom());
        json.writeFieldName("defaultValue");
        writeDefault(field.defaultValue());
        json.writeNullField("defaultValueFormula");
        json.writeBooleanField("defaultedOnCreate", field.defaultedOnCreate());
        json.writeBooleanField("dependentPicklist", field.dependentPicklist());
        json.writeBooleanField("deprecatedAndHidden", field.deprecatedAndHidden());
        json.writeNumberField("digits", field.digits());
        json.writeBooleanField("displayLocationInDecimal", field.displayLocationInDecimal());
        json.writeBooleanField("encrypted", false);
        json.writeBooleanField("externalId", field.externalId());
        json.writeStringField("extraTypeInfo", field.extraTypeInfo());
        json.writeBooleanField("filterable", field.filterable());
        json.writeNullField("filteredLookupInfo");
        json.writeBooleanField("formulaTreatNullNumberAsZero", false);
        json.writeBooleanField("groupable", field.groupable());
        json.writeBooleanField("highScaleNumber", field.highScaleNumber());
        json.writeBooleanField("htmlFormatted", field.htmlFormatted());
        json.writeBooleanField("idLookup", field.idLookup());
        json.writeStringField("inlineHelpText", field.inlineHelpText());
        json.writeStringField("label", field.label());
        json.writeNumberField("length", field.length());
        writeMask(field);
        json.writeStringField("name", field.name());
        json.writeBooleanField("nameField", field.nameField());
        json.writeBooleanField("namePointing", field.namePointing());
        json.writeBooleanField("nillable", field.nillable());
        json.writeBooleanField("permissionable", field.permissionable());
        writePicklist(field.picklistValues());
        json.writeBooleanField("polymorphicForeignKey", field.polymorphicForeignKey());
        json.writeNumberField("precision", field.precision());
        json.writeBooleanField("queryByDistance", field.queryByDistance());
        json.writeStringField("referenceTargetField", field.referenceTargetField());
        json.writeArrayFieldStart("referenceTo");
        for (String target : field.referenceTo()) {
            json.writeString(target);
        }
        json.writeEndArray();
        json.writeStringField("relationshipName", field.relationshipName());
        writeRelationshipOrder(field.relationshipOrder());
        json.writeBooleanField("restrictedDelete", field.restrictedDelete());
        json.writeBooleanField("restrictedPicklist", field.restrictedPicklist());
        json.writeNumberField("scale", field.scale());
        json.writeBooleanField("searchPrefilterable", field.searchPrefilterable());
        json.writeStringField("soapType", field.soapType());
        json.writeBooleanField("sortable", field.sortable());
        json.writeStringField("type", field.type().apiName());
        json.writeBooleanField("unique", field.unique());
        json.writeBooleanField("updateable", field.updateable() && allowed.edit() && object.edit());
        json.writeBooleanField("writeRequiresMasterRead", field.writeRequiresMasterRead());
        json.writeEndObject();
    }

    private void writeMask(Field field) throws IOException {
        json.writeStringField("mask", field.mask() ? "*" : null);
        json.writeStringField("maskType", field.mask() ? "all" : null);
    }

    private void writeDefault(@Nullable Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    private void writeRelationshipOrder(@Nullable Integer order) throws IOException {
        if (order == null) {
            json.writeNullField("relationshipOrder");
        } else {
            json.writeNumberField("relationshipOrder", order);
        }
    }

    private void writePicklist(List<PicklistValue> values) throws IOException {
        json.writeArrayFieldStart("picklistValues");
        for (PicklistValue value : values) {
            json.writeStartObject();
            json.writeBooleanField("active", value.active());
            json.writeBooleanField("defaultValue", value.defaultValue());
            json.writeStringField("label", value.label());
            json.writeNullField("validFor");
            json.writeStringField("value", value.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeChildRelationships(SObjectType type, Schema schema) throws IOException {
        json.writeArrayFieldStart("childRelationships");
        for (ChildRelationship child : type.childRelationships()) {
            if (isVisible(child, schema)) {
                json.writeStartObject();
                json.writeBooleanField("cascadeDelete", child.cascadeDelete());
                json.writeStringField("childSObject", child.childSObject());
                json.writeBooleanField("deprecatedAndHidden", false);
                json.writeStringField("field", child.field());
                json.writeArrayFieldStart("junctionIdListNames");
                json.writeEndArray();
                json.writeArrayFieldStart("junctionReferenceTo");
                json.writeEndArray();
                json.writeStringField("relationshipName", child.relationshipName());
                json.writeBooleanField("restrictedDelete", child.restrictedDelete());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private boolean isVisible(ChildRelationship child, Schema schema) {
        SObjectType childType = schema.requireType(child.childSObject());
        return permissions.canRead(childType) && permissions.canRead(childType, childType.requireField(child.field()));
    }

    /** Every type has the master record type, whose id is the same in every org. */
    private void writeMasterRecordType(SObjectType type) throws IOException {
        json.writeArrayFieldStart("recordTypeInfos");
        json.writeStartObject();
        json.writeBooleanField("active", true);
        json.writeBooleanField("available", true);
        json.writeBooleanField("defaultRecordTypeMapping", true);
        json.writeStringField("developerName", "Master");
        json.writeBooleanField("master", true);
        json.writeStringField("name", "Master");
        json.writeStringField("recordTypeId", "012000000000000AAA");
        json.writeObjectFieldStart("urls");
        json.writeStringField("layout", typePath(type) + "/describe/layouts/012000000000000AAA");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void writeScope(String label, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("label", label);
        json.writeStringField("name", name);
        json.writeEndObject();
    }

    private void writeCommonUrls(SObjectType type) throws IOException {
        json.writeStringField("rowTemplate", typePath(type) + "/{ID}");
        json.writeStringField("describe", typePath(type) + "/describe");
        json.writeStringField("sobject", typePath(type));
    }

    private String typePath(SObjectType type) {
        return restPath + "/sobjects/" + type.name();
    }
}
