package dev.sallyport.org.soap;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.setup.UserPermissions;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Writes fields as {@code Field} of the WSDLs. */
final class FieldWriter {
    private final SoapWriter xml;
    private final UserPermissions permissions;

    FieldWriter(SoapWriter xml, UserPermissions permissions) {
        this.xml = xml;
        this.permissions = permissions;
    }

    void write(SObjectType type, Field field) throws XMLStreamException {
        FieldPermission allowed = permissions.on(type, field);
        ObjectPermission object = permissions.on(type);
        xml.start("fields");
        xml.element("aggregatable", field.aggregatable());
        xml.element("aiPredictionField", field.aiPredictionField());
        xml.element("autoNumber", field.autoNumber());
        xml.element("byteLength", field.byteLength());
        xml.element("calculated", field.calculated());
        xml.optional("calculatedFormula", field.calculatedFormula());
        xml.optional("cascadeDelete", field.cascadeDelete());
        xml.element("caseSensitive", field.caseSensitive());
        xml.optional("compoundFieldName", field.compoundFieldName());
        xml.optional("controllerName", field.controllerName());
        xml.element("createable", field.createable() && allowed.edit() && object.create());
        xml.element("custom", field.custom());
        writeDefault(field.defaultValue());
        xml.element("defaultedOnCreate", field.defaultedOnCreate());
        xml.optional("dependentPicklist", field.dependentPicklist());
        xml.element("deprecatedAndHidden", field.deprecatedAndHidden());
        xml.element("digits", field.digits());
        xml.optional("displayLocationInDecimal", field.displayLocationInDecimal());
        xml.optional("externalId", field.externalId());
        xml.optional("extraTypeInfo", field.extraTypeInfo());
        xml.element("filterable", field.filterable());
        xml.element("groupable", field.groupable());
        xml.optional("highScaleNumber", field.highScaleNumber());
        xml.optional("htmlFormatted", field.htmlFormatted());
        xml.element("idLookup", field.idLookup());
        xml.optional("inlineHelpText", field.inlineHelpText());
        xml.element("label", field.label());
        xml.element("length", field.length());
        if (field.mask()) {
            xml.element("mask", "*");
            xml.element("maskType", "all");
        }
        writeRest(field);
        xml.element("updateable", field.updateable() && allowed.edit() && object.edit());
        xml.optional("writeRequiresMasterRead", field.writeRequiresMasterRead());
        xml.end();
    }

    private void writeRest(Field field) throws XMLStreamException {
        xml.element("name", field.name());
        xml.element("nameField", field.nameField());
        xml.element("namePointing", field.namePointing());
        xml.element("nillable", field.nillable());
        xml.element("permissionable", field.permissionable());
        writePicklist(field);
        xml.element("polymorphicForeignKey", field.polymorphicForeignKey());
        xml.element("precision", field.precision());
        xml.element("queryByDistance", field.queryByDistance());
        xml.optional("referenceTargetField", field.referenceTargetField());
        for (String target : field.referenceTo()) {
            xml.element("referenceTo", target);
        }
        xml.optional("relationshipName", field.relationshipName());
        xml.optional("relationshipOrder", field.relationshipOrder());
        xml.optional("restrictedDelete", field.restrictedDelete());
        xml.element("restrictedPicklist", field.restrictedPicklist());
        xml.element("scale", field.scale());
        xml.element("searchPrefilterable", field.searchPrefilterable());
        xml.element("soapType", soapType(field.type()));
        xml.element("sortable", field.sortable());
        xml.element("type", field.type().apiName().toLowerCase(Locale.ROOT).replace("anytype", "anyType"));
        xml.element("unique", field.unique());
    }

    /** The REST API gives compound types the prefix {@code urn}; in the WSDLs they are of the API's own namespace. */
    private static String soapType(FieldType type) {
        return type.soapType().replace("urn:", "tns:");
    }

    private void writeDefault(@Nullable Object value) throws XMLStreamException {
        if (value != null) {
            xml.element("defaultValue", SoapText.typeOf(value), value.toString());
        }
    }

    private void writePicklist(Field field) throws XMLStreamException {
        for (PicklistValue value : field.picklistValues()) {
            xml.start("picklistValues");
            xml.element("active", value.active());
            xml.element("defaultValue", value.defaultValue());
            xml.element("label", value.label());
            xml.element("value", value.value());
            xml.end();
        }
    }
}
