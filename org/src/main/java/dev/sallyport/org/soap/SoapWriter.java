package dev.sallyport.org.soap;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes SOAP 1.1 envelopes. */
final class SoapWriter {
    static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final XMLStreamWriter xml;

    private SoapWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** What goes into an envelope. */
    interface Content {
        void writeTo(SoapWriter writer) throws XMLStreamException;
    }

    /** Writes an envelope whose own elements are of a namespace without prefix. */
    static byte[] envelope(String namespace, Content content) {
        return document(writer -> {
            writer.xml.writeDefaultNamespace(namespace);
            writer.xml.writeNamespace("xsi", XSI);
            content.writeTo(writer);
        });
    }

    /** Writes an envelope with a fault in it; {@code sf} is the prefix of a namespace. */
    static byte[] faultEnvelope(String namespace, Content content) {
        return document(writer -> {
            writer.xml.writeNamespace("sf", namespace);
            writer.xml.writeNamespace("xsi", XSI);
            writer.startSoap("Body");
            writer.startSoap("Fault");
            content.writeTo(writer);
            writer.end();
            writer.end();
        });
    }

    private static byte[] document(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("soapenv", "Envelope", ENVELOPE);
            xml.writeNamespace("soapenv", ENVELOPE);
            content.writeTo(new SoapWriter(xml));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Cannot write XML to memory", e);
        }
        return bytes.toByteArray();
    }

    void startSoap(String name) throws XMLStreamException {
        xml.writeStartElement("soapenv", name, ENVELOPE);
    }

    void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    void attribute(String prefixedName, String value) throws XMLStreamException {
        xml.writeAttribute(prefixedName, value);
    }

    /** An element with text; {@code xsi:nil} for null. */
    void element(String name, @Nullable Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        if (value == null) {
            xml.writeAttribute("xsi:nil", "true");
        } else {
            xml.writeCharacters(value.toString());
        }
        xml.writeEndElement();
    }
}
