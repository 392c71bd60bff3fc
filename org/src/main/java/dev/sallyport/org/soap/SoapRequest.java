package dev.sallyport.org.soap;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a SOAP call asks for.
 *
 * @param headers the elements of the envelope's header
 * @param operation the first element in the body
 */
public record SoapRequest(List<XmlElement> headers, XmlElement operation) {
    private static final XMLInputFactory FACTORY = factory();

    public SoapRequest {
        headers = List.copyOf(headers);
    }

    /** The body is no SOAP call. The message is for the fault. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }
    }

    /** A header by its name. */
    Optional<XmlElement> header(QName name) {
        return headers.stream().filter(header -> header.name().equals(name)).findFirst();
    }

    /**
     * Reads an envelope, without document type and external entities: a call that brings one is refused.
     *
     * @throws UnreadableException if the body is not well-formed, or no envelope with an operation in it
     */
    static SoapRequest read(InputStream body) throws UnreadableException {
        try {
            return read(FACTORY.createXMLStreamReader(body));
        } catch (XMLStreamException e) {
            throw new UnreadableException(reason(e));
        }
    }

    private static SoapRequest read(XMLStreamReader xml) throws XMLStreamException, UnreadableException {
        XmlElementReader elements = new XmlElementReader(xml);
        toStart(xml);
        if (!isSoap(xml.getName(), "Envelope")) {
            throw new UnreadableException("The request is not a SOAP 1.1 envelope: it starts with " + xml.getName());
        }
        List<XmlElement> headers = List.of();
        toStart(xml);
        if (xml.isStartElement() && isSoap(xml.getName(), "Header")) {
            headers = elements.read().children();
            toStart(xml);
        }
        if (!xml.isStartElement() || !isSoap(xml.getName(), "Body")) {
            throw new UnreadableException("The SOAP envelope has no body");
        }
        toStart(xml);
        if (!xml.isStartElement()) {
            throw new UnreadableException("The SOAP body names no operation");
        }
        XmlElement operation = elements.read();
        while (xml.hasNext()) {
            xml.next(); // the rest must be well-formed too
        }
        return new SoapRequest(headers, operation);
    }

    /** Goes to the next start of an element, or the end of the one that encloses it. */
    private static void toStart(XMLStreamReader xml) throws XMLStreamException, UnreadableException {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT,
                        XMLStreamConstants.END_ELEMENT,
                        XMLStreamConstants.END_DOCUMENT -> {
                    return;
                }
                case XMLStreamConstants.DTD ->
                    throw new UnreadableException("A document type is not allowed in a SOAP message");
                default -> {
                    // white space, comments
                }
            }
        }
    }

    private static boolean isSoap(QName name, String localPart) {
        return name.getNamespaceURI().equals(SoapWriter.ENVELOPE)
                && name.getLocalPart().equals(localPart);
    }

    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf("Message: ");
        return start < 0 ? message : message.substring(start + "Message: ".length());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
