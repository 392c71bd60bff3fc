package dev.sallyport.org.bulk.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A {@code jobInfo} that a caller sent, in XML or JSON. */
record JobRequest(Map<String, String> members) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final XMLInputFactory FACTORY = factory();

    static JobRequest read(AsyncFormat format, InputStream body) {
        try {
            return new JobRequest(format == AsyncFormat.JSON ? json(body) : xml(body));
        } catch (IOException e) {
            throw unreadable();
        } catch (XMLStreamException e) {
            throw new BulkException(AsyncExceptionCode.INVALID_XML, "Unable to parse Job");
        }
    }

    Optional<String> member(String name) {
        return Optional.ofNullable(members.get(name)).filter(text -> !text.isBlank());
    }

    static BulkException unreadable() {
        return new BulkException(AsyncExceptionCode.INVALID_JOB, "Unable to parse Job");
    }

    /** Neither document types nor external entities. */
    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static Map<String, String> json(InputStream body) throws IOException {
        JsonNode object = MAPPER.readTree(body);
        if (object == null || !object.isObject()) {
            throw unreadable();
        }
        Map<String, String> members = new HashMap<>();
        object.properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                members.put(member.getKey(), member.getValue().asText());
            }
        });
        return members;
    }

    private static Map<String, String> xml(InputStream body) throws XMLStreamException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(body);
        Map<String, String> members = new HashMap<>();
        boolean inRoot = false;
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (inRoot) {
                members.put(reader.getLocalName(), reader.getElementText().strip());
            } else if (reader.getLocalName().equals("jobInfo") && AsyncXml.NAMESPACE.equals(reader.getNamespaceURI())) {
                inRoot = true;
            } else {
                throw unreadable();
            }
        }
        return members;
    }
}
