package dev.sallyport.org.soap;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes SOAP 1.1 envelopes. Names of elements and attributes are given as they are to stand in the document, prefix and
 * all; the prefix {@code soapenv} is always declared.
 */
public final class SoapWriter {
    static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

    private final XMLStreamWriter xml;

    private SoapWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** What goes into an envelope. */
    @FunctionalInterface
    public interface Content {
        void writeTo(SoapWriter writer) throws XMLStreamException;
    }

    /** The namespace of {@code xsi:type} and {@code xsi:nil}. */
    static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    /** Namespaces by prefix, in the order in which an envelope declares them; the empty prefix is for names without. */
    static Map<String, String> namespaces(String... prefixesAndNames) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (int i = 0; i < prefixesAndNames.length; i += 2) {
            namespaces.put(prefixesAndNames[i], prefixesAndNames[i + 1]);
        }
        return namespaces;
    }

    /** Writes an envelope with the content in it: its header, if any, and its body. */
    static byte[] envelope(Map<String, String> namespaces, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("soapenv", "Envelope", ENVELOPE);
            xml.writeNamespace("soapenv", ENVELOPE);
            for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
                if (namespace.getKey().isEmpty()) {
                    xml.writeDefaultNamespace(namespace.getValue());
                } else {
                    xml.writeNamespace(namespace.getKey(), namespace.getValue());
                }
            }
            content.writeTo(new SoapWriter(xml));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Cannot write XML to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Opens an element of SOAP itself, such as {@code Body}. */
    void startSoap(String name) throws XMLStreamException {
        xml.writeStartElement("soapenv", name, ENVELOPE);
    }

    /** Opens an element. */
    public void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    /** Opens an element of a type, such as {@code sf:sObject}. */
    public void start(String name, String xsiType) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("xsi:type", xsiType);
    }

    /** Closes the element that was opened last. */
    public void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    /** Adds an attribute to the element that was opened last, and has no content yet. */
    public void attribute(String prefixedName, String value) throws XMLStreamException {
        xml.writeAttribute(prefixedName, value);
    }

    /** An element with text; {@code xsi:nil} for null. */
    public void element(String name, @Nullable Object value) throws XMLStreamException {
        if (value == null) {
            nil(name);
            return;
        }
        xml.writeStartElement(name);
        text(value.toString());
        xml.writeEndElement();
    }

    /** An element with text of a type, such as {@code xsd:int}, which the envelope must declare. */
    public void element(String name, String xsiType, String text) throws XMLStreamException {
        start(name, xsiType);
        text(text);
        xml.writeEndElement();
    }

    /** An element with text, or none at all for null: for what the schema lets be absent. */
    public void optional(String name, @Nullable Object value) throws XMLStreamException {
        if (value != null) {
            element(name, value);
        }
    }

    /** An element {@code true}, or none at all for false: for what the schema lets be absent. */
    public void optional(String name, boolean flag) throws XMLStreamException {
        if (flag) {
            element(name, true);
        }
    }

    private void nil(String name) throws XMLStreamException {
        xml.writeEmptyElement(name);
        xml.writeAttribute("xsi:nil", "true");
    }

    /** What XML cannot carry (XML 1.0 section 2.2) is left out, as no reader would take it. */
    private void text(String text) throws XMLStreamException {
        boolean clean = text.codePoints().allMatch(SoapWriter::isXml);
        if (clean) {
            xml.writeCharacters(text);
        } else {
            StringBuilder kept = new StringBuilder(text.length());
            text.codePoints().filter(SoapWriter::isXml).forEach(kept::appendCodePoint);
            xml.writeCharacters(kept.toString());
        }
    }

    private static boolean isXml(int character) {
        return (character >= 0x20 && character <= 0xD7FF)
                || character == '\n'
                || character == '\t'
                || character == '\r'
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
