package dev.sallyport.org.soap;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.FieldText;
import dev.sallyport.org.records.ParentByExternalId;
import dev.sallyport.org.records.UnreadableValueException;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soap.SoapOperation.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Reads records. The partner API's name their type in an element, the enterprise API's are of their type. An element that
 * is nil says nothing of its field: what is to be emptied is listed in {@code fieldsToNull}. Elements are told by their
 * local names, since clients are careless about the namespaces of records, and Salesforce lets them be.
 */
final class DraftReader {
    private static final Pattern POINT_IN_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final String ID = "Id";
    private static final String FIELDS_TO_NULL = "fieldsToNull";

    /** Elements of an {@code sObject} that are no fields. */
    private static final Set<String> NO_FIELDS = Set.of("type", FIELDS_TO_NULL, ID);

    private final Schema schema;
    private final UserPermissions visible;
    private final SoapDialect dialect;
    private final boolean truncates;

    /**
     * @param truncates whether text that is too long for its field is cut, as {@code AllowFieldTruncationHeader} asks
     */
    DraftReader(Schema schema, UserPermissions visible, SoapDialect dialect, boolean truncates) {
        this.schema = schema;
        this.visible = visible;
        this.dialect = dialect;
        this.truncates = truncates;
    }

    /**
     * Reads a record.
     *
     * @throws ApiException {@code INVALID_TYPE} or {@code INVALID_FIELD}, which end the call
     * @throws InvalidValueException if a value is none of its field's type
     */
    Draft read(XmlElement record) throws InvalidValueException {
        SObjectType type = DescribeOperations.type(schema, typeName(record).orElseThrow(DraftReader::noType), visible);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (XmlElement element : record.children()) {
            boolean field = dialect == SoapDialect.PARTNER
                    ? !NO_FIELDS.contains(element.localName())
                    : !element.localName().equals(FIELDS_TO_NULL)
                            && !element.localName().equals(ID);
            if (field && !element.nil()) {
                read(type, element, values);
            }
        }
        for (String name : record.childTexts(FIELDS_TO_NULL)) {
            if (!name.isEmpty()) {
                values.put(field(type, name).name(), null);
            }
        }
        return new Draft(type.name(), record.childText(ID).orElse(null), values);
    }

    private Optional<String> typeName(XmlElement record) {
        if (dialect == SoapDialect.PARTNER) {
            return record.childText("type");
        }
        return Optional.ofNullable(record.type()).map(QName::getLocalPart).filter(name -> !name.equals("sObject"));
    }

    private void read(SObjectType type, XmlElement element, Map<String, @Nullable Object> values)
            throws InvalidValueException {
        String name = element.localName();
        Optional<Field> relationship = type.parentRelationship(name);
        if (relationship.isPresent() && !element.children().isEmpty()) {
            values.put(name, parent(relationship.get(), element));
            return;
        }
        Field field = field(type, name);
        if (!element.children().isEmpty()) {
            throw new InvalidValueException(
                    "Unexpected element " + element.children().get(0).name() + " during simple type deserialization");
        }
        values.put(field.name(), value(field, text(field, element)));
    }

    private Field field(SObjectType type, String name) {
        return type.field(name)
                .filter(field -> visible.canRead(type, field))
                .orElseThrow(() -> RetrieveOperation.noSuchField(type, name));
    }

    /** A point in time may stand for a date: Salesforce's own Java client sends dates so. */
    private static String text(Field field, XmlElement element) {
        boolean pointInTime = field.type() == FieldType.DATE
                && POINT_IN_TIME.matcher(element.text().strip()).matches();
        return pointInTime ? element.text().strip().substring(0, "yyyy-MM-dd".length()) : element.text();
    }

    private @Nullable Object value(Field field, String text) throws InvalidValueException {
        try {
            Object value = FieldText.parse(field, text);
            boolean tooLong = truncates
                    && field.type().isText()
                    && value instanceof String
                    && field.length() > 0
                    && text.length() > field.length();
            return tooLong ? text.substring(0, field.length()) : value;
        } catch (UnreadableValueException e) {
            throw new InvalidValueException(String.valueOf(e.getMessage()));
        }
    }

    /** A parent that is named by one of its external ids (SOAP API Developer Guide, "upsert()"). */
    private ParentByExternalId parent(Field reference, XmlElement element) throws InvalidValueException {
        @Nullable String typeName = typeName(element).orElse(null);
        List<XmlElement> keys = element.children().stream()
                .filter(key -> !key.nil() && !key.localName().equals(FIELDS_TO_NULL))
                .filter(key ->
                        dialect != SoapDialect.PARTNER || !key.localName().equals("type"))
                .toList();
        if (keys.size() != 1) {
            throw new ApiException(
                    500,
                    "INVALID_FIELD",
                    (keys.isEmpty() ? "No" : "More than 1")
                            + " field provided in an external foreign key reference in entity: "
                            + (typeName == null ? reference.relationshipName() : typeName));
        }
        XmlElement key = keys.get(0);
        String parentType = typeName == null ? reference.referenceTo().get(0) : typeName;
        Optional<Field> field = schema.type(parentType).flatMap(type -> type.field(key.localName()));
        Object value = field.isPresent() ? value(field.get(), key.text()) : key.text();
        return new ParentByExternalId(typeName, key.localName(), value);
    }

    private static ApiException noType() {
        return new ApiException(500, "INVALID_TYPE", "Must send a concrete entity type.");
    }
}
