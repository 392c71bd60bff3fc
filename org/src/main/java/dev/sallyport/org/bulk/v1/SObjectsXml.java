package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.InputRow;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads {@code sObjects}. See the Bulk API Developer Guide, "Sample XML File" and "Relationship Fields in XML". */
final class SObjectsXml {
    private static final XMLInputFactory FACTORY = JobRequest.factory();
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final XMLStreamReader xml;

    private SObjectsXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    static List<InputRow> read(InputStream body) {
        try {
            return new SObjectsXml(FACTORY.createXMLStreamReader(body)).rows();
        } catch (XMLStreamException e) {
            throw unreadable("Failed to parse XML. " + firstLine(e));
        }
    }

    private List<InputRow> rows() throws XMLStreamException {
        xml.nextTag();
        if (!xml.getLocalName().equals("sObjects") || !AsyncXml.NAMESPACE.equals(xml.getNamespaceURI())) {
            throw unreadable("Failed to parse XML. Expected sObjects in " + AsyncXml.NAMESPACE);
        }
        List<InputRow> rows = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            rows.add(new InputRow(values()));
        }
        return rows;
    }

    /** The members of the element that the reader stands at. */
    private List<InputRow.Value> values() throws XMLStreamException {
        List<InputRow.Value> values = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            member(values);
        }
        return values;
    }

    private void member(List<InputRow.Value> values) throws XMLStreamException {
        String name = xml.getLocalName();
        boolean nil = "true".equals(xml.getAttributeValue(INSTANCE, "nil"));
        StringBuilder text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isCharacters()) {
                text.append(xml.getText());
            } else if (xml.isStartElement()) {
                parent(name, values);
            }
        }
        if (nil) {
            values.add(new InputRow.Value(name, null, values.size()));
        } else if (!text.toString().isBlank()) {
            values.add(new InputRow.Value(name, text.toString(), values.size()));
        }
    }

    /** {@code <sObject><type>…</type><ExternalId__c>…</ExternalId__c></sObject>} within a relationship. */
    private void parent(String relationship, List<InputRow.Value> values) throws XMLStreamException {
        @Nullable String type = null;
        for (InputRow.Value value : values()) {
            if (value.name().equals("type")) {
                type = value.text();
            } else {
                String path = (type == null ? "" : type + ":") + relationship + "." + value.name();
                values.add(new InputRow.Value(path, value.text(), values.size()));
            }
        }
    }

    private static BulkException unreadable(String message) {
        return new BulkException(AsyncExceptionCode.INVALID_BATCH, message);
    }

    private static String firstLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf("Message: ");
        return start < 0 ? message : message.substring(start + "Message: ".length());
    }
}
