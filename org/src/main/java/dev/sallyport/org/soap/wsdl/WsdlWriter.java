package dev.sallyport.org.soap.wsdl;

import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.soap.wsdl.WsdlModel.ComplexType;
import dev.sallyport.org.soap.wsdl.WsdlModel.Member;
import dev.sallyport.org.soap.wsdl.WsdlModel.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a WSDL 1.1 document of the document/literal style, with a schema for each of the API's three namespaces. */
final class WsdlWriter {
    private static final Set<String> SCHEMA_TYPES =
            Set.of("string", "boolean", "int", "long", "double", "date", "dateTime", "time", "base64Binary", "anyType");

    private final WsdlModel model;
    private final String api;
    private final Consumer<Markup> recordTypes;

    /**
     * @param api {@code partner} or {@code enterprise}, as the namespaces have it
     * @param recordTypes writes the types of the records' namespace
     */
    WsdlWriter(WsdlModel model, String api, Consumer<Markup> recordTypes) {
        this.model = model;
        this.api = api;
        this.recordTypes = recordTypes;
    }

    /**
     * Writes the document.
     *
     * @param address of the endpoint
     */
    byte[] write(String address) {
        return Markup.document(xml -> xml.element(
                "definitions",
                () -> {
                    xml.element("types", () -> writeSchemas(xml));
                    writeMessages(xml);
                    writePortType(xml);
                    writeBinding(xml);
                    writeService(xml, address);
                },
                "targetNamespace",
                "urn:" + api + ".soap.sforce.com",
                "xmlns",
                "http://schemas.xmlsoap.org/wsdl/",
                "xmlns:soap",
                "http://schemas.xmlsoap.org/wsdl/soap/",
                "xmlns:xsd",
                "http://www.w3.org/2001/XMLSchema",
                "xmlns:tns",
                "urn:" + api + ".soap.sforce.com",
                "xmlns:fns",
                "urn:fault." + api + ".soap.sforce.com",
                "xmlns:ens",
                "urn:sobject." + api + ".soap.sforce.com"));
    }

    private void writeSchemas(Markup xml) {
        writeSchema(xml, "urn:sobject." + api, List.of("urn:" + api), () -> recordTypes.accept(xml));
        writeSchema(xml, "urn:" + api, List.of("urn:sobject." + api), () -> writeApiTypes(xml));
        writeSchema(xml, "urn:fault." + api, List.of("urn:" + api), () -> writeFaultTypes(xml));
    }

    private static void writeSchema(Markup xml, String namespace, List<String> imports, Runnable content) {
        xml.element(
                "xsd:schema",
                () -> {
                    for (String imported : imports) {
                        xml.empty("xsd:import", "namespace", imported + ".soap.sforce.com");
                    }
                    content.run();
                },
                "elementFormDefault",
                "qualified",
                "targetNamespace",
                namespace + ".soap.sforce.com");
    }

    private void writeApiTypes(Markup xml) {
        xml.element(
                "xsd:simpleType",
                () -> xml.element(
                        "xsd:restriction",
                        () -> xml.empty("xsd:pattern", "value", "[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18}"),
                        "base",
                        "xsd:string"),
                "name",
                "ID");
        writeText(xml, "QueryLocator");
        writeText(xml, "StatusCode");
        writeChoice(
                xml,
                "fieldType",
                Arrays.stream(FieldType.values())
                        .map(type -> type.apiName().equals("anyType")
                                ? type.apiName()
                                : type.apiName().toLowerCase(Locale.ROOT)));
        writeChoice(xml, "soapType", Arrays.stream(FieldType.values()).map(type -> type.soapType()
                .replace("urn:", "tns:")));
        for (ComplexType type : model.types()) {
            writeType(xml, type);
        }
        for (Operation operation : model.operations()) {
            writeElement(xml, operation.name(), operation.arguments());
            @Nullable Member result = operation.result();
            writeElement(xml, operation.name() + "Response", result == null ? List.of() : List.of(result));
        }
        for (ComplexType header : model.headers()) {
            writeElement(xml, header.name(), header.members());
        }
    }

    private static void writeText(Markup xml, String name) {
        xml.element("xsd:simpleType", () -> xml.empty("xsd:restriction", "base", "xsd:string"), "name", name);
    }

    private static void writeChoice(Markup xml, String name, Stream<String> values) {
        List<String> distinct = values.distinct().toList();
        xml.element(
                "xsd:simpleType",
                () -> xml.element(
                        "xsd:restriction",
                        () -> distinct.forEach(value -> xml.empty("xsd:enumeration", "value", value)),
                        "base",
                        "xsd:string"),
                "name",
                name);
    }

    private static void writeType(Markup xml, ComplexType type) {
        @Nullable String base = type.base();
        Runnable members = () -> writeSequence(xml, type.members());
        Runnable content = base == null
                ? members
                : () -> xml.element(
                        "xsd:complexContent", () -> xml.element("xsd:extension", members, "base", "tns:" + base));
        xml.element("xsd:complexType", content, "name", type.name());
    }

    private static void writeElement(Markup xml, String name, List<Member> members) {
        xml.element(
                "xsd:element", () -> xml.element("xsd:complexType", () -> writeSequence(xml, members)), "name", name);
    }

    private static void writeSequence(Markup xml, List<Member> members) {
        xml.element("xsd:sequence", () -> members.forEach(member -> writeMember(xml, member)));
    }

    /** Writes an element of a type. */
    private static void writeMember(Markup xml, Member member) {
        List<String> attributes = new ArrayList<>(List.of("name", member.name(), "type", prefixed(member.type())));
        if (member.nillable()) {
            attributes.addAll(List.of("nillable", "true"));
        }
        if (member.optional()) {
            attributes.addAll(List.of("minOccurs", "0"));
        }
        if (member.repeated()) {
            attributes.addAll(List.of("maxOccurs", "unbounded"));
        }
        xml.empty("xsd:element", attributes.toArray(new String[0]));
    }

    private static String prefixed(String type) {
        if (SCHEMA_TYPES.contains(type)) {
            return "xsd:" + type;
        }
        return (type.equals("sObject") ? "ens:" : "tns:") + type;
    }

    private void writeFaultTypes(Markup xml) {
        writeText(xml, "ExceptionCode");
        xml.element(
                "xsd:complexType",
                () -> xml.element("xsd:sequence", () -> {
                    xml.empty("xsd:element", "name", "exceptionCode", "type", "fns:ExceptionCode");
                    xml.empty("xsd:element", "name", "exceptionMessage", "type", "xsd:string");
                }),
                "name",
                "ApiFault");
        writeFaultType(xml, "ApiQueryFault", "ApiFault", () -> {
            xml.empty("xsd:element", "name", "row", "type", "xsd:int");
            xml.empty("xsd:element", "name", "column", "type", "xsd:int");
        });
        xml.empty("xsd:element", "name", "fault", "type", "fns:ApiFault");
        for (String fault : faults()) {
            writeFaultType(xml, fault, base(fault), () -> {});
            xml.empty("xsd:element", "name", fault, "type", "fns:" + fault);
        }
    }

    private static void writeFaultType(Markup xml, String name, String base, Runnable members) {
        xml.element(
                "xsd:complexType",
                () -> xml.element(
                        "xsd:complexContent",
                        () -> xml.element(
                                "xsd:extension", () -> xml.element("xsd:sequence", members), "base", "fns:" + base)),
                "name",
                name);
    }

    /** Faults that point at a place in a query say where. */
    private static String base(String fault) {
        return switch (fault) {
            case "InvalidFieldFault", "InvalidSObjectFault", "MalformedQueryFault", "MalformedSearchFault" ->
                "ApiQueryFault";
            default -> "ApiFault";
        };
    }

    private Set<String> faults() {
        return model.operations().stream()
                .flatMap(operation -> operation.faults().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void writeMessages(Markup xml) {
        xml.element(
                "message",
                () -> model.headers()
                        .forEach(header -> xml.empty("part", "element", "tns:" + header.name(), "name", header.name())),
                "name",
                "Header");
        for (String fault : faults()) {
            writeMessage(xml, fault, "fns:" + fault, "fault");
        }
        for (Operation operation : model.operations()) {
            writeMessage(xml, operation.name() + "Request", "tns:" + operation.name(), "parameters");
            writeMessage(xml, operation.name() + "Response", "tns:" + operation.name() + "Response", "parameters");
        }
    }

    private static void writeMessage(Markup xml, String name, String element, String part) {
        xml.element("message", () -> xml.empty("part", "element", element, "name", part), "name", name);
    }

    private void writePortType(Markup xml) {
        xml.element(
                "portType",
                () -> {
                    for (Operation operation : model.operations()) {
                        xml.element(
                                "operation",
                                () -> {
                                    xml.empty("input", "message", "tns:" + operation.name() + "Request");
                                    xml.empty("output", "message", "tns:" + operation.name() + "Response");
                                    operation
                                            .faults()
                                            .forEach(fault ->
                                                    xml.empty("fault", "message", "tns:" + fault, "name", fault));
                                },
                                "name",
                                operation.name());
                    }
                },
                "name",
                "Soap");
    }

    private void writeBinding(Markup xml) {
        xml.element(
                "binding",
                () -> {
                    xml.empty("soap:binding", "style", "document", "transport", "http://schemas.xmlsoap.org/soap/http");
                    model.operations().forEach(operation -> writeBound(xml, operation));
                },
                "name",
                "SoapBinding",
                "type",
                "tns:Soap");
    }

    private static void writeBound(Markup xml, Operation operation) {
        xml.element(
                "operation",
                () -> {
                    xml.empty("soap:operation", "soapAction", "");
                    xml.element("input", () -> {
                        operation.headers().forEach(header -> writeHeader(xml, header));
                        xml.empty("soap:body", "parts", "parameters", "use", "literal");
                    });
                    xml.element("output", () -> {
                        if (operation.headers().contains("SessionHeader")) {
                            writeHeader(xml, "LimitInfoHeader");
                        }
                        xml.empty("soap:body", "use", "literal");
                    });
                    for (String fault : operation.faults()) {
                        xml.element(
                                "fault", () -> xml.empty("soap:fault", "name", fault, "use", "literal"), "name", fault);
                    }
                },
                "name",
                operation.name());
    }

    private static void writeHeader(Markup xml, String header) {
        xml.empty("soap:header", "use", "literal", "message", "tns:Header", "part", header);
    }

    private static void writeService(Markup xml, String address) {
        xml.element(
                "service",
                () -> xml.element(
                        "port",
                        () -> xml.empty("soap:address", "location", address),
                        "binding",
                        "tns:SoapBinding",
                        "name",
                        "Soap"),
                "name",
                "SforceService");
    }
}
