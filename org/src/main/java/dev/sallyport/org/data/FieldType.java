package dev.sallyport.org.data;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The type of a field, as {@code describe} names it (SOAP API Developer Guide, "Field Types"). */
public enum FieldType {
    ID("id", "tns:ID"),
    STRING("string", "xsd:string"),
    TEXTAREA("textarea", "xsd:string"),
    BOOLEAN("boolean", "xsd:boolean"),
    INT("int", "xsd:int"),
    LONG("long", "xsd:long"),
    DOUBLE("double", "xsd:double"),
    CURRENCY("currency", "xsd:double"),
    PERCENT("percent", "xsd:double"),
    DATE("date", "xsd:date"),
    DATETIME("datetime", "xsd:dateTime"),
    TIME("time", "xsd:time"),
    PICKLIST("picklist", "xsd:string"),
    MULTIPICKLIST("multipicklist", "xsd:string"),
    COMBOBOX("combobox", "xsd:string"),
    REFERENCE("reference", "tns:ID"),
    EMAIL("email", "xsd:string"),
    PHONE("phone", "xsd:string"),
    URL("url", "xsd:string"),
    BASE64("base64", "xsd:base64Binary"),
    ADDRESS("address", "urn:address"),
    LOCATION("location", "urn:location"),
    ENCRYPTED_STRING("encryptedstring", "xsd:string"),
    DATA_CATEGORY_GROUP_REFERENCE("DataCategoryGroupReference", "xsd:string"),
    ANY_TYPE("anyType", "xsd:anyType"),
    COMPLEX_VALUE("complexvalue", "xsd:anyType");

    private static final Map<String, FieldType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FieldType::apiName, Function.identity()));

    private final String apiName;
    private final String soapType;

    FieldType(String apiName, String soapType) {
        this.apiName = apiName;
        this.soapType = soapType;
    }

    /** The name that {@code describe} gives, e.g. {@code multipicklist}. */
    public String apiName() {
        return apiName;
    }

    /** The type in a WSDL, with the prefix that {@code describe} gives, e.g. {@code xsd:double}. */
    public String soapType() {
        return soapType;
    }

    /** Whether values are numbers: {@code int}, {@code long}, {@code double}, {@code currency} or {@code percent}. */
    public boolean isNumber() {
        return switch (this) {
            case INT, LONG, DOUBLE, CURRENCY, PERCENT -> true;
            case ID,
                    STRING,
                    TEXTAREA,
                    BOOLEAN,
                    DATE,
                    DATETIME,
                    TIME,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    REFERENCE,
                    EMAIL,
                    PHONE,
                    URL,
                    BASE64,
                    ADDRESS,
                    LOCATION,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> false;
        };
    }

    /** Whether values are put together from other fields of the record: {@code address} or {@code location}. */
    public boolean isCompound() {
        return this == ADDRESS || this == LOCATION;
    }

    /** Whether values are record ids: {@code id} or {@code reference}. */
    public boolean isId() {
        return this == ID || this == REFERENCE;
    }

    /** Whether values are text that compares without regard to case. */
    public boolean isText() {
        return switch (this) {
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> true;
            case ID,
                    BOOLEAN,
                    INT,
                    LONG,
                    DOUBLE,
                    CURRENCY,
                    PERCENT,
                    DATE,
                    DATETIME,
                    TIME,
                    REFERENCE,
                    BASE64,
                    ADDRESS,
                    LOCATION -> false;
        };
    }

    /**
     * Finds a type by its {@code describe} name.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static FieldType of(String apiName) {
        FieldType type = BY_NAME.get(apiName);
        if (type == null) {
            throw new IllegalArgumentException("No field type is named '" + apiName + "'");
        }
        return type;
    }
}
