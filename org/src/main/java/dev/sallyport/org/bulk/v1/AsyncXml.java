package dev.sallyport.org.bulk.v1;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes the XML of Bulk API, all in one namespace. */
final class AsyncXml implements AutoCloseable {
    static final String NAMESPACE = "http://www.force.com/2009/06/asyncapi/dataload";
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;

    /** Begins a document. */
    AsyncXml(OutputStream stream, String root) {
        try {
            xml = FACTORY.createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeNamespace("xsi", INSTANCE);
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    static byte[] document(String root, Consumer<AsyncXml> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AsyncXml xml = new AsyncXml(bytes, root)) {
            content.accept(xml);
        }
        return bytes.toByteArray();
    }

    /** An element for each member that is not null. */
    void members(Map<String, @Nullable Object> members) {
        members.forEach((name, value) -> {
            if (value != null) {
                text(name, value.toString());
            }
        });
    }

    void text(String name, String value) {
        write(() -> {
            xml.writeStartElement(name);
            xml.writeCharacters(allowed(value));
            xml.writeEndElement();
        });
    }

    void nil(String name) {
        write(() -> {
            xml.writeEmptyElement(name);
            xml.writeAttribute("xsi:nil", "true");
        });
    }

    void element(String name, Runnable content) {
        write(() -> xml.writeStartElement(name));
        content.run();
        write(xml::writeEndElement);
    }

    /** A record. */
    void sObject(String name, Runnable content) {
        write(() -> {
            xml.writeStartElement(name);
            xml.writeAttribute("xsi:type", "sObject");
        });
        content.run();
        write(xml::writeEndElement);
    }

    @Override
    public void close() {
        write(() -> {
            xml.writeEndDocument();
            xml.flush();
            xml.close();
        });
    }

    private interface Writing {
        void write() throws XMLStreamException;
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(XMLStreamException e) {
        return new IllegalStateException("Cannot write XML", e);
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String allowed(String text) {
        return text.codePoints().allMatch(AsyncXml::isAllowed)
                ? text
                : text.codePoints()
                        .filter(AsyncXml::isAllowed)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isAllowed(int character) {
        boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
        boolean blank = character == '\t' || character == '\n' || character == '\r';
        return blank || (character >= 0x20 && !surrogate && (character & 0xFFFE) != 0xFFFE);
    }
}
