package dev.sallyport.org.soap;

import java.io.InputStream;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a SOAP call asks for.
 *
 * @param operation the first element in the body
 * @param sessionId of the {@code SessionHeader}; null where there is none
 */
record SoapRequest(QName operation, @Nullable String sessionId) {
    private static final XMLInputFactory FACTORY = factory();

    /** The body is no SOAP call. The message is for the fault. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }
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
            throw new UnreadableException("The request is not well-formed XML: " + reason(e));
        }
    }

    private static SoapRequest read(XMLStreamReader xml) throws XMLStreamException, UnreadableException {
        @Nullable String sessionId = null;
        boolean inEnvelope = false;
        boolean inBody = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new UnreadableException("A document type is not allowed in a SOAP message");
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            QName name = xml.getName();
            if (inBody) {
                SoapRequest request = new SoapRequest(name, sessionId);
                readToEnd(xml);
                return request;
            }
            if (!inEnvelope && !isSoap(name, "Envelope")) {
                throw new UnreadableException("The request is not a SOAP 1.1 envelope: it starts with " + name);
            }
            inEnvelope = true;
            inBody = isSoap(name, "Body");
            if (name.getLocalPart().equals("sessionId")) {
                sessionId = Optional.of(xml.getElementText().strip())
                        .filter(text -> !text.isEmpty())
                        .orElse(null);
            }
        }
        throw new UnreadableException("The SOAP body names no operation");
    }

    /** The rest must be well-formed too. */
    private static void readToEnd(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            xml.next();
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
        return factory;
    }
}
