package dev.sallyport.org.soap;

import dev.sallyport.org.soql.Column;
import dev.sallyport.org.soql.CompoundValue;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.RowType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as records. The partner API's are all of type {@code sObject}, which names the type of record and the id
 * before the fields, and the id once more among them where it was asked for; empty fields are nil. The enterprise API's
 * are of their own types, whose fields come in the order of the schema; empty fields are left out.
 */
final class RecordWriter {
    /** Parts of a location, and those that an address adds to it, in the order of the schema. */
    private static final List<String> LOCATION = List.of("latitude", "longitude");

    private static final List<String> ADDRESS =
            List.of("city", "country", "countryCode", "geocodeAccuracy", "postalCode", "state", "stateCode", "street");

    private final SoapWriter xml;
    private final SoapDialect dialect;

    RecordWriter(SoapWriter xml, SoapDialect dialect) {
        this.xml = xml;
        this.dialect = dialect;
    }

    /** Writes what is in a {@code QueryResult}. */
    void write(QueryResult result) throws XMLStreamException {
        xml.element("done", result.done());
        xml.element("queryLocator", result.nextLocator());
        for (Row row : result.records()) {
            write("records", row);
        }
        xml.element("size", result.totalSize());
    }

    /** Writes a record as an element of a name. */
    void write(String element, Row row) throws XMLStreamException {
        String type = row.type().sObject();
        if (dialect == SoapDialect.PARTNER) {
            xml.start(element, "sf:sObject");
            xml.element("sf:type", type);
            xml.element("sf:Id", selectsId(row.type()) ? row.id().orElse(null) : null);
        } else {
            xml.start(element, "sf:" + type);
        }
        List<Column> columns = row.type().columns();
        for (int index : order(row.type())) {
            write(columns.get(index), row.get(index), row.type());
        }
        xml.end();
    }

    private int[] order(RowType type) {
        IntStream indexes = IntStream.range(0, type.columns().size());
        if (dialect == SoapDialect.PARTNER || !type.isRecord()) {
            return indexes.toArray();
        }
        return indexes.boxed()
                .sorted(Comparator.comparing(
                        (Integer index) -> type.columns().get(index).name(), SchemaOrder.FIELDS))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean selectsId(RowType type) {
        return type.columns().stream().anyMatch(column -> column.name().equals("Id"));
    }

    private void write(Column column, @Nullable Object value, RowType type) throws XMLStreamException {
        String name = "sf:" + column.name();
        if (value == null) {
            if (dialect == SoapDialect.PARTNER) {
                xml.element(name, null);
            }
        } else if (value instanceof Row parent) {
            write(name, parent);
        } else if (value instanceof QueryResult children) {
            startResult(name);
            write(children);
            xml.end();
        } else if (value instanceof CompoundValue compound) {
            write(name, compound);
        } else if (type.isRecord()) {
            xml.element(name, SoapText.of(value));
        } else {
            xml.element(name, SoapText.typeOf(value), SoapText.of(value));
        }
    }

    /** Opens an element that holds a {@code QueryResult}; the enterprise schema says so itself. */
    void startResult(String name) throws XMLStreamException {
        if (dialect == SoapDialect.PARTNER) {
            xml.start(name, "QueryResult");
        } else {
            xml.start(name);
        }
    }

    private void write(String name, CompoundValue compound) throws XMLStreamException {
        boolean address = compound.parts().containsKey("street");
        xml.start(name, address ? "address" : "location");
        writeParts(LOCATION, compound);
        if (address) {
            writeParts(ADDRESS, compound);
        }
        xml.end();
    }

    private void writeParts(List<String> names, CompoundValue compound) throws XMLStreamException {
        for (String part : names) {
            @Nullable Object value = compound.parts().get(part);
            xml.element(part, value == null ? null : SoapText.of(value));
        }
    }
}
