package dev.sallyport.org.soap;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.setup.UserPermissions;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/**
 * Writes types as {@code DescribeGlobalSObjectResult} and {@code DescribeSObjectResult} of the WSDLs, whose elements come
 * by name. What may be absent there is absent where it is empty or false.
 */
final class DescribeWriter {
    private final SoapWriter xml;
    private final UserPermissions permissions;
    private final String root;

    /**
     * @param root the org's own domain, which pages' addresses begin with
     */
    DescribeWriter(SoapWriter xml, UserPermissions permissions, String root) {
        this.xml = xml;
        this.permissions = permissions;
        this.root = root;
    }

    /** What describe global says of a type. */
    void writeSummary(SObjectType type) throws XMLStreamException {
        SObjectType.Properties properties = type.properties();
        ObjectPermission allowed = permissions.on(type);
        writeKind(properties);
        xml.element("createable", properties.createable() && allowed.create());
        writeOrigin(properties);
        xml.element("deepCloneable", false);
        xml.element("deletable", properties.deletable() && allowed.delete());
        xml.element("deprecatedAndHidden", properties.deprecatedAndHidden());
        xml.element("feedEnabled", properties.feedEnabled());
        xml.element("hasSubtypes", properties.hasSubtypes());
        xml.element("idEnabled", true);
        writeNames(properties);
        xml.element("layoutable", properties.layoutable());
        xml.element("mergeable", properties.mergeable());
        xml.element("mruEnabled", properties.mruEnabled());
        xml.element("name", properties.name());
        xml.element("queryable", properties.queryable());
        xml.element("replicateable", properties.replicateable());
        xml.element("retrieveable", properties.retrieveable());
        xml.element("searchable", properties.searchable());
        xml.element("triggerable", properties.triggerable());
        xml.element("undeletable", properties.undeletable() && allowed.delete());
        xml.element("updateable", properties.updateable() && allowed.edit());
    }

    private void writeKind(SObjectType.Properties properties) throws XMLStreamException {
        xml.element("activateable", properties.activateable());
        xml.element("associateEntityType", properties.associateEntityType());
        xml.element("associateParentEntity", properties.associateParentEntity());
    }

    private void writeOrigin(SObjectType.Properties properties) throws XMLStreamException {
        xml.element("custom", properties.custom());
        xml.element("customSetting", properties.customSetting());
    }

    private void writeNames(SObjectType.Properties properties) throws XMLStreamException {
        xml.element("isInterface", properties.isInterface());
        xml.element("isSubtype", properties.isSubtype());
        xml.element("keyPrefix", properties.keyPrefix());
        xml.element("label", properties.label());
        xml.element("labelPlural", properties.labelPlural());
    }

    /** All of a type that the user may see. */
    void writeDescribe(SObjectType type, Schema schema) throws XMLStreamException {
        SObjectType.Properties properties = type.properties();
        ObjectPermission allowed = permissions.on(type);
        writeKind(properties);
        writeChildRelationships(type, schema);
        xml.element("compactLayoutable", properties.compactLayoutable());
        xml.element("createable", properties.createable() && allowed.create());
        writeOrigin(properties);
        xml.element("deepCloneable", false);
        xml.element("defaultImplementation", null);
        xml.element("deletable", properties.deletable() && allowed.delete());
        xml.element("deprecatedAndHidden", properties.deprecatedAndHidden());
        xml.element("feedEnabled", properties.feedEnabled());
        FieldWriter fields = new FieldWriter(xml, permissions);
        for (Field field : type.fields()) {
            if (permissions.canRead(type, field)) {
                fields.write(type, field);
            }
        }
        xml.element("hasSubtypes", properties.hasSubtypes());
        xml.element("idEnabled", true);
        xml.element("implementedBy", null);
        xml.element("implementsInterfaces", null);
        writeNames(properties);
        xml.element("layoutable", properties.layoutable());
        xml.optional("listviewable", (Object) properties.listviewable());
        xml.optional("lookupLayoutable", (Object) properties.lookupLayoutable());
        xml.element("mergeable", properties.mergeable());
        xml.element("mruEnabled", properties.mruEnabled());
        xml.element("name", properties.name());
        xml.element("networkScopeFieldName", null);
        xml.element("queryable", properties.queryable());
        writeMasterRecordType();
        writeUse(type, allowed);
    }

    private void writeUse(SObjectType type, ObjectPermission allowed) throws XMLStreamException {
        SObjectType.Properties properties = type.properties();
        xml.element("replicateable", properties.replicateable());
        xml.element("retrieveable", properties.retrieveable());
        xml.element("searchLayoutable", properties.searchLayoutable());
        xml.element("searchable", properties.searchable());
        writeScope("All " + type.labelPlural(), "everything");
        writeScope("My " + type.labelPlural(), "mine");
        xml.element("triggerable", properties.triggerable());
        xml.element("undeletable", properties.undeletable() && allowed.delete());
        xml.element("updateable", properties.updateable() && allowed.edit());
        xml.element("urlDetail", root + "/{ID}");
        xml.element("urlEdit", root + "/{ID}/e");
        xml.element("urlNew", root + "/" + type.keyPrefix() + "/e");
    }

    private void writeChildRelationships(SObjectType type, Schema schema) throws XMLStreamException {
        for (ChildRelationship child : type.childRelationships()) {
            SObjectType childType = schema.requireType(child.childSObject());
            boolean visible = permissions.canRead(childType)
                    && permissions.canRead(childType, childType.requireField(child.field()));
            if (visible) {
                xml.start("childRelationships");
                xml.element("cascadeDelete", child.cascadeDelete());
                xml.element("childSObject", child.childSObject());
                xml.element("deprecatedAndHidden", false);
                xml.element("field", child.field());
                xml.optional("relationshipName", child.relationshipName());
                xml.optional("restrictedDelete", child.restrictedDelete());
                xml.end();
            }
        }
    }

    /** Every type has the master record type, whose id is the same in every org. */
    private void writeMasterRecordType() throws XMLStreamException {
        xml.start("recordTypeInfos");
        xml.element("active", true);
        xml.element("available", true);
        xml.element("defaultRecordTypeMapping", true);
        xml.element("developerName", "Master");
        xml.element("master", true);
        xml.element("name", "Master");
        xml.element("recordTypeId", "012000000000000AAA");
        xml.end();
    }

    private void writeScope(String label, String name) throws XMLStreamException {
        xml.start("supportedScopes");
        xml.element("label", label);
        xml.element("name", name);
        xml.end();
    }

    /** A tab of an app. */
    void writeTab(SObjectType type) throws XMLStreamException {
        boolean custom = type.properties().custom();
        xml.element("custom", custom);
        xml.element("iconUrl", root + "/img/icon/" + type.name().toLowerCase(Locale.ROOT) + "32.png");
        xml.start("icons");
        xml.element("contentType", "image/png");
        xml.element("height", 32);
        xml.element("theme", "theme3");
        xml.element("url", root + "/img/icon/" + type.name().toLowerCase(Locale.ROOT) + "32.png");
        xml.element("width", 32);
        xml.end();
        xml.element("label", type.labelPlural());
        xml.element("miniIconUrl", root + "/img/icon/" + type.name().toLowerCase(Locale.ROOT) + "16.png");
        xml.element("name", custom ? type.name() : "standard-" + type.name());
        xml.element("sobjectName", type.name());
        xml.element("url", root + "/" + type.keyPrefix() + "/o");
    }
}
