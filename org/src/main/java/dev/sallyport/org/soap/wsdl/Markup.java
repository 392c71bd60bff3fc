package dev.sallyport.org.soap.wsdl;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document for people to read: each element on a line, indented. Attributes are name and value in turn. */
final class Markup {
    private final XMLStreamWriter xml;
    private int depth;

    private Markup(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] document(Consumer<Markup> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(100_000);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            content.accept(new Markup(xml));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
        return bytes.toByteArray();
    }

    /** An element with others in it. */
    void element(String name, Runnable content, String... attributes) {
        try {
            indent();
            xml.writeStartElement(name);
            write(attributes);
            depth++;
            content.run();
            depth--;
            indent();
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    /** An element with nothing in it. */
    void empty(String name, String... attributes) {
        try {
            indent();
            xml.writeEmptyElement(name);
            write(attributes);
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    private void write(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void indent() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static IllegalStateException unwritable(XMLStreamException cause) {
        return new IllegalStateException("Cannot write XML to memory", cause);
    }
}
