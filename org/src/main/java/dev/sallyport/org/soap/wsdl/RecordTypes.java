package dev.sallyport.org.soap.wsdl;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.UserPermissions;
import java.util.Map;
import java.util.TreeMap;

/** The types of records: one for all in the partner's WSDL, one for each sObject type in the enterprise's. */
final class RecordTypes {
    /** What a reference to records of several types shows of each (SOAP API Developer Guide, "Name"). */
    private static final Map<String, String> NAME_FIELDS = Map.ofEntries(
            Map.entry("Alias", "xsd:string"),
            Map.entry("Email", "xsd:string"),
            Map.entry("FirstName", "xsd:string"),
            Map.entry("IsActive", "xsd:boolean"),
            Map.entry("LastName", "xsd:string"),
            Map.entry("Name", "xsd:string"),
            Map.entry("Phone", "xsd:string"),
            Map.entry("ProfileId", "tns:ID"),
            Map.entry("RecordTypeId", "tns:ID"),
            Map.entry("Title", "xsd:string"),
            Map.entry("Type", "xsd:string"),
            Map.entry("UserRoleId", "tns:ID"),
            Map.entry("Username", "xsd:string"));

    private RecordTypes() {}

    /** The type of every record of the partner API. */
    static void writePartner(Markup xml) {
        xml.element(
                "xsd:complexType",
                () -> xml.element("xsd:sequence", () -> {
                    xml.empty("xsd:element", "name", "type", "type", "xsd:string");
                    writeBase(xml);
                    writeAny(xml);
                }),
                "name",
                "sObject");
    }

    /** The types that a user may see, the type that all extend, and that of groups and aggregates. */
    static void writeEnterprise(Markup xml, Schema schema, UserPermissions visible) {
        xml.element("xsd:complexType", () -> xml.element("xsd:sequence", () -> writeBase(xml)), "name", "sObject");
        writeType(xml, "AggregateResult", () -> writeAny(xml));
        writeType(xml, "Name", () -> writeFields(xml, new TreeMap<>(NAME_FIELDS)));
        for (SObjectType type : schema.types()) {
            if (visible.canRead(type)) {
                writeType(xml, type.name(), () -> writeFields(xml, fields(type, schema, visible)));
            }
        }
    }

    private static void writeBase(Markup xml) {
        xml.empty(
                "xsd:element",
                "name",
                "fieldsToNull",
                "type",
                "xsd:string",
                "nillable",
                "true",
                "minOccurs",
                "0",
                "maxOccurs",
                "unbounded");
        xml.empty("xsd:element", "name", "Id", "type", "tns:ID", "nillable", "true");
    }

    private static void writeAny(Markup xml) {
        xml.empty(
                "xsd:any",
                "namespace",
                "##targetNamespace",
                "minOccurs",
                "0",
                "maxOccurs",
                "unbounded",
                "processContents",
                "lax");
    }

    private static void writeType(Markup xml, String name, Runnable members) {
        xml.element(
                "xsd:complexType",
                () -> xml.element(
                        "xsd:complexContent",
                        () -> xml.element(
                                "xsd:extension", () -> xml.element("xsd:sequence", members), "base", "ens:sObject")),
                "name",
                name);
    }

    private static void writeFields(Markup xml, Map<String, String> types) {
        types.forEach((name, type) ->
                xml.empty("xsd:element", "name", name, "nillable", "true", "minOccurs", "0", "type", type));
    }

    /** Fields, parents and children by name, without regard to case, as records of the API have them. */
    private static Map<String, String> fields(SObjectType type, Schema schema, UserPermissions visible) {
        Map<String, String> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (ChildRelationship child : type.childRelationships()) {
            SObjectType childType = schema.requireType(child.childSObject());
            if (child.relationshipName() != null && visible.canRead(childType)) {
                types.put(child.relationshipName(), "tns:QueryResult");
            }
        }
        for (Field field : type.fields()) {
            if (!visible.canRead(type, field) || field.type() == FieldType.ID) {
                continue;
            }
            types.put(field.name(), field.type().soapType().replace("urn:", "tns:"));
            if (field.relationshipName() != null) {
                types.put(field.relationshipName(), parent(field, schema, visible));
            }
        }
        return types;
    }

    private static String parent(Field field, Schema schema, UserPermissions visible) {
        if (field.referenceTo().size() != 1) {
            return "ens:Name";
        }
        String target = field.referenceTo().get(0);
        return schema.type(target).filter(visible::canRead).isPresent() ? "ens:" + target : "ens:sObject";
    }
}
