package dev.sallyport.salesforce;

import java.util.Locale;

/** The types of a field, as describe names them (SOAP API Developer Guide, "Field Types" and "Primitive Data Types"). */
public enum FieldType {
    ID,
    REFERENCE,
    STRING,
    TEXTAREA,
    PICKLIST,
    MULTIPICKLIST,
    COMBOBOX,
    EMAIL,
    PHONE,
    URL,
    ENCRYPTEDSTRING,
    BASE64,
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    CURRENCY,
    PERCENT,
    DATE,
    DATETIME,
    TIME,
    /** A compound field: street, city and the rest, each also a field of its own. */
    ADDRESS,
    /** A compound field: latitude and longitude, each also a field of its own. */
    LOCATION,
    /** A value whose type depends on the row, as in history objects. */
    ANYTYPE,
    /** A setup structure that only the Metadata and Tooling APIs give. */
    COMPLEXVALUE,
    DATACATEGORYGROUPREFERENCE,
    /** A type that this version does not know: read as text. */
    UNKNOWN;

    /**
     * The type of a describe answer's {@code type} member.
     *
     * @param wireName such as {@code reference}
     */
    public static FieldType ofWireName(String wireName) {
        String upper = wireName.toUpperCase(Locale.ROOT);
        for (FieldType type : values()) {
            if (type.name().equals(upper)) {
                return type;
            }
        }
        return UNKNOWN;
    }

    /** The name in a describe answer, such as {@code reference}; {@code anyType} and others lose their inner capitals. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the field is made of other fields: SOQL answers it with a structure and cannot compare it. */
    public boolean isCompound() {
        return this == ADDRESS || this == LOCATION;
    }
}
